"""``tracker doctor``: each fault is one line that says what to do, and nothing wrong is one line too."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from tests.cli.conftest import Run
from tests.fixtures.provider import LocalProvider
from tests.fixtures.untrusted import untrusted
from tests.followups.mail_server import serve
from tests.programs import VALD
from tracker.accounts.provider.client import Provider
from tracker.accounts.provider.faults import ProviderDown
from tracker.config import ProviderSettings
from tracker.store.account import AccountEventRow
from tracker.store.base import utc_now
from tracker.store.database import connect, write_session
from tracker.store.job import STUCK, add_job

LONG_AGO = "2020-01-01"
ROOT = Path(__file__).resolve().parents[2]


def test_nothing_wrong_is_one_line_with_the_versions(peopled_run: Run) -> None:
    ended = peopled_run("doctor")
    assert (ended.code, ended.err, len(ended.out)) == (0, [], 1)
    assert ended.out[0].startswith("Allt är i ordning: tracker 0.") and ended.out[0].endswith("sqlite.")


def test_every_fault_has_its_line(peopled_run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with write_session(connect("sqlite:///site.sqlite3")) as session:
        long_ago = utc_now() - STUCK - timedelta(seconds=1)
        add_job(session, "publish", VALD, "{}", account=None, by="Siv", language="sv", now=long_ago)
    Path("instance").chmod(0o755)
    Path("site.sqlite3").chmod(0o644)
    monkeypatch.setenv("TRACKER_BASE_URL", "https://127.0.0.1:1")
    monkeypatch.setenv("TRACKER_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("TRACKER_SMTP_PORT", "1")
    monkeypatch.setenv("TRACKER_SMTP_FROM", "a@example.org")
    ended = peopled_run("doctor")
    assert ended.code == 1 and ended.out == []
    begins = ("TRACKER_BASE_URL börjar med https, men TRACKER_TRUSTED_PROXIES är 0.",
              f"{Path('instance').resolve()} kan läsas av andra på datorn; kör chmod 700 ",
              "site.sqlite3 kan läsas av andra på datorn; kör chmod 600 ",
              f"Arbete 1 ({VALD}) beställdes ",
              "E-postservern 127.0.0.1:1 kan inte användas (",
              "https://127.0.0.1:1 svarar inte (")  # fmt: skip
    assert len(ended.err) == len(begins), ended.err
    assert [line for line, begin in zip(ended.err, begins, strict=True) if not line.startswith(begin)] == []


def test_a_certificate_of_the_citys_own_authority_is_called_so(
    peopled_run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not a site that is down, and nothing that access is refused to, which its number would mean elsewhere."""
    monkeypatch.setenv("TRACKER_TRUSTED_PROXIES", "1")
    with untrusted(tmp_path) as address:
        monkeypatch.setenv("TRACKER_BASE_URL", address)
        told = peopled_run("doctor").err
        assert len(told) == 1 and told[0].startswith(f"{address} svarar, men dess certifikat godtas inte"), told
        asked = Provider(ProviderSettings(address, "tracker", Path("x")), "x")
        with pytest.raises(ProviderDown, match=r"dess certifikat godtas inte.*REQUESTS_CA_BUNDLE"):
            asked.keys()


def test_accounts_to_try_with_are_named(filled_run: Run) -> None:
    assert any(line.startswith("Kontona administrator, bromma, ") for line in filled_run("doctor").err)


def test_a_damaged_page_in_the_middle_is_noticed(peopled_run: Run) -> None:
    """What is asked for every day need not meet it: here one of the bodies' own. And the guide's daily run looks: it
    fails where the doctor has something to say."""
    daily = (ROOT / "docs/operations/tracker-daily.service").read_text(encoding="utf-8").splitlines()
    assert "ExecStart=/opt/tracker/bin/tracker doctor" in daily
    engine = connect("sqlite:///site.sqlite3")
    with engine.connect() as connection:
        page = connection.execute(text("SELECT rootpage FROM sqlite_schema WHERE name = 'unit'")).scalar_one()
        size = connection.execute(text("PRAGMA page_size")).scalar_one()
    engine.dispose()
    with Path("site.sqlite3").open("r+b") as file:
        file.seek((page - 1) * size + 100)
        file.write(b"\xff" * (size - 100))
    ended = peopled_run("doctor")
    assert ended.code == 1 and "Databasen är skadad (" in ended.err[-1] and "säkerhetskopian" in ended.err[-1]


@pytest.fixture
def server(migrated_url: str, monkeypatch: pytest.MonkeyPatch) -> Engine:
    monkeypatch.setenv("TRACKER_DATABASE_URL", migrated_url)
    return connect(migrated_url)


def test_a_clock_that_was_set_back_is_noticed(run: Run, server: Engine) -> None:
    Path("instance").mkdir(mode=0o700)
    with write_session(server) as session:
        if server.dialect.name == "postgresql":
            session.execute(text("SET session_replication_role = replica"))
        else:
            Path(server.url.database or "").chmod(0o600)
            session.execute(text("PRAGMA defer_foreign_keys = ON"))
        session.execute(text("INSERT INTO account (id, login, name, disabled, created_at, sessions_from) VALUES "
                             f"(1, 'a', 'A', false, '{LONG_AGO}', '{LONG_AGO}')"))  # fmt: skip
        late = utc_now().replace(year=utc_now().year + 1)
        session.add(AccountEventRow(account=1, at=late, by="x", what="y"))
    server.dispose()
    (line,) = run("doctor").err
    assert line.startswith("Klockan är ") and f"hände {late:%Y-%m-%d %H:%M}" in line


def test_a_mail_server_that_takes_us_is_no_fault(peopled_run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with serve() as post:
        for name, value in (("HOST", "127.0.0.1"), ("PORT", str(post.port)), ("FROM", "a@example.org")):
            monkeypatch.setenv(f"TRACKER_SMTP_{name}", value)
        assert peopled_run("doctor").code == 0


def test_the_provider_of_sign_ins_and_its_file_of_roles(
    peopled_run: Run, provider: LocalProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("roles.yaml").write_text("rules: [{when: {groups: x}, role: coordinator, unit: bromma}]", encoding="utf-8")
    for name, value in (("ISSUER", provider.issuer), ("CLIENT_ID", "x"), ("MAPPING", "roles.yaml")):
        monkeypatch.setenv(f"TRACKER_OIDC_{name}", value)
    assert peopled_run("doctor").code == 0
    Path("roles.yaml").write_text("rules: [{when: {groups: x}, role: coordinator, unit: brommma}]", encoding="utf-8")
    assert peopled_run("doctor").err == ["roles.yaml:1: ”brommma” finns inte i organisationen."]
    Path("roles.yaml").write_text("rules:\n- {when: {groups: x}, role: kung}", encoding="utf-8")
    provider.about = {"issuer": "https://another.example"}
    role, service = peopled_run("doctor").err
    assert role.startswith("roles.yaml:2: ”role” är ”kung”; det ska vara ")
    assert service.endswith("kan inte användas: den kallar sig något annat än TRACKER_OIDC_ISSUER.")
    (line,) = peopled_run("serve", "--port", "1").err
    assert line == role, "the site does not start with a file that it cannot use"
