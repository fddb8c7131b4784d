"""What the compiler's writing page holds: one place's text with everything that it is written about beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from tracker.accounts.account import shown_name
from tracker.clock import moment
from tracker.editions.prepared import Prepared
from tracker.editions.question_words import question_text
from tracker.periods import Period
from tracker.report import overview, sentences, wording
from tracker.report.change_words import change_in_brief
from tracker.report.live_fields import LiveField, fields_of, unknown_fields
from tracker.report.model import Goal, Report, Section
from tracker.report.said import Said, quoted, said_under
from tracker.report.short_names import listed_name, short_name
from tracker.report.written import SECTION, overall_place, section_place
from tracker.store.edition_texts import EditionText
from tracker.web import tables
from tracker.web.followups.script_words import script_words
from tracker.words import gettext as _

FIELD = "text"
"""What every place's field is called, after the place: ``M1/text``."""


@dataclass(frozen=True)
class PlaceLine:
    """A place in the list of all: its title, and its text as last saved. ``given``: what is printed there, in words,
    where nobody has written anything; blank where nothing is.
    """

    place: str
    title: str
    kept: EditionText
    given: str = ""

    @property
    def written(self) -> bool:
        return bool(self.kept.text.strip())

    @property
    def missing(self) -> bool:
        """Whether nothing is printed there."""
        return not (self.written or self.given)

    @property
    def of_goal(self) -> bool:
        return not self.place.startswith(SECTION)


def place_lines(report: Report, kept: Mapping[str, EditionText]) -> tuple[PlaceLine, ...]:
    """The goals, then the document's sections."""
    goals = ((goal.code, short_name(goal), "") for goal in report.goals)
    sections = ((section_place(section.code), section.title, _given(section)) for section in report.sections)
    return tuple(PlaceLine(at, title, kept.get(at, EditionText(at)), given) for at, title, given in (*goals, *sections))


def _given(section: Section) -> str:
    """What stands in a section that nobody has written."""
    if section.holds is not None:
        return _("fylls av rapporten")
    return _("programmets text") if section.text else ""


@dataclass(frozen=True)
class WritingPage:
    """``report``: what would be printed. ``internal``: with what bodies wrote, ``own``: of their own items under the
    goal. ``prepared``: decides what is asked. ``last_time``: what was written there last time, and in which period."""

    place: str
    internal: Report
    prepared: Prepared
    lines: tuple[PlaceLine, ...]
    kept: Mapping[str, EditionText]
    own: tuple[Said, ...] = ()
    last_time: tuple[Period, str] | None = None

    @property
    def report(self) -> Report:
        return self.prepared.report

    @cached_property
    def goal(self) -> Goal | None:
        return next((goal for goal in self.report.goals if goal.code == self.place), None)

    @cached_property
    def section(self) -> Section | None:
        return next((each for each in self.report.sections if section_place(each.code) == self.place), None)

    @property
    def title(self) -> str:
        return self.goal.title if self.goal else self.section.title if self.section else self.place

    @property
    def text(self) -> str:
        """As saved; of a section that nobody has written, what the definitions say."""
        if self.place in self.kept or self.section is None:
            return self.kept.get(self.place, EditionText(self.place)).text
        return self.section.text or ""

    @property
    def last_name(self) -> str:
        """The period of what was written last time, in words."""
        if self.last_time is None:
            return ""
        return f"{self.prepared.sources.program.calendar.part(self.last_time[0]).name} {self.last_time[0].year}"

    @property
    def overall_place(self) -> str:
        return overall_place(self.place)

    @property
    def overall(self) -> str:
        return self.kept.get(self.overall_place, EditionText(self.overall_place)).text

    def version(self, place: str) -> int:
        return self.kept.get(place, EditionText(place)).version

    @property
    def judged(self) -> str:
        if self.goal is None or not self.judges:
            return ""
        return sentences.judged_sentence(self.report, self.goal)

    @property
    def judges(self) -> bool:
        return bool(self.report.about.judgements) and "judgements" in self.report.calendar.asks

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The judgements that can be chosen, best first, in the period's words."""
        return [(word.code, wording.judgement_word(self.report, word.code)) for word in self.report.about.judgements]

    @cached_property
    def fields(self) -> tuple[tuple[str, list[LiveField]], ...]:
        """The sentences that can be put in, each group with its heading: the place's own first."""
        found = [each for each in fields_of(self.report, self.goal) if self._says(each)]
        if self.goal is None:
            titles = {goal.code: f"{goal.code} {short_name(goal)}" for goal in self.report.goals}
            groups = groupby(found, lambda field: field.of)
            return tuple((titles.get(of, ""), list(fields)) for of, fields in groups)
        own = [field for field in found if field.of == self.place]
        return ("", own), (_("Om indikatorer och aktiviteter"), [field for field in found if field.of != self.place])

    def _says(self, field: LiveField) -> bool:
        """Whether it is worth putting in here: under its goal nothing need name the goal, elsewhere something must. A
        judgement that the compilers have not made is left out."""
        which = field.token.strip("[]").partition(":")[2]
        if self.goal is None:
            return field.of not in {goal.code for goal in self.report.goals} or which in ("named", "late")
        return which != "named" and (which != "overall" or bool(self.overall))

    @cached_property
    def figures(self) -> tuple[tables.Row, ...]:
        """The goal's indicators as they would be printed: the city's figure, the change, who is counted in it."""
        asked = [each for each in self.goal.indicators if each.asked] if self.goal else []
        return tuple(
            tables.Row(
                listed_name(each),
                (
                    tables.figure(each.city.total, each.kind),
                    tables.Text("" if overview.first_year(self.report) else change_in_brief(each)),
                    tables.Text(wording.coverage_text(self.report, each.city.coverage)),
                ),
                key=each.code,
            )
            for each in asked
        )

    @property
    def alone(self) -> str:
        """Why the figures are compared with no earlier year; blank where they are."""
        if not self.figures or not overview.first_year(self.report):
            return ""
        if overview.first_year(self.internal):
            return _("Det finns inga siffror från tidigare år att jämföra med.")
        return _(
            "Tidigare år är mottagna men inte publicerade, så utgåvan kan inte jämföra med dem. Publicera dem först."
        )

    @cached_property
    def said(self) -> tuple[tuple[str, list[tuple[Said, str]]], ...]:
        """What bodies wrote under the goal, of the goal itself and of what stands under it, each with the quotation
        that it makes; a heading for each group that has any."""
        goal = next((goal for goal in self.internal.goals if goal.code == self.place), None)
        said = (*said_under(self.internal, goal), *self.own) if goal else ()
        found = [(each, quoted(self.internal, each)) for each in said]
        own = [pair for pair in found if pair[0].item == self.place]
        rest = [pair for pair in found if pair[0].item != self.place]
        groups = (("", own), (_("Om indikatorer och aktiviteter"), rest))
        return tuple((title, pairs) for title, pairs in groups if pairs)

    @cached_property
    def findings(self) -> list[dict[str, Any]]:
        return findings(self.prepared, self.place, self.text)

    @property
    def at(self) -> int:
        return next(number for number, line in enumerate(self.lines) if line.place == self.place)

    @property
    def before(self) -> PlaceLine | None:
        return self.lines[self.at - 1] if self.at else None

    @property
    def after(self) -> PlaceLine | None:
        return self.lines[self.at + 1] if self.at + 1 < len(self.lines) else None

    def saved(self, place: str) -> str:
        """Who saved the place's text last, and when; blank where nobody has."""
        kept = self.kept.get(place)
        if kept is None or kept.at is None:
            return ""
        return _("Sparad av {by} {at}").format(by=shown_name(kept.by), at=moment(kept.at))

    def words(self) -> Mapping[str, str]:
        return {
            **script_words(),
            "clashed": _("Någon annan har ändrat samma text. Välj version:"),
            "keep_both": _("Behåll båda, efter varandra"),
        }


def findings(prepared: Prepared, place: str, text: str) -> list[dict[str, Any]]:
    """What a text says that the figures do not, as the page's script shows it."""
    found = [_("Fältet {field} finns inte i rapporten.").format(field=field)
             for field in unknown_fields(prepared.report, text)]  # fmt: skip
    found += [question_text(question) for question in prepared.questions_of(place, text)]
    return [
        {
            "item": place, "field": f"{place}/{FIELD}", "rule": f"{_('Att kontrollera')}.", "message": message,
            "blocks": False, "answer": None, "settled": False,
        }
        for message in found
    ]  # fmt: skip
