"""What a body has given in its other follow-ups is read once, and again as soon as anything in them is changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, event

from tests.followups.test_warned import give, put
from tests.people import person
from tests.world import PROGRAM
from tracker.followups.work import Work, find
from tracker.rows import RowKey
from tracker.store.database import read_session, write_session

EARLIER = RowKey("I1.2")


@pytest.fixture
def asked(engine: Engine) -> Callable[[], list[str]]:
    """The statements since it was called last that read what follow-ups hold."""
    found: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *call: found.append(call[2]))

    def since() -> list[str]:
        held = [text for text in found if "FROM value" in text]
        found.clear()
        return held

    return since


def test_it_is_read_again_when_something_in_it_has_changed(engine: Engine, asked: Callable[[], list[str]]) -> None:
    """Järva took over from Kista after the first tertial."""
    kim, jan = (person(engine, name, "coordinator", unit) for name, unit in (("Kim", "kista"), ("Jan", "jarva")))
    earlier, own = give(engine, kim, "kista", "2023-T1", 5), give(engine, jan, "jarva", "2023-T2", 9)

    def look() -> tuple[int | None, int | None, int]:
        """The figure before, the one now, and how often values were read."""
        asked()
        with read_session(engine) as session:
            work = find(session, PROGRAM, "2023-T2", "jarva")
        return _figure(work), work.values[EARLIER].n, len(asked())

    assert look() == (5, 9, 2)
    assert look() == (5, 9, 1)
    give(engine, jan, "jarva", "2023-T2", 10, own)
    assert look() == (5, 10, 1)
    give(engine, kim, "kista", "2023-T1", 6, earlier)
    assert look() == (6, 10, 2)
    assert look() == (6, 10, 1)


def test_what_was_rolled_back_is_kept_for_nobody(engine: Engine) -> None:
    """The next change may get the same id as the one that never was."""
    kim, jan = (person(engine, name, "coordinator", unit) for name, unit in (("Kim", "kista"), ("Jan", "jarva")))
    earlier, _own = give(engine, kim, "kista", "2023-T1", 5), give(engine, jan, "jarva", "2023-T2", 9)
    with pytest.raises(ZeroDivisionError), write_session(engine) as session:
        put(session, kim, "2023-T1", 7, earlier)
        assert _figure(find(session, PROGRAM, "2023-T2", "jarva")) == 7
        raise ZeroDivisionError
    with read_session(engine) as session:
        assert _figure(find(session, PROGRAM, "2023-T2", "jarva")) == 5
    give(engine, kim, "kista", "2023-T1", 8, earlier)
    with read_session(engine) as session:
        assert _figure(find(session, PROGRAM, "2023-T2", "jarva")) == 8


def _figure(work: Work) -> int | None:
    """What stood for the body a tertial ago."""
    earlier = work.past.figure(EARLIER, work.program.calendar.parse("2023-T1"))
    return earlier.n if earlier is not None else None
