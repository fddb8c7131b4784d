"""Every number in a text, however it is written, as what it can mean: so many, so many of so many, or a share.

The text is read once, word by word: the time it takes grows with its length and no faster.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from tracker.editions import language_of_numbers as words
from tracker.editions.number_meaning import Meaning, Mention
from tracker.editions.text_tokens import VULGAR, Token, tokens

_WIDEST = 40
"""Numbers in a range are looked up one by one; past this only its two ends."""


def mentions(text: str) -> tuple[Mention, ...]:
    """The numbers in the order of a plain text (``plain_text``), each expression once: *sju av nio* is one."""
    return tuple(_Reader(tokens(text)).read())


@dataclass(frozen=True)
class _Reader:
    tokens: list[Token]

    def read(self) -> Iterator[Mention]:
        place = 0
        while place < len(self.tokens):
            found = self._amount(place) or self._each(place) or self._ordinal(place) or self._number_here(place)
            if found is None:
                place += 1
                continue
            mention, place = found
            if mention is not None:
                yield mention

    def _word(self, place: int) -> str:
        return self.tokens[place].word if 0 <= place < len(self.tokens) else ""

    def _mention(self, first: int, after: int, meaning: Meaning) -> tuple[Mention, int]:
        nouns = tuple(word for word in map(self._word, (after, after + 1, after + 2)) if word.isalpha())
        return Mention(self.tokens[first].start, self.tokens[after - 1].end, meaning, nouns), after

    def _amount(self, place: int) -> tuple[Mention, int] | None:
        """*Ett par*, *de flesta* and the like: an amount without a number."""
        if words.PERSONS.match(self._word(place + 1)):
            if self._word(place) in words.FEW_BEFORE_PERSONS:
                return self._mention(place, place + 1, Meaning(few=True))
            if self._word(place) in words.NONE_BEFORE_PERSONS:
                return self._mention(place, place + 1, Meaning((0,)))
        for length in (3, 2, 1):
            said = " ".join(map(self._word, range(place, place + length)))
            after = place + length
            if said in words.ONE and not self._is_thing(after):
                return self._mention(place, after, Meaning((1,)))
            if said in words.AT_LEAST_ONE and self._stands_alone(after):
                return self._mention(place, after, Meaning((1,)))
            if said in _FEW and not self._is_thing(after):
                return self._mention(place, after, Meaning(few=True))
            if said in _MOST and not self._is_thing(after):
                return self._mention(place, after, Meaning(most=True))
        return None

    def _each(self, place: int) -> tuple[Mention, int] | None:
        """*Hälften*, *var fjärde*, with the whole if it is said: *av de åtta*."""
        after, part = place + 1, 0
        if sign := VULGAR.get(self._word(place)):
            return self._share(place, after, sign, sign)
        if self._word(place) in words.HALVES:
            part = 2
        elif self._word(place) in words.EACH:
            after, part = place + 2, words.ORDINALS.get(self._word(place + 1), 0)
        if not part or self._is_thing(after):
            return None
        return self._share(place, after, Fraction(1, part), Fraction(1, part))

    def _ordinal(self, place: int) -> tuple[Mention, int] | None:
        """*Den fjärde har flyttat*, *the fourth client*: there are so many."""
        number = words.ORDINALS.get(self._word(place))
        if number is None:
            return None
        the = self._word(place - 1) in words.THE
        of_persons = words.PERSONS.match(self._word(place + 1)) is not None
        # *Andra* means others, too.
        if (of_persons and (the or number > 2)) or (the and number > 2 and self._stands_alone(place + 1)):
            return self._mention(place, place + 1, Meaning((number,)))
        return None

    def _stands_alone(self, after: int) -> bool:
        """Whether what comes after a number is no noun, so that it counts what the text is about."""
        if self._word(after) in words.OF:
            whole = self._word(self._past_fillers(after + 1))
            return not (whole[:1].isdecimal() or whole in words.CARDINALS)
        return self._word(after) in words.ALONE

    def _number_here(self, place: int) -> tuple[Mention | None, int] | None:
        read = self._number(place)
        if read is None:
            return None
        number, after = read
        return (
            self._percent(place, number, after)
            or self._parts(place, number, after)
            or self._ratio(place, number, after)
            or self._range(place, number, after)
            or self._count(place, number, after)
        )

    def _number(self, place: int) -> tuple[Fraction, int] | None:
        """The number that begins here, and the place after it."""
        word = self._word(place)
        if word[:1].isdecimal():
            return self.tokens[place].in_digits, place + 1
        if word and self.tokens[place].written in words.ROMAN and words.PERSONS.match(self._word(place + 1)):
            return Fraction(words.ROMAN[self.tokens[place].written]), place + 1
        if word in words.ARTICLES:
            return (Fraction(1), place + 1) if self._is_one(place) else None
        return self._in_words(place)

    def _in_words(self, place: int) -> tuple[Fraction, int] | None:
        """``tjugofem``, ``twenty-five``."""
        number = words.CARDINALS.get(self._word(place))
        if number is None:
            return None
        if self._word(place) in words.TENS:
            unit = place + (2 if self._word(place + 1) == "-" else 1)
            if self._word(unit) in words.UNITS:
                return Fraction(number + words.CARDINALS[self._word(unit)]), unit + 1
        return Fraction(number), place + 1

    def _is_one(self, place: int) -> bool:
        """*En* is the number one before a person, before a part, or where it is one of so many."""
        after = self._word(self._past_nearly(place + 1))
        if after == "enda" or after in words.PARTS or after in words.HALVES:
            return True
        if after in words.OF | words.IN:
            whole = self._word(self._past_fillers(place + 2))
            return whole[:1].isdecimal() or whole in words.CARDINALS
        return any(words.PERSONS.match(self._word(place + step)) for step in (1, 2)) and not self._is_thing(place + 1)

    def _past_nearly(self, place: int) -> int:
        """The place of the part: past *knapp*, or the hyphen of *one-third*."""
        between = self._word(place) in words.NEARLY | {"-"}
        return place + 1 if between and self._word(place + 1) in words.PARTS else place

    def _past_fillers(self, place: int) -> int:
        while self._word(place) in words.FILLERS:
            place += 1
        return place

    def _is_thing(self, place: int) -> bool:
        """Whether time, money or the like is counted."""
        return words.THINGS.match(self._word(place)) is not None

    def _percent(self, first: int, number: Fraction, after: int) -> tuple[Mention, int] | None:
        if self._word(after) == "per" and self._word(after + 1) == "cent":
            after += 1
        elif self._word(after) not in words.PERCENT:
            return None
        return self._of_hundred(first, number, after, after + 1)

    def _of_hundred(self, first: int, number: Fraction, after: int, last: int | None = None) -> tuple[Mention, int]:
        """A percentage, as far as it is rounded; the word *procent*, if it is said, ends before ``last``."""
        decimals = len(self._word(after - 1).replace(",", ".").partition(".")[2])
        half = Fraction(1, 2 * 10**decimals)
        return self._share(first, last or after, (number - half) / 100, (number + half) / 100)

    def _parts(self, first: int, number: Fraction, after: int) -> tuple[Mention, int] | None:
        """*Två tredjedelar*, *a quarter*."""
        after = self._past_nearly(after)
        part = 2 if self._word(after) in ("half", "halves") else words.PARTS.get(self._word(after))
        if part is None or self._is_thing(after + 1):
            return None
        return self._share(first, after + 1, number / part, number / part)

    def _share(self, first: int, after: int, least: Fraction, most: Fraction) -> tuple[Mention, int]:
        whole = self._number(self._past_fillers(after + 1)) if self._word(after) in words.OF else None
        if whole is None or whole[0].denominator != 1:
            return self._mention(first, after, Meaning(share=(least, most)))
        of = int(whole[0])
        counts = tuple(dict.fromkeys((round(least * of), round(most * of)))) if of <= 10**6 else ()
        return self._mention(first, whole[1], Meaning(counts, of, (least, most)))

    def _ratio(self, first: int, number: Fraction, after: int) -> tuple[Mention | None, int] | None:
        """*Sju av nio*, *7/9*, *en på fyra*."""
        link = self._word(after)
        if link == "out" and self._word(after + 1) == "of":
            link, after = "of", after + 1
        if link not in words.OF | words.IN | {"/"} or number.denominator != 1:
            return None
        whole = self._number(self._past_fillers(after + 1))
        if whole is None or whole[0].denominator != 1:
            return None
        n, d = int(number), int(whole[0])
        if n > d:
            return (None, whole[1]) if link == "/" and 0 < d <= 12 and n <= 31 else None  # the day 31/8
        if self._is_thing(whole[1]) or d <= 0:
            return None
        # "One in four" says nothing of how many they are.
        meant = Meaning(share=(Fraction(n, d), Fraction(n, d)))
        return self._mention(first, whole[1], meant if link in words.IN else replace(meant, counts=(n,), of=d))

    def _range(self, first: int, number: Fraction, after: int) -> tuple[Mention | None, int] | None:
        between = self._word(first - 1) in words.BETWEEN
        if self._word(after) not in (words.TO | words.AND if between else words.TO):
            return None
        other = self._number(after + 1)
        if other is None or number.denominator != 1 or other[0].denominator != 1 or not 0 <= number <= other[0]:
            return None
        return self._counted(first, other[1], int(number), int(other[0]))

    def _count(self, first: int, number: Fraction, after: int) -> tuple[Mention | None, int]:
        if 0 < number < 1 and not self._is_thing(after):
            half = Fraction(1, 2 * 10 ** len(self._word(first).replace(",", ".").partition(".")[2]))
            return self._share(first, after, number - half, number + half)
        if number.denominator != 1 and 1 < number < 100 and self._stands_alone(after):
            return self._of_hundred(first, number, after)  # *andelen var 77,8*
        if number.denominator != 1 or number < 0:
            return None, after
        low = high = int(number)
        # The two words before it may say that it is a bound: read with the number, shown without.
        two = f"{self._word(first - 2)} {self._word(first - 1)}"
        before = {two, self._word(first - 1)}
        if before & _LESS:
            low, high = 0, high - 1
        elif before & _AT_MOST:
            low = 0
        elif before & _MORE:  # or so many: who says *minst sju* of eight tells nearly as much
            high += 1
        elif before & _ABOUT:
            low, high = low - low // 10, high + high // 10
        return self._counted(first, after, low, high)

    def _counted(self, first: int, after: int, low: int, high: int) -> tuple[Mention | None, int]:
        if self._is_thing(after):
            many = self._word(after + 1) in words.TIMES_AS_MANY
            return self._mention(first, after + 2, Meaning(most=True)) if many else (None, after)
        counts = tuple(range(low, high + 1)) if high - low <= _WIDEST else (low, high)
        return self._mention(first, after, Meaning(counts))


_FEW, _MOST = frozenset(words.FEW), frozenset(words.MOST)
_LESS, _AT_MOST = frozenset(words.LESS), frozenset(words.AT_MOST)
_MORE, _ABOUT = frozenset((*words.MORE, *words.AT_LEAST)), frozenset(words.ABOUT)
