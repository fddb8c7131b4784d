"""What every command stands on: the settings of this installation and its database."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from tracker.config import Settings, read_settings
from tracker.store.database import connect
from tracker.store.schema import check_ready


def settings() -> Settings:
    return read_settings()


def database() -> Engine:
    """The installation's database, which must exist and be of this version. Raises DatabaseFault."""
    engine = connect(settings().database_url)
    check_ready(engine)
    return engine


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, so that a failure leaves what was there."""
    draft = path.with_name(f".{path.name}.part")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as fault:
        draft.unlink(missing_ok=True)
        raise OSError(fault.errno, fault.strerror, str(path)) from fault
