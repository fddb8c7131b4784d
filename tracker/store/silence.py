"""Connections to PostgreSQL that give up a server that says nothing: stopped, or beyond a network that drops packets.

The server's own time-outs need a server that runs, and those of the network do not see one that is only stopped.
"""

from __future__ import annotations

from collections.abc import Generator
from functools import cache
from typing import Any

from sqlalchemy import Dialect, Engine, event


def give_up_silence(engine: Engine, seconds: int) -> None:
    """Let every wait for the server end after so many seconds, with the connection closed."""

    @event.listens_for(engine, "do_connect")
    def connect(dialect: Dialect, _record: object, arguments: list[Any], more: dict[str, Any]) -> Any:
        driver: Any = dialect.loaded_dbapi
        return _impatient(driver, seconds).connect(*arguments, **more)


@cache
def _impatient(driver: Any, seconds: int) -> Any:
    """The driver's connection, with a time-out. Of the driver as it is loaded: SQLite needs none of it."""

    class Impatient(driver.Connection):
        def wait(self, gen: Generator[Any, Any, Any], interval: float = 0.1, timeout: float | None = None) -> Any:
            try:
                return super().wait(gen, interval, seconds if timeout is None else timeout)
            except driver.OperationalError as fault:
                if fault.sqlstate is None:  # not the server's own words: it has said nothing, or is gone
                    self.close()
                raise

    return Impatient
