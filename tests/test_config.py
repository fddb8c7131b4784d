"""Settings from the environment."""

import os
import stat
from pathlib import Path

import pytest

from tracker.config import SettingsError, read_settings


def test_nothing_needs_to_be_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = read_settings({})
    assert settings.instance == tmp_path / "instance"
    assert settings.database_url == f"sqlite:///{tmp_path}/instance/tracker.sqlite3"
    assert settings.mail is None
    assert not settings.instance.exists(), "reading settings must leave no trace"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_way_of_writing_postgresql_names_the_driver(scheme: str) -> None:
    settings = read_settings({"TRACKER_DATABASE_URL": f"{scheme}://user:word@server/city?sslmode=require"})
    assert settings.database_url == "postgresql+psycopg://user:word@server/city?sslmode=require"


def test_all_faults_come_at_once_and_show_no_password(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    environ = {
        "TRACKER_INSTANCE": str(tmp_path / "file"),
        "TRACKER_DATABASE_URL": "mysql://user:hemligt@server/city",
        "TRACKER_BASE_URL": "uppfoljning.example",
        "TRACKER_SECRET_KEY": "kort",
        "TRACKER_SMTP_HOST": "mail.example",
        "TRACKER_SMTP_PORT": "٢٥",
        "TRACKER_SMTP_STARTTLS": "kanske",
        "TRACKER_WAIT_SECONDS": "0",
        "TRACKER_TRUSTED_PROXIES": "9" * 5000,
        "TRACKER_OIDC_ISSUER": "http://inloggning.example",
        "TRACKER_OIDC_CLIENT_ID": "x",
        "TRACKER_DATABASE_READING": "postgresql://reader:hemligt@server/city",  # of a database that has no standby
    }
    with pytest.raises(SettingsError) as raised:
        read_settings(environ)
    # The port and the sender are faults of their own; each sentence begins with the variable to change.
    assert {fault.partition(":")[0] for fault in raised.value.faults} == {
        *environ, "TRACKER_SMTP_FROM", "TRACKER_OIDC_MAPPING saknas",
    } - {"TRACKER_SMTP_HOST", "TRACKER_OIDC_CLIENT_ID"}  # fmt: skip
    assert "hemligt" not in str(raised.value)


def test_a_standby_is_of_postgresql_and_names_the_driver() -> None:
    given = {"TRACKER_DATABASE_URL": "postgres://u@a/city", "TRACKER_DATABASE_READING": "postgresql://r:hemligt@b/city"}
    settings = read_settings(given)
    assert settings.reading_url == "postgresql+psycopg://r:hemligt@b/city" and "hemligt" not in repr(settings)
    assert read_settings({}).reading_url is None
    with pytest.raises(SettingsError, match="TRACKER_DATABASE_READING: en reserv"):
        read_settings({**given, "TRACKER_DATABASE_READING": "sqlite:///copy.db"})


def test_mail_settings() -> None:
    mail = read_settings(
        {
            "TRACKER_SMTP_HOST": "mail.example",
            "TRACKER_SMTP_PORT": "587",
            "TRACKER_SMTP_FROM": "uppfoljning@stad.example",
            "TRACKER_SMTP_STARTTLS": "ja",
            "TRACKER_SMTP_USER": "user",
            "TRACKER_SMTP_PASSWORD": "hemligt",
        }
    ).mail
    assert mail is not None
    assert (mail.host, mail.port, mail.starttls, mail.password) == ("mail.example", 587, True, "hemligt")
    assert "hemligt" not in repr(mail)


def test_secrets_are_not_shown() -> None:
    settings = read_settings(
        {"TRACKER_SECRET_KEY": "0123456789abcdef" * 4, "TRACKER_DATABASE_URL": "postgresql://u:hemligt@server/city"}
    )
    assert settings.secret_key() == "0123456789abcdef" * 4
    assert "0123456789abcdef" * 4 not in repr(settings) and "hemligt" not in repr(settings)


def test_the_key_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    environ = {"TRACKER_INSTANCE": str(tmp_path / "instance")}
    key = read_settings(environ).secret_key()
    file = tmp_path / "instance" / "secret_key"
    assert len(key) >= 32
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert read_settings(environ).secret_key() == key
    assert [entry.name for entry in file.parent.iterdir()] == ["secret_key"]


def test_a_key_made_by_another_process_meanwhile_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "secret_key"

    def too_late(source: Path, target: Path) -> None:
        file.write_text("the other process's key, as long as it must be")
        raise FileExistsError

    monkeypatch.setattr(os, "link", too_late)
    key = read_settings({"TRACKER_INSTANCE": str(tmp_path)}).secret_key()
    assert key == "the other process's key, as long as it must be"
    assert [entry.name for entry in tmp_path.iterdir()] == ["secret_key"]


def test_an_unusable_key_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("kort")
    with pytest.raises(SettingsError, match="för kort"):
        read_settings({"TRACKER_INSTANCE": str(tmp_path)}).secret_key()
    (tmp_path / "secret_key").unlink()
    (tmp_path / "secret_key").mkdir()
    with pytest.raises(SettingsError, match="TRACKER_SECRET_KEY"):
        read_settings({"TRACKER_INSTANCE": str(tmp_path)}).secret_key()


def test_the_provider_of_sign_ins_is_an_encrypted_address_or_this_machine() -> None:
    needed = {"TRACKER_OIDC_CLIENT_ID": "x", "TRACKER_OIDC_MAPPING": "roles.yaml"}
    given = {**needed, "TRACKER_OIDC_CLIENT_SECRET": "hemligt"}
    for issuer in ("https://login.example/tenant/v2.0", "http://127.0.0.1:8080"):
        found = read_settings({**given, "TRACKER_OIDC_ISSUER": issuer}).provider
        assert found is not None and found.issuer == issuer and "hemligt" not in repr(found)
    for issuer in ("ldap://x", "https://", "https://login.example/?a=b", "http://[::1", "http://login.example"):
        with pytest.raises(SettingsError, match="TRACKER_OIDC_ISSUER"):
            read_settings({**given, "TRACKER_OIDC_ISSUER": issuer})
    assert read_settings({"TRACKER_OIDC_NAME": "x"}).provider is None
