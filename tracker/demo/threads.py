"""Invented questions and priorities, so that a reader sees how they are asked and answered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy.orm import Session

from tracker.accounts.account import Account
from tracker.definitions.catalogue import Definitions
from tracker.demo import texts
from tracker.followups import questions
from tracker.followups.states import EDITABLE
from tracker.followups.threads.asking import answer, ask, publish
from tracker.followups.threads.seeing import Seen, period_now, seen_now
from tracker.followups.work import find
from tracker.store.threads import Asked, Target

WEEKS = timedelta(weeks=3)


def fill_threads(
    session: Session, definitions: Definitions, accounts: Iterable[Account], asked_body: str, today: date
) -> None:
    """Three in each program: a question that is answered and published, a priority, and a question to one body that
    waits."""
    people = list(accounts)
    reviewer = next(account for account in people if any(grant.role == "reviewer" for grant in account.grants))
    compiler = next(account for account in people if any(grant.role == "compiler" for grant in account.grants))
    city = definitions.organisation.city
    words = texts.questions(city.language)
    deciding = definitions.organisation.unit(city.reviews).name
    for program in definitions.programs:
        seen = seen_now(definitions, program.code, today)
        numbers = [
            ask(session, program=program.code, asked=asked, by=reviewer, today=today)
            for asked in _invented(seen, words, deciding, asked_body, today)
        ]
        if numbers:
            answer(
                session, program=program.code, number=numbers[0], text=words.answer, unit=None, by=compiler, today=today
            )
            publish(session, program=program.code, number=numbers[0], public=True, by=compiler, today=today)


def ask_compilers(
    session: Session, definitions: Definitions, accounts: Iterable[Account], body: str, today: date
) -> None:
    """In each program a question of the body's own, on the first figure of what it has not handed in yet."""
    coordinator = next(account for account in accounts if body in account.units)
    words = texts.questions(definitions.organisation.city.language)
    for program in definitions.programs:
        seen = seen_now(definitions, program.code, today)
        if all(unit.code != body for unit in seen.view.units):
            continue
        work = find(session, program.code, period_now(program, today).code, body)
        items = [entry.code for goal in work.form.goals for entry in goal.indicators]
        if items and (work.state == "not_opened" or work.state in EDITABLE):
            questions.ask(session, work, item=items[0], text=words.of_body, by=coordinator)


def _invented(seen: Seen, words: texts.Questions, deciding: str, body: str, today: date) -> Iterable[Asked]:
    """The first is about the first indicator that several report; the priority about the last goal that has one."""
    measured = [goal for goal in seen.goals if goal.indicators]
    if not measured:
        return
    indicators = [indicator for goal in measured for indicator in goal.indicators]
    indicator = next((each for each in indicators if len(each.responsible) > 1), indicators[0]).code
    yield _question("indicator", indicator, words.about_indicator, words, today)
    yield Asked("priority", "goal", measured[-1].code, words.priority, body=deciding, decided_on=today,
                case_number=words.case_number)  # fmt: skip
    if any(unit.code == body for unit in seen.view.units):
        yield _question("unit", body, words.about_body, words, today)


def _question(target: Target, code: str, text: str, words: texts.Questions, today: date) -> Asked:
    return Asked("question", target, code, text, words.origin, case_number=words.case_number, answer_by=today + WEEKS)
