"""A follow-up as it is read before it is handed in: what stands in the way, all at once, and the body's own report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy.orm import Session

from tracker.accounts.account import Account
from tracker.editions.of_body import own_report
from tracker.editions.own_texts import contradicting, telling
from tracker.entry.field import Field
from tracker.entry.findings import ANALYSIS_ASKED, UNFILLED, Finding
from tracker.entry.progress import Progress
from tracker.entry.rules import unfilled
from tracker.followups.work import Work
from tracker.report.body_parts import BodyReport
from tracker.rows import parse_field
from tracker.store.queries import history_of
from tracker.web.followups.body_tables import telling_text
from tracker.web.followups.entry import entry_page
from tracker.web.followups.page import EntryPage
from tracker.words import gettext as _

ANSWERED = ("comment", "text")
"""What settles a finding in words."""


@dataclass(frozen=True)
class Sent:
    """What was ticked, and what the page named: items left empty, judgements left without analysis."""

    confirmed: frozenset[str]
    empty: frozenset[str]
    silent: frozenset[str]


@dataclass(frozen=True)
class Review:
    """What stands in the way of handing in. ``asked``: findings that words answer. ``silent``: judgements without the
    analysis that is asked for. ``settled``: warnings that are answered. ``again``: what was confirmed when it was last
    handed in and is as it was then, so that nobody is asked twice."""

    page: EntryPage
    report: BodyReport
    blocking: tuple[Finding, ...]
    asked: tuple[Finding, ...]
    confirmations: tuple[Finding, ...]
    silent: tuple[Finding, ...]
    unfilled: tuple[Finding, ...]
    settled: tuple[Finding, ...]
    again: tuple[Finding, ...]
    confirmed: frozenset[str]
    attempted: bool

    @cached_property
    def in_words(self) -> tuple[tuple[str, str], ...]:
        """Address and sentence for each number in the body's texts that tells what must not be spread, or that its
        figures contradict."""
        found = (*contradicting(self.report), *telling(self.report))
        return tuple((self.page.places.at(f"item:{each.item}"), telling_text(each)) for each in found)

    @property
    def progress(self) -> Progress:
        return self.page.form.progress

    def answers(self) -> list[Field]:
        """The fields whose words answer, each once."""
        fields = {field.name: field for field in self.page.form.fields()}
        return [fields[name] for name in dict.fromkeys(map(_answered_in, self.asked)) if name in fields]

    @property
    def commented(self) -> int:
        """How many items a comment is asked for at."""
        return sum(field.name.endswith("/comment") for field in self.answers())

    def answered_by(self, field: Field) -> list[Finding]:
        return [finding for finding in self.asked if _answered_in(finding) == field.name]

    def words_for(self, finding: Finding) -> str:
        """The words that answer a warning."""
        name = _answered_in(finding)
        return next((field.value for field in self.page.form.fields() if field.name == name), "")

    @property
    def ready(self) -> bool:
        """Whether nothing at all stands in the way."""
        return not (self.blocking or self.asked or self.confirmations or self.silent or self.unfilled)

    @property
    def complete(self) -> bool:
        """Whether the follow-up can be handed in as it is, with what was confirmed."""
        open_ = [f for f in self.confirmations if f.key not in self.confirmed]
        return not (self.blocking or self.asked or open_ or self._unconfirmed())

    def kept(self) -> tuple[str, ...]:
        """Keys of everything that is confirmed by handing in."""
        return tuple(finding.key for finding in (*self.confirmations, *self.silent, *self.unfilled, *self.again))

    def errors(self) -> list[tuple[str, str]]:
        """Field id and sentence of what is not settled, once the person has tried to hand in."""
        if not self.attempted:
            return []
        name = self.page.form.name
        found = [(f.key, f"{name(f.item)}: {f.message}") for f in self.blocking]
        found += [(field.name, _to_write(self.answered_by(field)[0]).format(item=name(field.name.partition("/")[0])))
                  for field in self.answers()]  # fmt: skip
        open_ = (f for f in self.confirmations if f.key not in self.confirmed)
        found += [(f.key, _to_confirm(f).format(item=name(f.item))) for f in open_]
        return found + [(code, _TO_TICK[code]()) for code in self._unconfirmed()]

    def _unconfirmed(self) -> list[str]:
        """The rules whose findings are confirmed all at once, and are not."""
        groups = ((ANALYSIS_ASKED.code, self.silent), (UNFILLED.code, self.unfilled))
        return [code for code, found in groups if found and code not in self.confirmed]


def review_of(session: Session, work: Work, account: Account, sent: Sent | None = None) -> Review:
    """``sent``: what was sent to hand it in. What somebody emptied since the page was read has not been confirmed."""
    page = entry_page(session, work, account)
    before = _confirmed_before(session, page)
    found = [finding for finding in page.checked.findings if not finding.settled]
    open_ = [finding for finding in found if finding.key not in before]
    lacking = unfilled(page.form)
    empty = tuple(finding for finding in lacking if finding.key not in before)
    silent = tuple(f for f in open_ if f.rule is ANALYSIS_ASKED)
    confirmed = sent.confirmed if sent else frozenset()
    if sent is not None:
        confirmed -= _newer(UNFILLED.code, empty, sent.empty) | _newer(ANALYSIS_ASKED.code, silent, sent.silent)
    return Review(
        page=page,
        report=BodyReport(own_report(session, work.program.code, work.period.code, work.unit)),
        blocking=page.checked.blocking,
        asked=tuple(f for f in open_ if f.rule.answer in ANSWERED),
        confirmations=tuple(f for f in open_ if f.rule.answer == "confirmation" and f.rule is not ANALYSIS_ASKED),
        silent=silent,
        unfilled=empty,
        settled=tuple(f for f in page.checked.findings if f.settled),
        again=tuple(f for f in (*found, *lacking) if f.key in before),
        confirmed=confirmed,
        attempted=sent is not None,
    )


def _confirmed_before(session: Session, page: EntryPage) -> frozenset[str]:
    """Keys of what was confirmed when the follow-up was last handed in, of items that have not been changed since and
    that no remark asks about."""
    last = next((event for event in reversed(page.events) if event.kind == "submitted"), None)
    if last is None or page.work.followup is None or not last.confirmed:
        return frozenset()
    changes = history_of(session, page.work.followup.id, since=last.at)
    touched = {change.row.item for change in changes if change.row} | {remark.item for remark in page.open_remarks}
    return frozenset(key for key in last.confirmed if parse_field(key.partition(":")[2])[0].item not in touched)


def _newer(code: str, found: Iterable[Finding], listed: frozenset[str]) -> frozenset[str]:
    """The rule's code, where it finds what the page did not name."""
    return frozenset({code}) if listed and not {finding.item for finding in found} <= listed else frozenset()


def _answered_in(finding: Finding) -> str:
    """The name of the field whose words answer the finding."""
    return finding.field if finding.rule.answer == "text" else f"{finding.item}/comment"


def _to_write(finding: Finding) -> str:
    return _("{item}: skriv en analys.") if finding.rule.answer == "text" else _("{item}: skriv en kommentar.")


def _to_confirm(finding: Finding) -> str:
    if finding.rule.of_text:
        return _("{item}: bekräfta texten eller ändra den.")
    return _("{item}: bekräfta talet eller ändra det.")


_TO_TICK = {
    ANALYSIS_ASKED.code: lambda: _("Bekräfta att bedömningar lämnas utan analys."),
    UNFILLED.code: lambda: _("Bekräfta att uppgifter lämnas tomma."),
}
