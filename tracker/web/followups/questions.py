"""A body asks the compilers about an item, and a compiler answers: both on the goal's page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from tracker.definitions.program import Program
from tracker.entry.asked import asks_of
from tracker.followups.errors import InvalidMove
from tracker.followups.giving import limited
from tracker.followups.questions import answer, ask
from tracker.followups.work import find, view_of
from tracker.store.catalogue import read_program
from tracker.store.remarks import Waiting, waiting_questions
from tracker.web.access import current_account, requires, requires_of_some
from tracker.web.database import write_session
from tracker.web.followups.entry import entry_page, goal_page
from tracker.web.followups.places import Places
from tracker.web.mailing import tell_of_threads_soon
from tracker.words import gettext as _

blueprint = Blueprint("questions", __name__)

PATH = "/uppfoljning/<program>/<period>/<unit>"


@blueprint.post(f"{PATH}/mal/<goal>/fraga")
@requires_of_some("ask_compilers")
def send(program: str, period: str, unit: str, goal: str) -> ResponseReturnValue:
    item, text = request.form.get("item", ""), request.form.get("text", "")
    with write_session() as session:
        work = limited(find(session, program, period, unit), current_account())
        places = Places(work, work.form, editable=True)
        if not text.strip():
            page = entry_page(session, work, current_account())
            if places.goals.get(item) == goal and page.asking:
                return goal_page(session, replace(page, refused_question=(item, _("Skriv vad du undrar."))), goal), 422
        number = ask(session, work, item=item, text=text, by=current_account())
    tell_of_threads_soon()
    flash(_("Frågan är skickad till sammanställarna. Svaret kommer vid uppgiften, och med mejl om du har en adress."))
    return redirect(places.question(item, number))


@blueprint.post(f"{PATH}/fraga/<int:number>/svara")
@requires("answer_questions")
def reply(program: str, period: str, unit: str, number: int) -> ResponseReturnValue:
    with write_session() as session:
        work = find(session, program, period, unit)
        answer(session, work, number=number, text=request.form.get("text", ""), by=current_account())
        page = entry_page(session, work, current_account())
        place = next((page.places.question(q.item, q.id) for q in page.questions if q.id == number), None)
    if place is None:
        raise InvalidMove(_("Frågan finns inte på uppföljningen."))
    tell_of_threads_soon()
    flash(_("Svaret är sparat."))
    return redirect(place)


@dataclass(frozen=True)
class AskedByBody:
    """A body's question that waits for an answer: where it is answered, who asks about what, and its words."""

    address: str
    name: str
    item: str
    text: str


def asked_by_bodies(session: Session, heads: list[Program]) -> list[tuple[Program, list[AskedByBody]]]:
    """By program, what bodies have asked and no compiler has answered, first to last."""
    found = waiting_questions(session, [head.code for head in heads])
    waiting = {code: list(rows) for code, rows in groupby(sorted(found, key=_program), key=_program)}
    return [(head, _shown(session, waiting[head.code])) for head in heads if head.code in waiting]


def _program(waiting: Waiting) -> str:
    return waiting.program


def _shown(session: Session, rows: list[Waiting]) -> list[AskedByBody]:
    definitions = read_program(session, rows[0].program)
    shown = []
    for each in rows:
        seen = view_of(definitions, each.program, each.period.code)
        goals = {asked.code: asked.goal for asked in asks_of(seen, each.unit).items}
        address = url_for(
            "entry.goal", program=each.program, period=each.period.code, unit=each.unit,
            goal=goals.get(each.item, each.item),
        )  # fmt: skip
        unit = definitions.organisation.find(each.unit)
        name = f"{unit.name if unit else each.unit} {each.period}"
        shown.append(AskedByBody(f"{address}#question:{each.id}", name, each.item, each.text))
    return shown
