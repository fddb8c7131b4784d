"""The warnings of what waits to be received are counted once, and anew when anything that they follow from changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from tests.people import person
from tests.world import DEFINITIONS, PROGRAM, view_of
from tracker.accounts.account import Account
from tracker.definitions.catalogue import Definitions
from tracker.followups.operations import open_
from tracker.followups.saving import save
from tracker.followups.warned import CountedWarnings
from tracker.followups.work import view_of as view_in
from tracker.rows import RowKey, Value
from tracker.store.catalogue import read_program
from tracker.store.database import connect, read_session, write_session
from tracker.store.definition import ItemRow
from tracker.store.loading import load
from tracker.store.queries import tokens_of

DAY = date(2023, 9, 10)


def give(engine: Engine, by: Account, unit: str, when: str, n: int, number: int | None = None) -> int:
    """So many counted in a period, in a follow-up that is there or is opened now."""
    with write_session(engine) as session:
        number = number or open_(session, view=view_of(when), unit=unit, by=by, today=DAY).id
        put(session, by, when, n, number)
    return number


def put(session: Session, by: Account, when: str, n: int, number: int) -> None:
    changes, tokens = {RowKey("I1.2"): Value(n=n)}, tokens_of(session, number)
    save(session, followup=number, view=view_of(when), changes=changes, seen=tokens, by=by, today=DAY)


def counted_in(counted: CountedWarnings, engine: Engine, unit: str, when: str) -> int:
    with read_session(engine) as session:
        definitions: Definitions = read_program(session, PROGRAM)
        return counted.of(session, definitions, view_in(definitions, PROGRAM, when), [unit])[unit]


def test_what_is_counted_follows_the_bodys_values_its_predecessors_and_the_definitions(engine: Engine) -> None:
    """Järva took over from Kista after the first tertial; the count accumulates, so that less than before warns."""
    counted, asked = CountedWarnings(), list[str]()
    kim, jan = (person(engine, name, "coordinator", unit) for name, unit in (("Kim", "kista"), ("Jan", "jarva")))
    first, second = give(engine, kim, "kista", "2023-T1", 5), give(engine, jan, "jarva", "2023-T2", 9)

    def count() -> tuple[int, int]:
        """How many warnings, and how many questions it took."""
        with read_session(engine) as session:
            definitions: Definitions = read_program(session, PROGRAM)
            seen = view_in(definitions, PROGRAM, "2023-T2")
            asked.clear()
            found = counted.of(session, definitions, seen, ["jarva", "bromma"])
            assert found["bromma"] == 0
            return found["jarva"], len(asked)

    event.listen(engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
    assert count()[0] == 0
    assert count() == (0, 1)
    give(engine, kim, "kista", "2023-T1", 10, first)
    assert count()[0] == 1
    assert count() == (1, 1)
    give(engine, jan, "jarva", "2023-T2", 10, second)
    assert count()[0] == 0
    give(engine, kim, "kista", "2023-T1", 11, first)
    assert count()[0] == 1
    with write_session(engine) as session:
        item = session.scalars(select(ItemRow).where(ItemRow.code == "I1.2")).one()
        item.document = item.document.replace('"accumulates":true', '"accumulates":false')
    assert count()[0] == 0


def test_what_is_written_first_and_committed_last_is_counted_too(
    new_postgres_database: Callable[..., str], migrated_postgres: str
) -> None:
    """Two write for one body at once, each in its own period: the later change, with the higher id, is there first."""
    engine, counted = connect(new_postgres_database(migrated_postgres)), CountedWarnings()
    with write_session(engine) as session:
        load(session, DEFINITIONS, date(2021, 1, 1))
    kim = person(engine, "Kim", "coordinator", "bromma")
    before, own, other = (give(engine, kim, "bromma", when, 9) for when in ("2023-T1", "2023-T2", "2022-T1"))
    with write_session(engine) as first:
        put(first, kim, "2023-T1", 10, before)
        give(engine, kim, "bromma", "2022-T1", 8, other)
        assert counted_in(counted, engine, "bromma", "2023-T2") == 0
    assert counted_in(counted, engine, "bromma", "2023-T2") == 1
    give(engine, kim, "bromma", "2023-T2", 10, own)
    assert counted_in(counted, engine, "bromma", "2023-T2") == 0
    engine.dispose()
