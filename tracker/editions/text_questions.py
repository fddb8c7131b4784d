"""Numbers in the words of an edition that may tell a dotted figure, or contradict a printed one: a person answers each.

Asking once too often costs an answer; not asking may tell what the dots hide. So a number is passed over only if it
counts nothing, if it is printed for what the sentence is about, or if it is none of the hidden figures and the sentence
names no area that has any.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tracker.editions.number_meaning import Meaning, Mention
from tracker.editions.number_question import Question, Why
from tracker.editions.plain_text import around_number, plain
from tracker.editions.text_context import (
    Places,
    Subject,
    are_bodies,
    counted,
    last_years,
    of_persons,
    spoken_of,
    subject_of,
)
from tracker.editions.text_figures import Figure, Pair, TextFigures
from tracker.editions.text_numbers import mentions
from tracker.measures.table import kind_of
from tracker.report.model import Report
from tracker.rows import TOTAL
from tracker.words import gettext as _

_SHOWN = 3
"""So many figures are named with a question; more help nobody to answer it."""


@dataclass(frozen=True)
class _Said:
    """A number with what it is about. ``named``: the areas that the sentence names. ``spoken_of``: the indicators
    of the goal whose words it has."""

    sentence: str
    mention: Mention
    subject: Subject
    named: frozenset[str]
    spoken_of: frozenset[str]

    @property
    def of_persons(self) -> bool:
        return of_persons(self.sentence)

    @property
    def meaning(self) -> Meaning:
        return self.mention.meaning


@dataclass(frozen=True)
class TextCheck:
    """``threshold``: counts below it are small."""

    report: Report
    figures: TextFigures
    threshold: int
    _places: Places = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_places", Places(self.figures.areas))

    def questions(self, texts: Mapping[str, str]) -> tuple[Question, ...]:
        """Every number in the texts that must be answered for, in the order of the texts."""
        return tuple(question for item, text in texts.items() for question in self._of_text(item, plain(text)))

    def _of_text(self, item: str, text: str) -> Iterator[Question]:
        subject = subject_of(self.report, item)
        sentences = self._places.sentences(text)
        sentence = next(sentences)
        about = subject.named_in(sentence.text)
        for mention in mentions(text):
            while mention.start >= sentence.end:
                sentence = next(sentences)
                about = subject.named_in(sentence.text)
            spoken = spoken_of(sentence.whole, about)
            said = _Said(sentence.text, mention, about, sentence.areas or subject.areas, spoken)
            question = self._asked(item, text, said)
            if question is not None:
                yield question

    def _asked(self, item: str, text: str, said: _Said) -> Question | None:
        agrees, told = self._agrees(said), self._told(said)
        why: Why | None = None
        if told and (said.named or not agrees):
            why = "hidden"
        elif not agrees:
            why, told = self._otherwise(said)
        if why is None:
            return None
        printed = () if agrees else self._printed_of_it(said)
        words, more = [self.figures.words.whole(figure.origin) for figure in told[:_SHOWN]], len(told[_SHOWN:])
        if why == "area" and said.subject.of_goal and {f.indicator for f in told}.isdisjoint(said.subject.indicators):
            words, more = list(dict.fromkeys(figure.indicator for figure in told)), 0  # other goals' are named in short
        start, end = said.mention.start, said.mention.end
        around = around_number(text, start, end)
        near = why != "hidden" or bool(said.named) or any(self._is_near(figure, said) for figure in told)
        return Question(item, start, text[start:end], around, why, tuple(words), more, printed, near)

    def _is_near(self, figure: Figure, said: _Said) -> bool:
        """Whether the sentence speaks of what the figure counts."""
        indicator = said.subject.indicators.get(figure.indicator)
        return indicator is not None and (indicator.code in said.spoken_of or counted(said.mention.after, indicator))

    def _otherwise(self, said: _Said) -> tuple[Why | None, Sequence[Figure]]:
        """Why a number that is no hidden figure's is asked about all the same."""
        meaning = said.meaning
        if meaning.may_be_small(self.threshold):
            return "small", ()
        of_areas = [each for area in sorted(said.named) for each in self.figures.hidden_anywhere.get(area, ())]
        in_question = [figure for figure in of_areas if figure.indicator in said.subject.indicators]
        # A number that counts neither persons nor a part of anything is not about another goal's figures.
        if of_areas and (in_question or not said.subject.of_goal or said.of_persons or meaning.share):
            return "area", in_question or of_areas
        if self._of_bodies(said):
            return ("unclear" if self._printed_of_it(said) else None), ()
        contradicts = said.subject.of_goal and bool(self._printed_of_it(said))
        unclear = meaning.of is not None or (meaning.most and said.of_persons) or contradicts
        return ("unclear" if unclear else None), ()

    def _told(self, said: _Said) -> Sequence[Figure]:
        """The hidden figures that the number may be: those of the text's own indicators first, and of them those that
        the sentence speaks of."""
        meaning = said.meaning
        numbers = {*meaning.counts, *(() if meaning.of is None else (meaning.of,))}
        found = [figure for number in sorted(numbers) for figure in self.figures.hidden.get(number, ())]
        if meaning.of is not None:
            rests = {meaning.of - count for count in meaning.counts}
            found += [f for rest in sorted(rests) for f in self.figures.hidden.get(rest, ()) if f.origin.part == "rest"]
        if meaning.share is not None:
            found += [pair.d if pair.n.printed else pair.n for pair in self._shared(meaning) if not pair.printed]
        found += self._summed(said)
        if self._of_bodies(said):
            found = [figure for figure in found if self._counts_bodies(figure)]
        about = [figure for figure in dict.fromkeys(found) if not said.named or self._area(figure) in said.named]
        return sorted(
            about, key=lambda figure: (figure.indicator not in said.subject.indicators, not self._is_near(figure, said))
        )

    def _shared(self, meaning: Meaning) -> Sequence[Pair]:
        return self.figures.shared(*meaning.share) if meaning.share else ()

    def _summed(self, said: _Said) -> list[Figure]:
        """The hidden figures that make the number together, in a sentence that names several areas."""
        sums: dict[tuple[object, ...], list[Figure]] = {}
        for figure in self.figures.own if len(said.named) > 1 else ():
            if self._area(figure) in said.named:
                key = figure.origin.line.key
                sums.setdefault((key.indicator, key.category, key.measured), []).append(figure)
        made = (of for of in sums.values() if len(of) > 1 and sum(f.value for f in of) in said.meaning.counts)
        return [figure for of in made for figure in of if not figure.printed]

    def _agrees(self, said: _Said) -> bool:
        """Whether it is printed for what the sentence is about: for the areas that it names, or the whole city."""
        if not said.subject.of_goal:
            return False
        meaning = said.meaning
        if meaning.of is not None:
            pairs = [pair for pair in self._shared(meaning) if pair.printed and self._is_about(pair.n, said)]
            judged = self._of_bodies(said) and {(n, meaning.of) for n in meaning.counts} <= said.subject.judged
            return judged or any((pair.n.value in meaning.counts and pair.d.value == meaning.of) for pair in pairs)
        if meaning.share is not None:
            printed = any(pair.printed and self._is_about(pair.n, said) for pair in self._shared(meaning))
            return printed or last_years(said.sentence, said.subject, said.named, meaning.share)
        if len(meaning.counts) != 1:
            return False
        (number,) = meaning.counts
        if self._of_bodies(said) and any(number in of for of in said.subject.judged):
            return True
        return any(self._is_about(figure, said) for figure in self.figures.printed.get(number, ()))

    def _is_about(self, figure: Figure, said: _Said) -> bool:
        if figure.indicator not in said.subject.indicators:
            return False
        return self._area(figure) in said.named if said.named else figure.origin.line.level == "city"

    def _printed_of_it(self, said: _Said) -> tuple[str, ...]:
        """What the edition prints of what the sentence is about, where that can be told: the indicator is named or
        spoken of, or it counts what the number counts, or the number is so many of so many. First of the areas that
        the sentence names; a part of something may be the whole city's all the same."""
        found = [pair for pair in self.figures.pairs if pair.printed and self._can_be(pair, said)]
        found.sort(key=lambda pair: not self._is_about(pair.n, said))
        counts = [figure for figure in self.figures.counts if figure.printed and self._can_be_count(figure, said)]
        places = ((self.figures.words.place(figure.origin.line), figure.value) for figure in counts)
        alone = [_("{place}: {n}").format(place=place, n=value) for place, value in places]
        return (*(self._words_of(pair, said) for pair in found), *alone)[:_SHOWN]

    def _can_be(self, pair: Pair, said: _Said) -> bool:
        """Whether the number can be meant to be this total."""
        meaning, indicator = said.meaning, said.subject.indicators.get(pair.n.indicator)
        if indicator is None or pair.n.origin.line.key.category != TOTAL:
            return False
        if meaning.share is not None and indicator.code in said.spoken_of and not self._of_bodies(said):
            return self._is_about(pair.n, said) or pair.n.origin.line.level == "city"
        of_it = meaning.of is not None or (meaning.counts and counted(said.mention.after, indicator))
        return bool(of_it) and self._is_about(pair.n, said)

    def _can_be_count(self, figure: Figure, said: _Said) -> bool:
        """Whether the number can be meant to be this total, which is part of nothing."""
        meaning, indicator = said.meaning, said.subject.indicators.get(figure.indicator)
        if indicator is None or meaning.of is not None or meaning.share is not None or not meaning.counts:
            return False
        return counted(said.mention.after, indicator) and self._is_about(figure, said)

    def _words_of(self, pair: Pair, said: _Said) -> str:
        """The total as it is printed: as so many of so many, and as a share where the text gives one."""
        line, measure = pair.n.origin.line, self.figures.words.indicator(pair.n.origin.line).measure
        words = {"place": self.figures.words.place(line), "n": pair.n.value, "d": pair.d.value}
        kind, share = kind_of(measure.kind), None
        if said.meaning.share is not None and said.meaning.of is None:
            share = kind.value(pair.n.value, pair.d.value, measure.decimals, measure.smallest_base)
        if share is None:
            return _("{place}: {n} av {d}").format(**words)
        return _("{place}: {value} ({n} av {d})").format(value=kind.amount_text(str(share)), **words)

    def _of_bodies(self, said: _Said) -> bool:
        return are_bodies(said.mention.after, self.figures.words.city)

    def _counts_bodies(self, figure: Figure) -> bool:
        labels = self.figures.words.indicator(figure.origin.line).measure.labels
        return are_bodies(f"{labels.n} {labels.d or ''}".lower().split(), self.figures.words.city)

    def _area(self, figure: Figure) -> str:
        return self.figures.words.area(figure.origin.line)
