"""What is forgotten, and when: each rule at its very limit, and nothing else is touched."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from tests.world import DEFINITIONS, PROGRAM, TODAY
from tracker.accounts.account import COMMAND_LINE
from tracker.accounts.administration import AccountFault, correct_account
from tracker.cli.program import main
from tracker.store.account import AccountEventRow, AccountRow, AttemptRow, PasskeyRow
from tracker.store.database import connect, read_session, write_session
from tracker.store.evidence import EvidenceRow
from tracker.store.evidence_file import EvidenceFileRow
from tracker.store.job import JobRow
from tracker.store.loading import load
from tracker.store.made_file import MadeFileRow
from tracker.store.readings import ReadingRow
from tracker.store.reminder import ReminderRow
from tracker.store.retention import RULES, forget_old
from tracker.store.security_event import SecurityEventRow
from tracker.store.unsent import UnsentRow

NOW = datetime(2026, 11, 30, 1, 0, tzinfo=UTC)
TABLES = (AttemptRow, SecurityEventRow, ReadingRow, ReminderRow, AccountEventRow, AccountRow, UnsentRow, JobRow,
          PasskeyRow, EvidenceFileRow, EvidenceRow, MadeFileRow)


def fill(engine: Engine, days: dict[str, int], now: datetime) -> None:
    """A row of each kind on both sides of its limit of ``days``, and an account that is open."""
    with write_session(engine) as session:
        load(session, DEFINITIONS, TODAY)
        for side, name in ((timedelta(minutes=1), "old"), (timedelta(minutes=-1), "new")):
            at = {what: now - timedelta(days=kept) - side for what, kept in days.items()}
            session.add_all([
                AttemptRow(at=at["attempts"], login="sara", address="10.0.0.1"),
                SecurityEventRow(at=at["security"], kind="refused", account=None, address="10.0.0.1", what=""),
                ReadingRow(at=at["readings"], account=None, by="x", channel="cli", what="report"),
                ReminderRow(program=PROGRAM, year=2024, part="T2", unit=name, occasion="due", address="a@example.org",
                            noted_at=at["mails"]),
                AccountRow(login=name, name=name.title(), email=f"{name}@example.org", disabled=True,
                           created_at=NOW - timedelta(days=5000), sessions_from=at["addresses"]),
            ])  # fmt: skip
        long_ago = NOW - timedelta(days=5000)
        about = {"login": "open", "name": "Open", "email": "open@example.org", "disabled": False}
        session.add(AccountRow(**about, created_at=long_ago, sessions_from=long_ago))
        session.flush()
        for row in session.scalars(select(AccountRow)).all():
            key = {"name": "Datorn", "credential": row.login, "public_key": "", "sign_count": 0}
            session.add(PasskeyRow(account=row.id, since=long_ago, used_at=None, **key))
        session.add(AccountEventRow(account=1, at=long_ago, by="x", what="kontot skapades"))
        for place, side in (("/old", timedelta(minutes=1)), ("/new", timedelta(minutes=-1))):
            at_then = now - timedelta(days=days["unsent"]) - side
            session.add(UnsentRow(account=1, place=place, field="text", over="", text="Halvfärdigt", at=at_then))
            ended = now - timedelta(days=days["jobs"]) - side
            session.add(JobRow(kind="publish", program=PROGRAM, document="{}", by="x", language="sv", ordered_at=ended,
                               state="done", taken=1, step="", done=0, of=0, ended_at=ended, outcome=place))
            session.flush()
            newest = session.scalar(select(func.max(JobRow.id)))
            made = now - timedelta(days=days["made"]) - side
            session.add(MadeFileRow(job=newest, name="a.pdf", media_type="application/pdf", content=b"a", made_at=made))
            added = now - timedelta(days=days["files"]) - side
            session.add(EvidenceFileRow(program=PROGRAM, unit="bromma", year=2024, part="T2", item="I1.2", name=place,
                                        kind="pdf", size=5, sha256="0" * 64, content=b"%PDF-", at=added, by="x"))
            gone = now - timedelta(days=days["links"]) - side
            session.add(EvidenceRow(program=PROGRAM, unit="bromma", year=2024, part="T2", item="I1.2", title=place,
                                    address=None, at=long_ago, by="x", removed_at=gone, removed_by="x"))


KEPT = {"attempts": 2, "security": 365, "readings": 730, "mails": 1095, "addresses": 365, "passkeys": 365,
        "unsent": 365, "made": 1, "jobs": 30, "files": 1095, "links": 365}
"""As the record of personal data says it (docs/personal-data.md)."""


@pytest.fixture
def engine(migrated_sqlite: Path, tmp_path: Path) -> Iterator[Engine]:
    file = tmp_path / "city.sqlite3"
    file.write_bytes(migrated_sqlite.read_bytes())
    made = connect(f"sqlite:///{file}")
    yield made
    made.dispose()


def counts(engine: Engine) -> list[int]:
    with read_session(engine) as session:
        return [session.scalar(select(func.count()).select_from(table)) or 0 for table in TABLES]


def addresses(engine: Engine) -> dict[str, str | None]:
    with read_session(engine) as session:
        return {row.login: row.email for row in session.scalars(select(AccountRow))}


def test_each_rule_forgets_what_is_older_and_nothing_else(engine: Engine) -> None:
    fill(engine, KEPT, NOW)
    before = counts(engine)
    with write_session(engine) as session:
        would = [(each.what, each.kept.days, each.count) for each in forget_old(session, NOW, dry_run=True)]
    assert would == [(what, days, 1) for what, days in KEPT.items()] and counts(engine) == before
    with write_session(engine) as session:
        assert [each.count for each in forget_old(session, NOW)] == [1] * 11
    assert counts(engine) == [1, 1, 1, 1, 1, 3, 1, 1, 2, 2, 2, 1]
    assert addresses(engine) == {"old": None, "new": "new@example.org", "open": "open@example.org"}
    with read_session(engine) as session:
        files = {row.at < NOW - timedelta(days=1095): row for row in session.scalars(select(EvidenceFileRow))}
        assert (files[True].name, files[True].content, files[True].removed_by) == (None, None, "tracker purge")
        titles = session.scalars(select(EvidenceRow.title).order_by(EvidenceRow.id))
        assert list(titles) == [None, "/new"]
        assert (files[False].name, files[False].content, files[False].removed_at) == ("/new", b"%PDF-", None)
    with write_session(engine) as session:
        assert [each.count for each in forget_old(session, NOW)] == [0] * 11, "again, there is nothing"


def test_the_command_tells_and_does_it(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(engine, KEPT, datetime.now(UTC))
    monkeypatch.setenv("TRACKER_DATABASE_URL", str(engine.url))
    for arguments, last in ((["--dry-run"], "Inget har ändrats (--dry-run)."), ([], "Gallrat.")):
        with pytest.raises(SystemExit) as end:
            main(["purge", *arguments])
        assert not end.value.code
        told = capsys.readouterr().out.splitlines()
        assert told[0] == "Misslyckade inloggningar, äldre än 2 dagar: 1" and told[-1] == last and len(told) == 12
        assert "Filer som beställdes, äldre än 1 dag: 1" in told
    assert addresses(engine)["old"] is None


def test_nothing_of_what_was_forgotten_is_left_in_the_files(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The service runs on: its connections keep the write-ahead log, in which every text stood once."""
    fill(engine, KEPT, datetime.now(UTC))
    monkeypatch.setenv("TRACKER_DATABASE_URL", str(engine.url))
    assert b"old@example.org" in _bytes_of(tmp_path)
    with pytest.raises(SystemExit):
        main(["purge"])
    left = _bytes_of(tmp_path)
    assert b"old@example.org" not in left and b"new@example.org" in left


def _bytes_of(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.glob("city.sqlite3*")))


def test_a_name_and_an_address_are_corrected_and_that_is_written_down(engine: Engine) -> None:
    fill(engine, KEPT, NOW)
    with write_session(engine) as session:
        correct_account(session, login="open", name="Åsa Öhman", by=COMMAND_LINE)
        correct_account(session, login="open", email="", by=COMMAND_LINE)
        with pytest.raises(AccountFault, match="ingen e-postadress"):
            correct_account(session, login="open", email="inte-en-adress", by=COMMAND_LINE)
        row = session.scalars(select(AccountRow).where(AccountRow.login == "open")).one()
        assert (row.name, row.email) == ("Åsa Öhman", None)
        told = session.scalars(select(AccountEventRow.what).where(AccountEventRow.account == row.id)).all()
    assert told.count("corrected") == 2


def test_the_record_of_personal_data_says_the_same() -> None:
    record = (Path(__file__).parents[2] / "docs" / "personal-data.md").read_text(encoding="utf-8")
    for rule in RULES:
        assert f"| `{rule.what}` | {rule.kept.days} day{'s' * (rule.kept.days > 1)} |" in record
