"""What the entry page says at an indicator, an activity or a judgement: values, sums and what was given before."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tracker.entry import showing
from tracker.entry.earlier import PastFigure, PastText
from tracker.entry.model import ActivityEntry, FigureRow, Form, GoalEntry, IndicatorEntry, Judgement
from tracker.entry.rules import Checked, lacking_beside
from tracker.followups.work import Work
from tracker.measures.numbers import shortest, whole_text
from tracker.periods import Period
from tracker.words import gettext as _


@dataclass(frozen=True)
class EntryTexts:
    """``form``, ``checked``: with what was typed and could not be saved."""

    work: Work
    form: Form
    checked: Checked

    def value(self, entry: IndicatorEntry, n: int | None, d: int | None) -> str:
        return showing.value_text(entry.measure, n, d, entry.population)

    def row_value(self, entry: IndicatorEntry, row: FigureRow) -> str:
        n, d = showing.row_numbers(row.n.value, row.d.value if row.d else "")
        return self.value(entry, n, d)

    def sums(self, entry: IndicatorEntry) -> tuple[int | None, int | None]:
        return showing.sums(entry)

    def past(self, entry: IndicatorEntry, figure: PastFigure | None, at: int) -> str:
        """What was given before. ``at``: in which of the form's columns."""
        return showing.past_text(entry.measure, figure, asked=entry.asked_then[at])

    def addends(self, entry: IndicatorEntry, figure: PastFigure | None) -> str:
        """What each of the bodies gave that an earlier figure is the sum of."""
        return showing.addends_text(entry.measure, figure)

    def earlier_texts(self, entry: ActivityEntry | Judgement) -> list[tuple[Period, tuple[PastText, ...]]]:
        """The earlier periods in which anything was said, with what was said."""
        return [(column, texts) for column, texts in zip(self.form.columns, entry.earlier, strict=True) if texts]

    def column_note(self, entry: IndicatorEntry, at: int) -> str:
        """Whose figures a column adds up, where it is the same in every row."""
        notes = {showing.past_note(row.earlier[at]) for row in entry.rows if row.earlier[at] is not None}
        return notes.pop() if len(notes) == 1 else ""

    def past_note(self, entry: IndicatorEntry, row: FigureRow, at: int) -> str:
        """Whose figures a cell adds up, unless its column says so."""
        return "" if self.column_note(entry, at) else showing.past_note(row.earlier[at])

    def whole(self, number: int | None) -> str:
        return "" if number is None else whole_text(number)

    def amount(self, entry: IndicatorEntry, number: Decimal) -> str:
        """A target in the indicator's own unit."""
        return entry.kind.amount_text(shortest(number))

    def period_words(self, period: Period) -> str:
        """The part of the year by its name, and the year."""
        return f"{self.work.program.calendar.part(period).name} {period.year}"

    def read_when(self, entry: IndicatorEntry) -> str:
        """What the figure covers: from the year's beginning, or the period's last day."""
        if not entry.rows:
            return ""
        calendar = self.work.program.calendar
        first, last = calendar.first_day(self.work.period), calendar.last_day(self.work.period)
        if entry.measure.accumulates:
            return _("Räknas från {first} till {last}.").format(first=first, last=last)
        return _("Avser den {last}.").format(last=last)

    def partly(self, entry: IndicatorEntry) -> str:
        """What is said where some categories are filled in and others not; blank elsewhere."""
        return "" if entry.filled else lacking_beside(entry)

    def marked(self, entry: IndicatorEntry) -> bool:
        """Whether a mark is set or asked for, so that the marks are shown at once."""
        whole = [entry.whole] if entry.whole is not None else []
        fields = [row.empty for row in entry.rows] + whole
        reasons = [row.reason for row in entry.rows if row.reason.name != entry.comment.name]
        return any(f.value for f in fields) or any(self.checked.at(f.name) for f in fields + reasons)

    def status_word(self, code: str) -> str:
        return next((word.word for word in self.work.program.statuses if word.code == code), code)

    def judgement_word(self, code: str | None) -> str:
        return next((word.word for word in self.work.program.judgements if word.code == code), code or "")

    def judged(self, goal: GoalEntry) -> str:
        """The word that the body judges the goal with; blank where it is not judged."""
        return self.judgement_word(goal.judgement.status.value) if goal.judgement else ""
