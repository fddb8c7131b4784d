"""Hand in a follow-up: everything that stands in the way at once, then the step itself; and the body's decision."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from tracker.clock import today
from tracker.entry.findings import UNFILLED, Finding
from tracker.entry.model import Progress
from tracker.entry.rules import unfilled
from tracker.followups import operations
from tracker.followups.typed import save_typed
from tracker.followups.work import Work, find
from tracker.web.access import current_account, requires
from tracker.web.database import read_session, write_session
from tracker.web.followups.entry import conflict_page, entry_page, rendered, sent
from tracker.web.followups.page import EntryPage, location
from tracker.web.forms.workflow import DecisionForm, parsed
from tracker.words import gettext as _

blueprint = Blueprint("submission", __name__)

PATH = "/uppfoljning/<program>/<period>/<unit>"


@dataclass(frozen=True)
class Review:
    """What stands in the way of handing in. ``comments``: items whose warnings a comment answers."""

    page: EntryPage
    blocking: tuple[Finding, ...]
    comments: tuple[Finding, ...]
    confirmations: tuple[Finding, ...]
    unfilled: tuple[Finding, ...]
    confirmed: frozenset[str]
    attempted: bool

    @property
    def progress(self) -> Progress:
        return self.page.form.progress

    def items(self) -> list[str]:
        return list(dict.fromkeys(finding.item for finding in self.comments))

    def comment(self, item: str) -> str:
        """The item's comment so far."""
        entry = self.page.form.entry(item)
        fields = entry.fields() if entry else ()
        return next((field.value for field in fields if field.name == f"{item}/comment"), "")

    @property
    def complete(self) -> bool:
        """Whether the follow-up can be handed in as it is, with what was confirmed."""
        open_ = [f for f in self.confirmations if f.key not in self.confirmed]
        left_empty = self.unfilled and self.unfilled[0].rule.code not in self.confirmed
        return not (self.blocking or self.comments or open_ or left_empty)

    def kept(self) -> tuple[str, ...]:
        """Keys of everything that is confirmed by handing in: the texts ticked, and each item left empty."""
        return tuple(finding.key for finding in (*self.confirmations, *self.unfilled))

    def errors(self) -> list[tuple[str, str]]:
        """Field id and sentence of what is not settled, once the person has tried to hand in."""
        if not self.attempted:
            return []
        name = self.page.form.name
        found = [(f.key, f"{name(f.item)}: {f.message}") for f in self.blocking]
        found += [(f"{i}/comment", _("{item}: skriv en kommentar.").format(item=name(i))) for i in self.items()]
        open_ = (f for f in self.confirmations if f.key not in self.confirmed)
        found += [(f.key, _to_confirm(f).format(item=name(f.item))) for f in open_]
        if self.unfilled and self.unfilled[0].rule.code not in self.confirmed:
            found.append((self.unfilled[0].rule.code, _("Bekräfta att uppgifter lämnas tomma.")))
        return found


def _to_confirm(finding: Finding) -> str:
    if finding.rule.of_text:
        return _("{item}: bekräfta texten eller ändra den.")
    return _("{item}: bekräfta talet eller ändra det.")


@blueprint.get(f"{PATH}/lamna-in")
@requires("submit")
def review(program: str, period: str, unit: str) -> ResponseReturnValue:
    with read_session() as session:
        work = find(session, program, period, unit)
        shown = _review(session, work, frozenset(), attempted=False)
    return _page(shown)


@blueprint.post(f"{PATH}/lamna-in")
@requires("submit")
def submit(program: str, period: str, unit: str) -> ResponseReturnValue:
    confirmed, listed = (frozenset(request.form.getlist(name)) for name in ("confirmed", "empty"))
    with write_session() as session:
        found = find(session, program, period, unit)
        outcome = save_typed(session, found, sent(found), current_account(), today())
        if outcome.clashes:
            return render_template("entry/conflict.html", **conflict_page(session, outcome)), 409
        shown = _review(session, outcome.work, confirmed, attempted=True, listed=listed)
        if not shown.complete or outcome.work.followup is None:
            return _page(shown), 422
        number, by = outcome.work.followup.id, current_account()
        operations.submit(session, followup=number, by=by, today=today(), confirmed=shown.kept())
    flash(_("Uppföljningen är inlämnad och tas emot i sammanställningen."))
    return redirect(location(outcome.work))


@blueprint.post(f"{PATH}/beslut")
@requires("note_decision")
def decide(program: str, period: str, unit: str) -> ResponseReturnValue:
    form = DecisionForm()
    with write_session() as session:
        work = find(session, program, period, unit)
        if work.followup is None:
            abort(409, _("Uppföljningen är inte påbörjad, så det finns inget beslut att notera."))
        if not form.validate():
            page = replace(entry_page(session, work, current_account()), refused_decision=form)
            return rendered(page), 422
        operations.note_decision(
            session,
            followup=work.followup.id,
            by=current_account(),
            decided_on=parsed(form.decided_on.data),
            case=form.case.data,
        )
    flash(_("Beslutet är noterat."))
    return redirect(location(work))


def _page(shown: Review) -> str:
    page = shown.page
    return render_template(
        "entry/review.html", review=shown, page=page, fictional=page.work.fictional
    )


def _review(
    session: Session, work: Work, confirmed: frozenset[str], *, attempted: bool, listed: frozenset[str] = frozenset()
) -> Review:
    """``listed``: the items that the page named as empty. One that somebody emptied since has not been confirmed."""
    page = entry_page(session, work, current_account())
    empty = unfilled(page.form)
    if listed and not {finding.item for finding in empty} <= listed:
        confirmed -= {UNFILLED.code}
    open_ = [finding for finding in page.checked.findings if not finding.settled]
    return Review(
        page=page,
        blocking=page.checked.blocking,
        comments=tuple(f for f in open_ if f.rule.answer == "comment"),
        confirmations=tuple(f for f in open_ if f.rule.answer == "confirmation"),
        unfilled=empty,
        confirmed=confirmed,
        attempted=attempted,
    )
