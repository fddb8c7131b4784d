"""A period's next edition as it would be published now, with all that a person is asked before that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from tracker.editions.difference import Difference, differences
from tracker.editions.figure_words import FigureWords
from tracker.editions.incident_words import Incident, incidents_told
from tracker.editions.movements import Movement, movements
from tracker.editions.number_question import Question
from tracker.editions.protection import Protection
from tracker.editions.rule_questions import RuleQuestion, rule_questions
from tracker.editions.sources import EditionSources
from tracker.editions.text_figures import text_figures
from tracker.editions.text_questions import TextCheck
from tracker.editions.texts import order_words, own_words, read_as, thread_words
from tracker.report.model import Report
from tracker.report.reading import from_json
from tracker.store.editions import Edition


@dataclass(frozen=True)
class Prepared:
    """The next edition of a period as it would be published now. ``last``: the period's edition before it.

    ``texts``: the compilers' as they will be published, by place; ``kept``: as they are kept, with live fields.
    ``accepted``: names of figures that the rules tell exactly, as a person has accepted with an earlier edition.
    """

    sources: EditionSources
    code: str
    report: Report
    protection: Protection
    texts: Mapping[str, str]
    kept: Mapping[str, str]
    last: Edition | None
    accepted: frozenset[str] = frozenset()

    @property
    def unchanged(self) -> bool:
        return self.last is not None and not self.changes

    @cached_property
    def changes(self) -> tuple[Difference, ...]:
        """What differs from the period's last edition; everything is new in a first one."""
        return () if self.last is None else differences(from_json(self.last.report), self.report)

    @cached_property
    def incidents(self) -> tuple[Incident, ...]:
        return incidents_told(self.protection, self.sources)

    @cached_property
    def movements(self) -> tuple[Movement, ...]:
        """What a correction tells of a few persons beside the edition that it corrects."""
        if self.last is None:
            return ()
        code, sources = self.last.code, self.sources
        before = [line for line in sources.ledger if line.edition == code]
        words = FigureWords(sources.definitions, sources.program)
        return movements(before, self.protection.lines, sources.rules.disclosure.threshold, words)

    @cached_property
    def told_by_rules(self) -> tuple[RuleQuestion, ...]:
        """What a reader who knows the rules can tell exactly; it takes seconds to work out."""
        return rule_questions(self.sources, self.protection, self.code, self.accepted)

    def questions(self, title: str = "", reason: str | None = None) -> tuple[Question, ...]:
        """The numbers to answer for in all that is published in words, the edition's title and reason among them."""
        words = own_words(self.report) | thread_words(self.report) | order_words(self.report, title, reason)
        return self._texts.questions({**read_as(self.kept), **words})

    def questions_of(self, place: str, text: str) -> tuple[Question, ...]:
        """The numbers to answer for in one text as it is written now, saved or not."""
        return self._texts.questions(read_as({place: text}))

    @cached_property
    def _texts(self) -> TextCheck:
        figures = text_figures(self.protection, self.sources)
        return TextCheck(self.report, figures, self.sources.rules.disclosure.threshold)
