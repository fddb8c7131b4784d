"""What a sentence is about: which areas it names, which indicators, and what is counted in it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from tracker.definitions.city import City
from tracker.editions.language_of_numbers import EARLIER, PERSONS
from tracker.report.model import Goal, Indicator, Report

_QUOTED = re.compile(
    r"[\u201c\u201d](?P<said>(?:(?![\u201c\u201d]\s?\()[^\n])*)[\u201c\u201d]\s?\((?P<source>[^()\n]+)\)"
)
"""Words in quotation marks with their source after them in brackets, as the desk puts them in (``report.said``)."""
_SENTENCE_ENDS = re.compile(r"[.!?:;](?=\s)|\n")
_FULL_STOPS = re.compile(r"[.!?](?=\s)|\n")
_SHORTEST_PART = 5
"""Letters of a part of a name that is taken for the whole: *Enskede* for Enskede-Årsta-Vantör."""
_STEM = 5
"""Letters that two words must share at their beginning to be taken for the same noun."""


@dataclass(frozen=True)
class Sentence:
    """A part of a text from ``start`` to ``end``. ``areas``: the names of those it is about: by itself, by the source
    of what it quotes, or by the one before it in the same paragraph; none if it says none. ``whole``: with what stands
    before a colon or a semicolon in it, or after."""

    start: int
    end: int
    text: str
    areas: frozenset[str]
    whole: str


class Places:
    """Finds the names of areas in texts, also in the genitive and by a part of a longer name."""

    def __init__(self, areas: Iterable[str]) -> None:
        self._meant: dict[str, set[str]] = {}
        for area in areas:
            parts = [part for part in re.split(r"[\s-]", area) if len(part) >= _SHORTEST_PART and part[0].isupper()]
            for said in (area, *parts):
                self._meant.setdefault(said.lower(), set()).add(area)
        longest_first = map(re.escape, sorted(self._meant, key=len, reverse=True))
        self._names = re.compile(rf"(?<!\w)({'|'.join(longest_first) or '(?!)'})s?(?!\w)", re.IGNORECASE)

    def sentences(self, text: str) -> Iterator[Sentence]:
        start, before, quoted = 0, frozenset[str](), self._quoted(text)
        first = last = 0
        for end in (*(found.end() for found in _SENTENCE_ENDS.finditer(text)), len(text)):
            said = text[start:end]
            source = frozenset(area for first, last, of in quoted if first < end and start < last for area in of)
            before = self._named(said) or source or before
            if start >= last:
                first, last = start, next((found.end() for found in _FULL_STOPS.finditer(text, start)), len(text))
            yield Sentence(start, end, said, before, text[first:last])
            if said.endswith("\n"):
                before = frozenset()
            start = end


    def _named(self, text: str) -> frozenset[str]:
        return frozenset(area for name in self._names.findall(text) for area in self._meant[name.lower()])

    def _quoted(self, text: str) -> list[tuple[int, int, frozenset[str]]]:
        """Where each quotation begins and ends, and whose words it has."""
        found = _QUOTED.finditer(text)
        return [(each.start("said"), each.end("said"), self._named(each["source"])) for each in found]


@dataclass(frozen=True)
class Subject:
    """What a text belongs to. ``indicators``: those of its goal, or of its own item, by code; all where it is no
    goal's. ``judged``: how many bodies gave each judgement and status under the goal, and of how many."""

    indicators: Mapping[str, Indicator]
    areas: frozenset[str] = frozenset()
    of_goal: bool = False
    judged: frozenset[tuple[int, int]] = frozenset()

    def named_in(self, sentence: str) -> Subject:
        """The same narrowed to the indicators whose codes the sentence gives, if it gives any."""
        said = {word.strip(".,:;()") for word in sentence.split()}
        named = {code: indicator for code, indicator in self.indicators.items() if code in said}
        return Subject(named, self.areas, True, self.judged) if named else self


def subject_of(report: Report, item: str) -> Subject:
    """The goal, or a body's own item, that a text stands under."""
    goal = next((goal for goal in report.goals if goal.code == item), None)
    if goal is not None:
        return Subject(_indicators([goal]), of_goal=True, judged=frozenset(_judged(goal)))
    for part in report.own:
        of_body = _indicators(part.goals)
        if item in of_body or any(item == activity.code for goal in part.goals for activity in goal.activities):
            found = {item: of_body[item]} if item in of_body else {}
            return Subject(found, frozenset({part.body.name}), of_goal=True)
    return Subject(_indicators([*report.goals, *(goal for part in report.own for goal in part.goals)]))


def last_years(sentence: str, subject: Subject, areas: Collection[str], share: tuple[Fraction, Fraction]) -> bool:
    """Whether the sentence speaks of an earlier year, and the share is last year's as the report prints it beside this
    year's: of the areas named, or of the whole city."""
    if not EARLIER.search(sentence):
        return False
    for indicator in subject.indicators.values():
        for area in (indicator.city, *indicator.regions, *indicator.units) if areas else (indicator.city,):
            cell = area.previous_year
            if cell.n is None or not cell.d or (areas and area.name not in areas):
                continue
            if share[0] <= Fraction(cell.n, cell.d) < share[1]:
                return True
    return False


def counted(after: Iterable[str], indicator: Indicator) -> bool:
    """Whether what the words after a number say is what the indicator counts."""
    labels = f"{indicator.labels.n} {indicator.labels.d or ''}".lower().split()
    stems = {label[:_STEM] for label in labels if len(label) >= _STEM}
    return any(len(word) >= _STEM and word[:_STEM] in stems for word in after)


def spoken_of(sentence: str, subject: Subject) -> frozenset[str]:
    """The indicators of a goal that the sentence has most words of, two at least, by code; none where it has fewer."""
    if not subject.of_goal:
        return frozenset()
    words = {word[:_STEM] for word in re.findall(r"\w+", sentence.lower()) if len(word) >= _STEM}
    shared = {code: len(words & _stems(indicator)) for code, indicator in subject.indicators.items()}
    most = max(shared.values(), default=0)
    return frozenset(code for code, many in shared.items() if many == most) if most > 1 else frozenset()


def _stems(indicator: Indicator) -> set[str]:
    """How the words of its title and of what it counts begin."""
    said = f"{indicator.title} {indicator.short_title or ''} {indicator.labels.n} {indicator.labels.d or ''}"
    return {word[:_STEM] for word in re.findall(r"\w+", said.lower()) if len(word) >= _STEM}


def are_bodies(after: Iterable[str], city: City) -> bool:
    """Whether bodies are counted, of whatever kind."""
    stems = tuple(word.one.lower() for word in (*city.kinds, *([city.region] if city.region else [])))
    return any(word.startswith(stems) for word in after)


def _indicators(goals: Iterable[Goal]) -> dict[str, Indicator]:
    return {indicator.code: indicator for goal in goals for indicator in goal.indicators}


def _judged(goal: Goal) -> Iterator[tuple[int, int]]:
    for counts in (goal.judgements, *(activity.statuses for activity in goal.activities)):
        numbers = [number for number in counts.model_dump().values() if isinstance(number, int)]
        all_of_them = sum(numbers) - getattr(counts, "delayed", 0)
        yield from ((number, all_of_them) for number in numbers)


def of_persons(sentence: str) -> bool:
    """Whether it speaks of persons at all."""
    return any(PERSONS.match(word.strip(".,:;()")) for word in sentence.lower().split())
