"""The city's own Word file in the database: loaded and told like the definitions, in every copy, and asked for anew
only when it has changed."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text

from tests.world import DEFINITIONS, PROGRAM, TODAY
from tracker.store.copying import backup, restore
from tracker.store.database import connect, read_session, write_session
from tracker.store.definition_mark import DefinitionMarkRow
from tracker.store.freshness import open_stamp, report_stamp
from tracker.store.letterhead import read_letterhead
from tracker.store.loading import DefinitionChange, load, plan_load

FIRST, SECOND = b"PK first \x00\xff", b"PK second"


@pytest.fixture
def engine(migrated_url: str) -> Iterator[Engine]:
    engine = connect(migrated_url)
    with write_session(engine) as session:
        load(session, DEFINITIONS, TODAY)
    yield engine
    engine.dispose()


def loaded(engine: Engine, content: bytes | None) -> list[DefinitionChange]:
    """Load it with the definitions that are there; what that changes is what was foretold."""
    wanted = DEFINITIONS.model_copy(update={"letterhead": content})
    with read_session(engine) as session:
        foretold = plan_load(session, wanted)
    with write_session(engine) as session:
        assert load(session, wanted, TODAY) == foretold
    with read_session(engine) as session:
        assert read_letterhead(session) == content
        assert plan_load(session, wanted) == []
    return foretold


def stamps(engine: Engine) -> tuple[str, str, str | None]:
    with read_session(engine) as session:
        mark = session.scalar(select(DefinitionMarkRow.mark))
        return open_stamp(session, PROGRAM), report_stamp(session, PROGRAM), mark


def test_it_is_new_changed_and_taken_away_and_each_is_told(engine: Engine) -> None:
    told = [str(change) for content in (FIRST, FIRST, SECOND, None) for change in loaded(engine, content)]
    name = "Word-filen letterhead.docx"
    before, after = (sha256(content).hexdigest()[:12] for content in (FIRST, SECOND))
    assert told == [f"{name}: ny", f"{name}: SHA-256 ändras från {before} till {after}", f"{name}: tas bort"]


def test_open_files_are_made_anew_with_it_and_reports_are_the_same(engine: Engine) -> None:
    seen = [stamps(engine)]
    for content in (FIRST, SECOND, None):
        loaded(engine, content)
        seen.append(stamps(engine))
    opened, reports, marks = zip(*seen, strict=True)
    assert len(set(opened)) == 3 and opened[0] == opened[3]  # the same is known by the same
    assert len(set(reports)) == 1 and len(set(marks)) == 4 and None not in marks


def test_what_is_changed_by_hand_draws_a_new_mark(engine: Engine) -> None:
    loaded(engine, FIRST)
    seen = [stamps(engine)[2]]
    for statement in ("UPDATE letterhead SET sha256 = ''", "DELETE FROM letterhead"):
        with write_session(engine) as session:
            session.execute(text(statement))
        seen.append(stamps(engine)[2])
    assert len(set(seen)) == 3


def test_every_copy_has_it(engine: Engine, tmp_path: Path) -> None:
    loaded(engine, FIRST)
    backup(engine, tmp_path / "copy.gz")
    copy = connect(f"sqlite:///{tmp_path / 'copy.sqlite3'}")
    restore(copy, tmp_path / "copy.gz")
    with read_session(copy) as session:
        assert read_letterhead(session) == FIRST
    copy.dispose()
