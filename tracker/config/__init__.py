"""Settings, read once from the environment, checked and frozen.

Every variable begins with ``TRACKER_``; none is needed to try the program on one machine.
"""

import os
import shlex
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tracker.addresses import is_mail_address
from tracker.config.fault import SettingsError
from tracker.config.identity import ProviderSettings, provider_of
from tracker.config.keys import SHORTEST_KEY, kept_key
from tracker.words import LANGUAGES, SWEDISH, first_spoken
from tracker.words import gettext as _

__all__ = ["Mail", "ProviderSettings", "Settings", "SettingsError", "read_language", "read_settings"]

_YES = {"1", "ja", "yes", "true", "on"}
_NO = {"0", "nej", "no", "false", "off"}
_DRIVERS = {
    "sqlite": "sqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}
_ROLES = {"administrator", "compiler", "contributor", "coordinator", "reviewer"}
_FEWEST_SIGNS = 10
"""Different ones: random keys have more, in whatever way they are written."""


@dataclass(frozen=True)
class Mail:
    """Where reminders are handed over for delivery."""

    host: str
    port: int
    sender: str
    starttls: bool
    user: str | None = None
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Settings:
    """What differs between one installation and another."""

    database_url: str = field(repr=False)
    """SQLAlchemy URL, with the driver written out; may hold a password."""
    instance: Path
    """Folder of this installation's own files (database, key, compressed assets); made when first needed."""
    base_url: str
    """Address of the site as readers type it, without a slash at the end; used in mails."""
    mail: Mail | None
    """None: no mail can be sent."""
    given_key: str | None = field(default=None, repr=False)
    wait: int = 5
    """Seconds that the site waits for a lock of the database before it says that it is busy."""
    jobs: int = 1
    """How many jobs each process of the site does at once; 0: none, they are left to ``tracker work``."""
    metrics_token: str | None = field(default=None, repr=False)
    """Who shows it may read the numbers at ``/matt``; None: there is no such page."""
    proxies: int = 0
    """How many reverse proxies of one's own stand before the site: so many of the addresses that they pass on are
    believed, from the nearest. With none, nothing that a request says of where it comes from is."""

    two_step_roles: frozenset[str] = frozenset()
    """Who holds one of these roles signs in with a password and a code, or gets no further than to set that up."""
    provider: ProviderSettings | None = None
    """Who signs people in beside their passwords; None: nobody does."""
    scanner: tuple[str, ...] = ()
    """The command that is given each file that people add, on its standard input, and ends with 0 if it may be kept;
    empty: every file may."""
    reading_url: str | None = field(default=None, repr=False)
    """Where what is published is read from: a standby of the database; None: from the database itself."""

    @property
    def https(self) -> bool:
        """Whether the site is read over an encrypted connection, so that plain ones are refused."""
        return self.base_url.startswith("https://")

    def secret_key(self) -> str:
        """Return the key that signs sessions: the one given, else one kept in the instance folder.

        The key is made the first time, readable by its owner only. Raises `SettingsError` if that fails.
        """
        return self.given_key or kept_key(self.instance)


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read all settings from `environ`. Raises `SettingsError` with every fault at once."""
    faults: list[str] = []
    instance = Path(environ.get("TRACKER_INSTANCE") or "instance").resolve()
    if instance.exists() and not instance.is_dir():
        text = _("TRACKER_INSTANCE: {folder} är inte en mapp. Ange en mapp, eller en som får skapas.")
        faults.append(text.format(folder=instance))
    settings = Settings(
        database_url=_database_url(environ.get("TRACKER_DATABASE_URL", ""), instance, faults),
        instance=instance,
        base_url=_base_url(environ.get("TRACKER_BASE_URL", ""), faults),
        mail=_mail(environ, faults),
        given_key=_given_key(environ.get("TRACKER_SECRET_KEY", ""), faults),
        wait=_number(environ, "TRACKER_WAIT_SECONDS", 5, range(1, 31), faults),
        jobs=_number(environ, "TRACKER_JOBS", 1, range(5), faults),
        metrics_token=_given_key(environ.get("TRACKER_METRICS_TOKEN", ""), faults, "TRACKER_METRICS_TOKEN"),
        proxies=_number(environ, "TRACKER_TRUSTED_PROXIES", 0, range(6), faults),
        two_step_roles=_roles(environ.get("TRACKER_TWO_STEP_ROLES", ""), faults),
        provider=provider_of(environ, faults),
        scanner=_scanner(environ.get("TRACKER_SCANNER", ""), faults),
        reading_url=_reading_url(environ, faults),
    )
    if faults:
        raise SettingsError(faults)
    return settings


def read_language(environ: Mapping[str, str] = os.environ) -> str:
    """A command's language: ``TRACKER_LANGUAGE``, else the terminal's own, else Swedish. Raises `SettingsError`."""
    given = environ.get("TRACKER_LANGUAGE", "").strip()
    if given:
        found = first_spoken([given])
        if found is None:
            text = _("TRACKER_LANGUAGE: {code} finns inte. Välj bland {codes}.")
            raise SettingsError([text.format(code=given, codes=", ".join(LANGUAGES))])
        return found
    # As in POSIX, the first that is set decides, also where it names no language (C).
    terminal = next(filter(None, map(environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return first_spoken([terminal]) or SWEDISH


def _database_url(given: str, instance: Path, faults: list[str]) -> str:
    if not given:
        return f"sqlite:///{instance / 'tracker.sqlite3'}"
    scheme, separator, rest = given.partition("://")
    if not separator or scheme not in _DRIVERS:
        # The value itself is not repeated: it may hold a password.
        faults.append(
            _(
                "TRACKER_DATABASE_URL: adressen ska börja med sqlite:/// eller postgresql://, "
                "till exempel postgresql://namn:lösenord@server/databas."
            )
        )
        return ""
    if scheme == "sqlite" and rest.strip("/") in ("", ":memory:"):
        faults.append(_("TRACKER_DATABASE_URL: ange en fil, till exempel sqlite:///instance/tracker.sqlite3."))
    return f"{_DRIVERS[scheme]}://{rest}"


def _reading_url(environ: Mapping[str, str], faults: list[str]) -> str | None:
    """An SQLite file has no standby, and what is not a copy of the database would show something else."""
    given = environ.get("TRACKER_DATABASE_READING", "").strip()
    both = (given, environ.get("TRACKER_DATABASE_URL", ""))
    if given and {_DRIVERS.get(address.partition("://")[0]) for address in both} != {"postgresql+psycopg"}:
        faults.append(
            _(
                "TRACKER_DATABASE_READING: en reserv att läsa från finns bara för PostgreSQL; både den och "
                "TRACKER_DATABASE_URL ska börja med postgresql://."
            )
        )
        return None
    return f"{_DRIVERS['postgresql']}://{given.partition('://')[2]}" if given else None


def _roles(given: str, faults: list[str]) -> frozenset[str]:
    roles = frozenset(given.replace(",", " ").split())
    if strange := sorted(roles - _ROLES):
        text = _("TRACKER_TWO_STEP_ROLES: rollen {role} finns inte. Välj bland {roles}.")
        faults.append(text.format(role=strange[0], roles=", ".join(sorted(_ROLES))))
    return roles


def _scanner(given: str, faults: list[str]) -> tuple[str, ...]:
    """A mistyped one would otherwise be found out by the first who adds a file."""
    try:
        command = tuple(shlex.split(given))
    except ValueError:
        command = ("",)
    if command and shutil.which(command[0]) is None:
        faults.append(_("TRACKER_SCANNER: {given} går inte att köra. Skriv ett kommando.").format(given=given))
    return command


def _base_url(given: str, faults: list[str]) -> str:
    if given and not given.startswith(("http://", "https://")):
        faults.append(_("TRACKER_BASE_URL: {given} ska börja med http:// eller https://.").format(given=given))
    return given.rstrip("/") or "http://127.0.0.1:8000"


def _mail(environ: Mapping[str, str], faults: list[str]) -> Mail | None:
    host = environ.get("TRACKER_SMTP_HOST", "")
    if not host:
        return None
    sender = environ.get("TRACKER_SMTP_FROM", "")
    if not is_mail_address(sender):
        faults.append(
            _(
                "TRACKER_SMTP_FROM: ange den e-postadress som påminnelser ska skickas från, bara med tecken som alla "
                "servrar tar emot."
            )
        )
    starttls = environ.get("TRACKER_SMTP_STARTTLS", "nej").strip().lower()
    if starttls not in _YES | _NO:
        text = _("TRACKER_SMTP_STARTTLS: {given} förstås inte. Skriv ja eller nej.")
        faults.append(text.format(given=starttls))
    return Mail(
        host=host,
        port=_number(environ, "TRACKER_SMTP_PORT", 25, range(1, 65536), faults),
        sender=sender,
        starttls=starttls in _YES,
        user=environ.get("TRACKER_SMTP_USER") or None,
        password=environ.get("TRACKER_SMTP_PASSWORD") or None,
    )


def _number(environ: Mapping[str, str], name: str, default: int, allowed: range, faults: list[str]) -> int:
    """A whole number within what is allowed; the default where nothing, or something else, is given."""
    given = environ.get(name, "").strip()
    if not given:
        return default
    # More than nine digits are no number anybody means, and very many take long to read.
    if given.isascii() and given.isdigit() and len(given) < 10 and int(given) in allowed:
        return int(given)
    text = _("{name}: {given} går inte. Skriv ett heltal från {least} till {most}.")
    faults.append(text.format(name=name, given=given[:20], least=allowed[0], most=allowed[-1]))
    return default


def _given_key(given: str, faults: list[str], name: str = "TRACKER_SECRET_KEY") -> str | None:
    if given and (len(given) < SHORTEST_KEY or len(set(given)) < _FEWEST_SIGNS):
        text = _("{name}: nyckeln går att gissa. Ta 32 slumpade byte, som {command} skriver dem.")
        faults.append(text.format(name=name, command="openssl rand -base64 32"))
    return given or None
