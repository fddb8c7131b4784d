"""A correction behind the dots that shows in a printed total is told before it is published: worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from tracker.editions.figure_words import FigureWords
from tracker.editions.movements import Movement, movements
from tracker.editions.origins import Origin
from tracker.periods import Period
from tracker.rows import TOTAL, Category, Key, Level, Line

WOMEN, MEN = ("sex", "women"), ("sex", "men")
PERIOD = Period(2024, "VB")


class Words:
    """What a figure is called: its bodies and its category."""

    def whole(self, origin: Origin) -> str:
        key = origin.line.key
        return f"{'+'.join(sorted(key.bodies))} {key.category[1] or 'totalt'}"


def line(bodies: str, value: int, printed: bool = True, category: Category = TOTAL) -> Line:
    level: Level = "unit" if len(bodies) == 1 else "city"
    return Line("2024-VB-1", Key("I5.1", PERIOD, category, "n", frozenset(bodies)), value, level, printed)


def told(before: list[Line], changed: Mapping[str, int]) -> tuple[Movement, ...]:
    """``changed``: the new value of a figure by its words."""
    words = Words()
    after = [
        replace(each, edition="2024-VB-2", value=changed.get(words.whole(Origin(each)), each.value)) for each in before
    ]
    return movements(before, after, 5, cast("FigureWords", words))


CITY = [line("a", 70), line("b", 6, False), line("c", 2, False), line("abc", 78)]
"""Skärholmen (c) and another are dotted; the city is printed."""


def test_one_person_behind_the_dots_shows_in_the_city() -> None:
    """Case E: 2 → 3 shows as 78 → 79 and nothing else."""
    (found,) = told(CITY, {"c totalt": 3, "a+b+c totalt": 79})
    assert found == Movement("I5.1", 1, ("a+b+c totalt: 78 → 79",), ("c totalt",))
    assert found.place == "rörelse:I5.1"


def test_what_printed_parts_explain_is_nobodys_movement() -> None:
    assert told(CITY, {"a totalt": 71, "a+b+c totalt": 79}) == ()


def test_a_printed_part_does_not_hide_what_is_left() -> None:
    """a moves by 10 and the city by 9: one person less behind the dots."""
    (found,) = told(CITY, {"a totalt": 80, "b totalt": 5, "a+b+c totalt": 87})
    assert (found.persons, found.figures) == (1, ("b totalt",))


def test_many_persons_are_no_small_count() -> None:
    assert told(CITY, {"b totalt": 11, "a+b+c totalt": 83}) == ()


def test_what_cancels_out_behind_the_dots_shows_nowhere() -> None:
    assert told(CITY, {"b totalt": 5, "c totalt": 3}) == ()


def test_categories_behind_a_printed_total_of_one_body() -> None:
    before = [line("a", 12), line("a", 9, False, WOMEN), line("a", 3, False, MEN)]
    (found,) = told(before, {"a men": 5, "a totalt": 14})
    assert (found.persons, found.totals, found.figures) == (2, ("a totalt: 12 → 14",), ("a men",))


def test_a_body_that_came_late_is_another_total() -> None:
    """The city's sum is then over other bodies: not the same figure, and nothing to compare."""
    before = [line("a", 70), line("c", 2, False), line("ac", 72)]
    after = [line("a", 70), line("c", 3, False), line("d", 1, False), line("acd", 74)]
    assert movements(before, after, 5, cast("FigureWords", Words())) == ()
