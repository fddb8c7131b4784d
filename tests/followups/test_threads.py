"""Questions and priorities: who may ask, answer, pass on and close, and who hears what."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine, update

from tests.followups.mail_server import serve
from tests.people import person
from tests.world import PROGRAM
from tracker.accounts.account import COMMAND_LINE, Account
from tracker.accounts.administration import grant_role
from tracker.config import Mail
from tracker.followups import questions
from tracker.followups.errors import InvalidMove, NotAllowed
from tracker.followups.threads.asking import NoSuchThread, answer, ask, close, pass_on, publish
from tracker.followups.threads.seeing import seen_now, thread_for, threads_for, waiting_for
from tracker.followups.threads.telling import tell_of_threads
from tracker.followups.work import find
from tracker.store.account import AccountRow
from tracker.store.catalogue import read_program
from tracker.store.database import read_session, write_session
from tracker.store.threads import Asked, Thread

TODAY = date(2024, 6, 1)
QUESTION = Asked("question", "unit", "bromma", "Hur går det?", origin="Skrivelse", answer_by=date(2024, 6, 20))
People = dict[str, Account]


@pytest.fixture
def people(engine: Engine) -> People:
    return {
        "rolf": person(engine, "Rolf", "reviewer"), "carl": person(engine, "Carl", "compiler"),
        "anna": person(engine, "Anna", "coordinator", "bromma"), "bo": person(engine, "Bo", "coordinator", "farsta"),
        "ada": person(engine, "Ada", "administrator"),
    }  # fmt: skip


def asked(engine: Engine, people: People, what: Asked = QUESTION) -> int:
    with write_session(engine) as session:
        return ask(session, program=PROGRAM, asked=what, by=people["rolf"], today=TODAY)


def answered(engine: Engine, people: People, number: int, who: str, unit: str | None, text: str = "Bra.") -> None:
    with write_session(engine) as session:
        answer(session, program=PROGRAM, number=number, text=text, unit=unit, by=people[who], today=TODAY)


def seen(engine: Engine, who: Account, number: int) -> Thread | None:
    with read_session(engine) as session:
        return thread_for(session, who, PROGRAM, number, TODAY)


def heard(engine: Engine, who: Account, number: int) -> list[str | None]:
    found = seen(engine, who, number)
    assert found is not None
    return [entry.text for entry in found.entries if entry.kind == "answered"]


def test_only_a_reviewer_asks_and_only_of_what_there_is(engine: Engine, people: People) -> None:
    for who in ("carl", "anna", "ada"):
        with pytest.raises(NotAllowed), write_session(engine) as session:
            ask(session, program=PROGRAM, asked=QUESTION, by=people[who], today=TODAY)
    for nothing in (Asked("question", "goal", "M99", "Hur?"), Asked("question", "program", "", "  ")):
        with pytest.raises(InvalidMove):
            asked(engine, people, nothing)
    assert asked(engine, people) == 1


def test_who_is_concerned_sees_it_and_nobody_else(engine: Engine, people: People) -> None:
    number = asked(engine, people)
    assert [name for name, who in people.items() if seen(engine, who, number)] == ["rolf", "carl", "anna"]
    about_all = asked(engine, people, Asked("priority", "program", "", "Först detta.", body="KS", decided_on=TODAY))
    assert [name for name, who in people.items() if seen(engine, who, about_all)] == ["rolf", "carl", "anna", "bo"]


def test_a_bodys_answer_reaches_the_asker_through_the_compilers_alone(engine: Engine, people: People) -> None:
    number = asked(engine, people, Asked("question", "program", "", "Hur går det?"))
    answered(engine, people, number, "anna", "bromma", "Tre kvinnor har fått stöd.")
    assert heard(engine, people["rolf"], number) == [] == heard(engine, people["bo"], number)
    assert heard(engine, people["carl"], number) == heard(engine, people["anna"], number) != []
    thread = seen(engine, people["carl"], number)
    assert thread is not None and thread.state == "open"
    with write_session(engine) as session, pytest.raises(NotAllowed):
        pass_on(session, program=PROGRAM, number=number, entry=thread.entries[0].id, by=people["rolf"], today=TODAY)
    with write_session(engine) as session:
        pass_on(session, program=PROGRAM, number=number, entry=thread.entries[0].id, by=people["carl"], today=TODAY)
    assert heard(engine, people["rolf"], number) == ["Tre kvinnor har fått stöd."]
    assert heard(engine, people["bo"], number) == [], "another body hears it only once it is published"
    with write_session(engine) as session:
        publish(session, program=PROGRAM, number=number, public=True, by=people["carl"], today=TODAY)
    assert heard(engine, people["bo"], number) == ["Tre kvinnor har fått stöd."]
    assert seen(engine, people["ada"], number) is None


def test_what_is_published_of_one_body_is_read_by_others_until_it_is_taken_back(
    engine: Engine, people: People
) -> None:
    number = asked(engine, people)
    answered(engine, people, number, "carl", None)
    assert seen(engine, people["bo"], number) is None
    for public, there in ((True, True), (False, False)):
        with write_session(engine) as session:
            publish(session, program=PROGRAM, number=number, public=public, by=people["carl"], today=TODAY)
        assert (seen(engine, people["bo"], number) is not None) == there
    with write_session(engine) as session, pytest.raises(NotAllowed):
        publish(session, program=PROGRAM, number=number, public=True, by=people["rolf"], today=TODAY)


def test_nobody_answers_for_another_body_or_what_is_closed(engine: Engine, people: People) -> None:
    number = asked(engine, people)
    for who, unit in (("anna", "farsta"), ("anna", None), ("rolf", "bromma"), ("rolf", None)):
        with pytest.raises(NotAllowed):
            answered(engine, people, number, who, unit)
    with pytest.raises(NoSuchThread):
        answered(engine, people, number, "bo", "bromma")
    with pytest.raises(InvalidMove):
        answered(engine, people, number, "anna", "bromma", "  ")
    for who in ("carl", "anna"):
        with write_session(engine) as session, pytest.raises(NotAllowed):
            close(session, program=PROGRAM, number=number, by=people[who], today=TODAY)
    with write_session(engine) as session:
        close(session, program=PROGRAM, number=number, by=people["rolf"], today=TODAY)
    with pytest.raises(InvalidMove):
        answered(engine, people, number, "anna", "bromma")


def test_an_open_one_waits_until_answered_also_in_the_next_year(engine: Engine, people: People) -> None:
    number, later = asked(engine, people), date(2025, 2, 1)

    def waiting(who: str) -> list[int]:
        with read_session(engine) as session:
            seen = seen_now(read_program(session, PROGRAM), PROGRAM, later)
            found = threads_for(session, people[who], PROGRAM, later)
            return [each.id for each in waiting_for(people[who], seen, found)]

    assert waiting("anna") == waiting("carl") == [number]
    answered(engine, people, number, "anna", "bromma")
    assert (waiting("anna"), waiting("carl")) == ([], [number])
    answered(engine, people, number, "carl", None)
    assert waiting("carl") == []
    thread = seen(engine, people["rolf"], number)
    assert thread is not None and (thread.state, thread.asked) == ("answered", QUESTION)


def test_what_is_published_waits_for_nobody_who_cannot_answer_it(engine: Engine, people: People) -> None:
    """Everybody reads it then: also who contributes to a body, and who coordinates another one."""
    number, cleo = asked(engine, people), person(engine, "Cleo", "contributor", "bromma")
    with write_session(engine) as session:
        publish(session, program=PROGRAM, number=number, public=True, by=people["carl"], today=TODAY)
    with read_session(engine) as session:
        program = seen_now(read_program(session, PROGRAM), PROGRAM, TODAY)
        for who, waits in ((cleo, False), (people["bo"], False), (people["anna"], True), (people["carl"], True)):
            shown = threads_for(session, who, PROGRAM, TODAY)
            assert (len(shown), len(waiting_for(who, program, shown))) == (1, int(waits)), who.name


def test_mail_goes_once_to_whom_it_concerns_and_holds_none_of_the_words(engine: Engine, people: People) -> None:
    with write_session(engine) as session:
        for name in ("Rolf", "Carl", "Anna", "Bo"):
            email = f"{name.lower()}@example.se"
            session.execute(update(AccountRow).where(AccountRow.name == name).values(email=email))
    for login, unit in (("anna", "bromma"), ("bo", "farsta")):
        with write_session(engine) as session:
            grant_role(session, login=login, role="coordinator", unit=unit, by=COMMAND_LINE)
    with write_session(engine) as session:
        grant_role(session, login="carl", role="compiler", unit=None, by=COMMAND_LINE)
    number = asked(engine, people)
    with serve() as post:
        settings = Mail("127.0.0.1", post.port, "uppfoljning@example.se", starttls=False)

        def told() -> list[str]:
            post.mails.clear()
            tell_of_threads(engine, settings, "https://exempel.se", TODAY)
            assert not any("Hur går det" in str(mail) or "Tre kvinnor" in str(mail) for mail in post.mails)
            assert all(f"/fragor/{PROGRAM}/{number}" in mail.get_content() for mail in post.mails)
            return sorted(f"{mail['To']} {mail['Subject'].rpartition(': ')[2]}" for mail in post.mails)

        question = "En fråga eller prioritering har kommit"
        assert told() == [f"anna@example.se {question}", f"carl@example.se {question}"]
        assert told() == []
        answered(engine, people, number, "anna", "bromma", "Tre kvinnor.")
        assert told() == ["carl@example.se Ett svar väntar på att lämnas vidare"]
        with write_session(engine) as session:
            pass_on(session, program=PROGRAM, number=number, entry=1, by=people["carl"], today=TODAY)
        assert told() == ["rolf@example.se Din fråga har fått ett svar"]


def test_what_a_body_asks_is_mailed_to_the_compilers_and_the_answer_to_who_asked(
    engine: Engine, people: People
) -> None:
    with write_session(engine) as session:
        for name in ("Rolf", "Carl", "Anna", "Bo"):
            email = f"{name.lower()}@example.se"
            session.execute(update(AccountRow).where(AccountRow.name == name).values(email=email))
        grant_role(session, login="carl", role="compiler", unit=None, by=COMMAND_LINE)
    with write_session(engine) as session:
        of = find(session, PROGRAM, "2024-T1", "bromma")
        item = next(entry.code for entry in of.form.entries())
        number = questions.ask(session, of, item=item, text="Vilka räknas?", by=people["anna"])
    with serve() as post:
        settings = Mail("127.0.0.1", post.port, "uppfoljning@example.se", starttls=False)

        def told() -> list[str]:
            post.mails.clear()
            tell_of_threads(engine, settings, "https://exempel.se", TODAY)
            assert not any("Vilka räknas" in str(mail) or "Alla." in str(mail) for mail in post.mails)
            assert all(f"/uppfoljning/{PROGRAM}/2024-T1/bromma" in mail.get_content() for mail in post.mails)
            return [f"{mail['To']} {mail['Subject'].rpartition(': ')[2]}" for mail in post.mails]

        assert told() == ["carl@example.se En fråga har kommit om en uppföljning som inte är inlämnad"]
        with write_session(engine) as session:
            of = find(session, PROGRAM, "2024-T1", "bromma")
            with pytest.raises(NotAllowed):
                questions.answer(session, of, number=number, text="Alla.", by=people["anna"])
            questions.answer(session, of, number=number, text="Alla.", by=people["carl"])
            questions.answer(session, of, number=number, text="Alla.", by=people["carl"])
        assert told() == ["anna@example.se Din fråga till sammanställarna har fått ett svar"]
        assert told() == []
