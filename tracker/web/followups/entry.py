"""Fill in a follow-up: its own page, a page for each goal, and saving what was typed (with or without a script)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flask import Blueprint, flash, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from tracker.accounts.account import Account
from tracker.clock import today
from tracker.entry.model import ActivityEntry
from tracker.entry.rules import Checked
from tracker.followups.closing import check_not_closed
from tracker.followups.errors import FollowupFault, Locked, NotAllowed
from tracker.followups.giving import answering, limited
from tracker.followups.remarks import unanswered
from tracker.followups.typed import Outcome, Sent, save_typed
from tracker.followups.work import NoSuchFollowup, Work, find, place
from tracker.followups.work import work as followup_of
from tracker.rows import parse_token
from tracker.store import queries
from tracker.store.delegation import delegated
from tracker.store.evidence import evidence_of
from tracker.store.evidence_file import files_of
from tracker.store.remarks import questions_on, remarks_on
from tracker.web.access import current_account, requires_of_some
from tracker.web.database import read_session, write_session
from tracker.web.errors import error_page
from tracker.web.followups.answer import saved_answer
from tracker.web.followups.change_lines import changed_since
from tracker.web.followups.goal_reading import goal_reading
from tracker.web.followups.one_goal import GoalPages
from tracker.web.followups.page import EntryPage
from tracker.web.followups.remarking import place_of, unsent_text, written_remarks
from tracker.web.threads.since import notes_for
from tracker.words import gettext as _

blueprint = Blueprint("entry", __name__)

PATH = "/uppfoljning/<program>/<period>/<unit>"


@blueprint.app_errorhandler(NoSuchFollowup)
def unknown(_fault: NoSuchFollowup) -> ResponseReturnValue:
    return error_page(404, _("Det finns ingen sådan uppföljning. Kontrollera adressen."))


@blueprint.app_errorhandler(FollowupFault)
def refused(fault: FollowupFault) -> ResponseReturnValue:
    """A step that the workflow does not allow now: its own sentence says why."""
    return error_page(403 if isinstance(fault, NotAllowed) else 409, str(fault), _("Det går inte att göra nu"))


@blueprint.get(PATH)
@requires_of_some("view")
def show(program: str, period: str, unit: str) -> ResponseReturnValue:
    """Where the follow-up stands, and its goals."""
    with read_session() as session:
        work = limited(find(session, program, period, unit), current_account())
        page = entry_page(session, work, current_account())
    return rendered(page)


@blueprint.get(f"{PATH}/mal/<goal>")
@requires_of_some("view")
def goal(program: str, period: str, unit: str, goal: str) -> ResponseReturnValue:
    """One goal, to be filled in; or to be read, by who cannot change it."""
    with read_session() as session:
        work = limited(find(session, program, period, unit), current_account())
        page = entry_page(session, work, current_account())
        if all(goal != known.code for known in page.form.goals):
            raise NoSuchFollowup(goal)
        return goal_page(session, page, goal)


@blueprint.post(PATH)
@requires_of_some("edit")
def save(program: str, period: str, unit: str) -> ResponseReturnValue:
    wants_json = request.accept_mimetypes.best_match(("text/html", "application/json")) == "application/json"
    with read_session() as session:
        asked = place(session, program, period, unit)
    with write_session() as session:
        work = limited(followup_of(session, *asked, unit, to_save=True), current_account())
        outcome = save_typed(session, work, sent(work), current_account(), today())
        if wants_json:
            return jsonify(saved_answer(outcome))
        return _answer_without_script(session, outcome)


def _answer_without_script(session: Session, outcome: Outcome) -> ResponseReturnValue:
    """On to the goal that was asked for, or back to the one that was sent, where all of it is saved; else the choice
    between versions, or the goal with its errors."""
    if outcome.clashes:
        return render_template("entry/conflict.html", **conflict_page(session, outcome)), 409
    page = entry_page(session, outcome.work, current_account(), outcome)
    items = {name.partition("/")[0] for name in sent(outcome.work).typed}
    goals = [goal.code for goal in page.form.goals]
    refused = [page.places.goals[item] for item in page.places.goals if item in items & outcome.refused]
    at = request.form.get("mal", "")
    if refused:
        return with_goal(page, at if at in refused else refused[0]), 422
    flash(_("Utkastet är sparat."))
    to = request.form.get("next") or at
    return redirect(page.places.goal(to, request.form.get("visa", "")) if to in goals else page.location())


def conflict_page(session: Session, outcome: Outcome) -> Mapping[str, object]:
    """What the choice between versions shows; ``seen``: the versions that what is not saved was typed over."""
    unsaved = {name.partition("/")[0] for name in outcome.typed}
    page = entry_page(session, outcome.work, current_account(), outcome)
    answer = saved_answer(outcome)
    return {
        "page": page,
        "clashes": answer["clashes"],
        "typed": outcome.typed,
        "unsaved": unsaved,
        "seen": {item: token for item, token in sent(outcome.work).seen.items() if item in unsaved},
        "fictional": outcome.work.fictional,
    }


def rendered(page: EntryPage) -> str:
    """The follow-up's own page."""
    if page.editable:
        return render_template("entry/front.html", page=page, goals=GoalPages(page), fictional=page.work.fictional)
    return render_template("entry/read.html", page=page, goals=GoalPages(page), fictional=page.work.fictional)


def goal_page(session: Session, page: EntryPage, goal: str) -> str:
    """A goal to be filled in, or to be read by who cannot change it."""
    if page.editable:
        return with_goal(page, goal)
    reading = goal_reading(session, page, goal, request.args.get("visa", ""))
    return render_template("entry/read_goal.html", page=page, reading=reading, fictional=page.work.fictional)


def with_goal(page: EntryPage, goal: str) -> str:
    """The page where a goal is filled in, with all of it or what the filter in the address leaves; at one item, if the
    address names it, with what adds to that which it rests on."""
    at = page.adding or request.args.get("underlag", "")
    page = replace(page, adding=at if page.places.goals.get(at) == goal else "")
    pages = GoalPages(page, goal, request.args.get("visa", ""))
    return render_template("entry/goal.html", page=page, goals=pages, fictional=page.work.fictional)


def entry_page(session: Session, work: Work, account: Account, outcome: Outcome | None = None) -> EntryPage:
    """The page of a follow-up; for who can change it, with what was typed and could not be saved."""
    events = queries.events_of(session, work.followup.id) if work.followup else []
    lock, asked = lock_of(session, work, account), notes_for(session, account, work.program.code)
    given = answering(work, delegated(session, work.program.code, work.unit))
    links = evidence_of(session, work.program.code, work.unit, work.period)
    files = files_of(session, work.program.code, work.unit, work.period)
    page = EntryPage(
        work, work.form, work.checked, account, lock, tuple(events), threads=asked, answering=given, evidence=links,
        files=tuple(each for each in files if each.removed_at is None),
    )  # fmt: skip
    page = _with_remarks(session, _with_questions(session, page))
    if page.remarking:
        unsent = unsent_text(session, place_of(work), account)
        page = replace(page, typed_remarks=written_remarks(session, work, account), unsent=unsent)
    if page.editable:
        form, checked = work.shown_with({**work.refused, **(outcome.typed if outcome else {})})
        return replace(page, form=form, checked=checked)
    # Who can neither change nor receive it is not told what to put right.
    return page if page.may("receive") else replace(page, checked=Checked(()))


def bare_page(session: Session, work: Work, account: Account) -> EntryPage:
    """What a page beside the form needs of it: what it is called, where it is, and whether it can be changed."""
    return EntryPage(work, work.form, Checked(()), account, lock_of(session, work, account))


def _with_questions(session: Session, page: EntryPage) -> EntryPage:
    """With what the body has asked the compilers, of what the reader may see."""
    asked = questions_on(session, page.work.program.code, page.work.unit, page.work.period)
    seen = {entry.code for entry in page.form.entries()} if asked else set()
    return replace(page, questions=tuple(each for each in asked if each.item in seen))


def _with_remarks(session: Session, page: EntryPage) -> EntryPage:
    """With the remarks on the follow-up, and what has changed since it last came back; most have never come back."""
    followup = page.work.followup
    back = [event for event in page.events if event.kind in ("returned", "reopened")]
    if followup is None or not back:
        return page
    place = (page.work.program.code, page.work.unit, page.work.period)
    seen = {entry.code for entry in page.form.entries()} if page.work.only is not None else None
    remarks = [each for each in remarks_on(session, *place) if seen is None or each.item in seen]
    changes = queries.history_of(session, followup.id, since=min([back[-1].at, *(r.at for r in remarks)]))
    changed = [c for c in changed_since(page.work, changes, back[-1].at) if seen is None or c.code in seen]
    return replace(page, remarks=tuple(remarks), open_remarks=unanswered(remarks, changes), changed=tuple(changed))


def lock_of(session: Session, work: Work, account: Account) -> str:
    """Why the body cannot change the follow-up now: the closing date; empty if it can."""
    try:
        check_not_closed(session, work.program.code, work.unit, work.period, account, today())
    except Locked as lock:
        return lock.why
    return ""


def sent(work: Work) -> Sent:
    """What the page sent of the follow-up: its fields, and which versions and refused texts it showed.

    ``same``: the activity whose answer of the period before is asked for again; in a plan, with which of the plans
    before it is taken over (``A1.1:0``).
    """
    typed = {name: text for name, text in request.form.items() if "/" in name}
    again, _colon, place = request.form.get("same", "").partition(":")
    entry = work.form.entry(again) if again else None
    if isinstance(entry, ActivityEntry) and entry.plan is None:
        typed |= entry.same_again()
    elif isinstance(entry, ActivityEntry) and place.isdecimal():
        typed |= dict(enumerate(said for _body, said in entry.plans_again())).get(int(place[:3]), {})
    return Sent(typed, _numbers("seen:"), frozenset(_numbers("kept:").values()))


def _numbers(prefix: str) -> dict[str, int]:
    """Item → number, of the page's hidden fields of this kind."""
    marked = ((name.removeprefix(prefix), text) for name, text in request.form.items() if name.startswith(prefix))
    return {item: parse_token(text) for item, text in marked}
