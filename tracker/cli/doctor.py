"""``tracker doctor``: everything that could make the installation stop, or leak; a line for each fault."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterator
from importlib.metadata import version
from ssl import SSLCertVerificationError
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import click
from sqlalchemy import Engine

from tracker.cli.installation import any_database, settings
from tracker.cli.provider_check import of_provider
from tracker.config import Settings
from tracker.config.identity import OWN_MACHINE
from tracker.demo.filling import open_to_anybody
from tracker.followups.noted_mails import interrupted
from tracker.followups.outbox import MailFault, outbox
from tracker.store import health, reasons
from tracker.store.base import utc_now
from tracker.store.database import connect, read_session
from tracker.store.job import stuck_jobs
from tracker.store.standby import standby_faults
from tracker.words import gettext as _
from tracker.words import lazy

PROXY_UNKNOWN = lazy(
    "TRACKER_BASE_URL börjar med https, men TRACKER_TRUSTED_PROXIES är 0. Ange hur många omvända proxyservrar som står "
    "framför tjänsten, oftast 1; annars syns varken vem som frågar eller att det sker över https."
)
_PROXY_SECONDS = 5


@click.command(help=lazy("Granska installationen: inställningar, filer, databas, klocka, e-post och proxy."))
def doctor() -> int:
    found, engine = settings(), any_database()
    faults = [*_of_settings(found), *_of_files(found, engine), *_of_database(engine), *_of_standby(found, engine)]
    faults += [*_of_mail(found), *_of_proxy(found), *of_provider(found, engine)]
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        return 1
    python = ".".join(map(str, sys.version_info[:3]))
    text = _("Allt är i ordning: tracker {version}, Python {python}, {database}.")
    click.echo(text.format(version=version("tracker"), python=python, database=engine.dialect.name))
    return 0


def _of_settings(found: Settings) -> Iterator[str]:
    found.secret_key()
    if found.https and not found.proxies:
        yield str(PROXY_UNKNOWN)
    if not found.https and urlsplit(found.base_url).hostname not in OWN_MACHINE:
        text = _("TRACKER_BASE_URL: {address} är inte https; lösenord och siffror går att läsa på vägen.")
        yield text.format(address=found.base_url)


def _of_files(found: Settings, engine: Engine) -> Iterator[str]:
    own = [found.instance, found.instance / "secret_key", *health.files_of(engine)]
    for path in health.readable_by_others(own):
        text = _("{path} kan läsas av andra på datorn; kör chmod {mode} {path}.")
        yield text.format(path=path, mode="700" if stat.S_ISDIR(path.stat().st_mode) else "600")
    if crowded := health.crowded(found.instance):
        yield crowded


def _of_database(engine: Engine) -> Iterator[str]:
    if unready := health.unready(engine):
        yield unready
        return
    if damages := list(health.damages(engine)):
        yield from damages
        return
    with read_session(engine) as session:
        yield from health.clock_faults(session)
        if outdated := health.outdated_server(session):
            yield outdated
        if known := open_to_anybody(session):
            text = _("Kontona {logins} har det lösenord som står i dokumentationen.")
            yield text.format(logins=", ".join(known))
        for address, at in interrupted(session, utc_now()):
            text = _("Ett mejl till {address} kan ha gått förlorat {at:%Y-%m-%d %H:%M} UTC.")
            yield text.format(address=address, at=at)
        for job in stuck_jobs(session, utc_now()):
            text = _(
                "Arbete {number} ({program}) beställdes {at:%Y-%m-%d %H:%M} UTC, och ingen arbetar med det. "
                "Starta tjänsten med TRACKER_JOBS satt till minst 1, eller kör tracker work."
            )
            yield text.format(number=job.id, program=job.program, at=job.ordered_at)


def _of_standby(found: Settings, engine: Engine) -> Iterator[str]:
    if found.reading_url is not None:
        standby = connect(found.reading_url)
        yield from standby_faults(engine, standby)
        standby.dispose()


def _of_mail(found: Settings) -> Iterator[str]:
    """Whether the mail server takes us; where none is set there is none to take."""
    if found.mail is None:
        return
    try:
        with outbox(found.mail):
            pass
    except MailFault as fault:
        yield str(fault)


def _of_proxy(found: Settings) -> Iterator[str]:
    """Whether the site answers where its readers look for it; a site that is not served to others has no proxy."""
    if not found.https:
        return
    try:
        with urlopen(f"{found.base_url}/halsa", timeout=_PROXY_SECONDS) as answer:
            answered: int = answer.status
    except (URLError, OSError, ValueError) as fault:
        cause = getattr(fault, "reason", fault)
        if isinstance(cause, SSLCertVerificationError):
            text = _("{address} svarar, men dess certifikat godtas inte på den här datorn. Är utfärdaren stadens egen, "
                     "gör den känd med update-ca-certificates.")  # fmt: skip
            yield text.format(address=found.base_url)
            return
        reason = reasons.of_system(cause) if isinstance(cause, OSError) else str(cause)
        text = _("{address} svarar inte ({reason}). Går tjänsten, och lämnar proxyn vidare till den?")
        yield text.format(address=found.base_url, reason=reason)
    else:
        if answered != 200:
            yield _("{address}/halsa svarar med {status}.").format(address=found.base_url, status=answered)
