"""Connections that lay idle are looked at before they are used: the server may have gone and come back meanwhile.

Not before each use, since that is an exchange with the server: within a second it does neither.
"""

from __future__ import annotations

import time
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import InvalidatePoolError

LONGEST_IDLE = 1.0
"""Seconds that a connection is trusted after it was used."""

_SINCE = "idle since"


def look_before_use(engine: Engine) -> None:
    @event.listens_for(engine, "checkin")
    def put_back(_connection: Any, record: Any) -> None:
        record.info[_SINCE] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def take(connection: Any, record: Any, _proxy: object) -> None:
        if time.monotonic() - record.info.get(_SINCE, time.monotonic()) < LONGEST_IDLE:
            return
        driver: Any = engine.dialect.loaded_dbapi
        try:
            engine.dialect.do_ping(connection)
        except driver.Error as fault:
            raise InvalidatePoolError from fault  # which gives a new connection, and one for each that is as old
