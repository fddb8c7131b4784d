"""Where the words that compilers write stand in a report, by the places under which they are kept.

A goal's text is kept under the goal's code, their own judgement of it and the sections of the document under prefixes
that no code of a goal can have.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tracker.definitions.program import Program
from tracker.report.model import Goal, Report, Section

OVERALL = "judgement:"
SECTION = "section:"


def overall_place(goal: str) -> str:
    return OVERALL + goal


def section_place(section: str) -> str:
    return SECTION + section


def places(program: Program, goals: Iterator[str] | tuple[str, ...]) -> tuple[str, ...]:
    """Every place that has words of compilers, in the order of the document; the choices of judgements left out."""
    sections = [section.code for section in program.document]
    return (*goals, *map(section_place, sections))


def with_overall(goal: Goal, texts: Mapping[str, str]) -> Goal:
    """The goal with the compilers' own judgement, where they have made one."""
    code = texts.get(overall_place(goal.code)) or None
    return goal.model_copy(update={"overall": code}) if code else goal


def sections_of(program: Program, texts: Mapping[str, str]) -> tuple[Section, ...]:
    """The document's sections with what was written in them, else with what the definitions say."""
    return tuple(
        Section(
            code=section.code,
            title=section.title,
            holds=section.holds,
            text=texts.get(section_place(section.code)) or section.text,
        )
        for section in program.document
    )


def written(report: Report) -> dict[str, str]:
    """All that compilers have written in the report, by place: what it was built with."""
    return dict(_written(report))


def _written(report: Report) -> Iterator[tuple[str, str]]:
    for goal in report.goals:
        if goal.text is not None:
            yield goal.code, goal.text
        if goal.overall is not None:
            yield overall_place(goal.code), goal.overall
    for section in report.sections:
        if section.text is not None:
            yield section_place(section.code), section.text
