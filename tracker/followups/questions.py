"""A body asks the compilers about an item of its follow-up, also to have it opened again; they answer, and both see it
there."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tracker.accounts.account import Account
from tracker.accounts.permissions import may
from tracker.followups.errors import InvalidMove, NotAllowed
from tracker.followups.remarks import may_at, target_of
from tracker.followups.work import Work
from tracker.store.database import take_turns
from tracker.store.remarks import add_remark, questions_on
from tracker.store.threads import add_entry
from tracker.typed import typed_text
from tracker.words import gettext as _


def ask(session: Session, work: Work, *, item: str, text: str, by: Account) -> int:
    """Keep a question on an item of the body's follow-up, which may not have been begun, or be handed in; its number.
    Sent twice, it is one. Raises NotAllowed, InvalidMove."""
    target = target_of(work, item)
    if not may_at(by, "ask_compilers", work, item):
        raise NotAllowed
    said = typed_text(text).strip()
    if not said:
        raise InvalidMove(_("Skriv vad du undrar."))
    place = (work.program.code, work.unit, work.period)
    take_turns(session, f"threads {work.program.code}")
    same = (q.id for q in questions_on(session, *place) if (q.item, q.text, q.account) == (item, said, by.id))
    sent = next(same, None)
    if sent is not None:
        return sent
    return add_remark(
        session, *place, kind="question", target=target, item=item, text=said, account=by.id, by=by.name
    )


def answer(session: Session, work: Work, *, number: int, text: str, by: Account) -> None:
    """The compilers' answer, at any time. Sent twice, it is one. Raises NotAllowed, InvalidMove."""
    if not may(by, "answer_questions", program=work.program.code, unit=work.unit):
        raise NotAllowed
    take_turns(session, f"threads {work.program.code}")
    asked = questions_on(session, work.program.code, work.unit, work.period)
    question = next((each for each in asked if each.id == number), None)
    if question is None:
        raise InvalidMove(_("Frågan finns inte på uppföljningen."))
    said = typed_text(text).strip()
    if not said:
        raise InvalidMove(_("Skriv ett svar."))
    if (by.name, said) not in {(reply.by, reply.text) for reply in question.replies}:
        add_entry(session, number, "answered", account=by.id, by=by.name, text=said)
