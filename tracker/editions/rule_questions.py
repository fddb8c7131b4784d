"""What a reader who knows the rules can tell exactly: a person accepts it before the edition is published."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from tracker.editions.figure_words import FigureWords
from tracker.editions.protection import Protection
from tracker.editions.rule_reading import exactly_told
from tracker.editions.sources import EditionSources
from tracker.words import gettext as _

PLACE = "regler"


@dataclass(frozen=True)
class RuleQuestion:
    """Of one indicator. ``figures``: each figure with the one number that it can be, in words, by its name in the joint
    system."""

    indicator: str
    figures: Mapping[str, str]

    @property
    def place(self) -> str:
        return f"{PLACE}:{self.indicator}"


def rule_questions(
    sources: EditionSources, protection: Protection, code: str, accepted: Collection[str]
) -> tuple[RuleQuestion, ...]:
    """Indicator by indicator. ``accepted``: names of the figures that were accepted with earlier editions."""
    words = FigureWords(sources.definitions, sources.program)
    found: dict[str, dict[str, str]] = {}
    for told in exactly_told(sources, protection, code):
        (number,) = told.inference.small
        if told.inference.key not in accepted:
            text = _("{figure} är {remains}").format(figure=words.whole(told.origin), remains=number)
            found.setdefault(told.origin.line.key.indicator, {})[told.inference.key] = text
    return tuple(RuleQuestion(indicator, figures) for indicator, figures in sorted(found.items()))
