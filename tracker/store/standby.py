"""Whether a copy of the database that follows it (a standby of PostgreSQL) can be read in its place."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from tracker.store.database import DatabaseFault, read_session
from tracker.words import gettext as _

_APPLIED = "remote_apply"


def standby_faults(engine: Engine, standby: Engine) -> Iterator[str]:
    """A sentence for each reason why what is read there could be less than what was acknowledged, or something else."""
    try:
        with read_session(engine) as session:
            system, commit, names = _asked(session, _OF_SYSTEM, _OF_COMMIT, _OF_NAMES)
        with read_session(standby) as session:
            copied, follows = _asked(session, _OF_SYSTEM, _FOLLOWS)
    except DatabaseFault as fault:
        yield f"TRACKER_DATABASE_READING: {fault}"
        return
    if copied != system:
        yield _("TRACKER_DATABASE_READING leder till en annan databas, inte till en reserv för den här.")
    elif not follows:
        yield _("TRACKER_DATABASE_READING leder till databasen själv: det finns ingen reserv just nu.")
    if commit != _APPLIED or not names:
        text_ = _(
            "Databasen väntar inte på reserven: ange {commit} och {names} i postgresql.conf. Annars kan det som är "
            "sparat gå förlorat, och den som har loggat ut fortfarande läsa."
        )
        yield text_.format(commit=f"synchronous_commit = {_APPLIED}", names="synchronous_standby_names")


_OF_SYSTEM = "SELECT system_identifier FROM pg_control_system()"
_OF_COMMIT, _OF_NAMES = "SHOW synchronous_commit", "SHOW synchronous_standby_names"
_FOLLOWS = "SELECT pg_is_in_recovery()"


def _asked(session: Session, *questions: str) -> list[object]:
    return [session.execute(text(question)).scalar_one() for question in questions]
