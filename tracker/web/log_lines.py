"""The form of the log: one line of JSON for each thing that happens, with the request that it belongs to.

No line holds personal data, what was typed, or values that were sent to the database: of a fault it tells the kind and
where it was raised, not its message, which may quote any of them.
"""

from __future__ import annotations

from types import TracebackType
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

MOST_FRAMES = 20
"""Of a traceback, the innermost."""

_Raised = tuple[type[BaseException], BaseException, TracebackType | None]


def config() -> dict[str, Any]:
    """For ``logging.config.dictConfig``, and for Gunicorn, whose own lines take the same form."""
    quiet = {"level": "WARNING", "handlers": ["lines"], "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": formatter}},
        "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"level": "INFO", "handlers": ["lines"]},
        "loggers": {"gunicorn.error": quiet, "gunicorn.access": quiet},
    }


def formatter() -> structlog.stdlib.ProcessorFormatter:
    """Makes a line of what is logged by us or by a library."""
    told: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(allow=FIELDS),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _fault,
    ]
    last: list[Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False, sort_keys=True)]  # fmt: skip
    return structlog.stdlib.ProcessorFormatter(foreign_pre_chain=told, processors=last)


FIELDS = ("method", "page", "status", "ms", "account", "reason")
"""What a line may say beside its words: the kind of request, the page's address with its parts unnamed, the answer, how
long it took, who asked, by number, and why a sign-in through the provider was refused, as a code."""


def _fault(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """The fault that was raised: its kind, that of its cause, and where."""
    raised = event.pop("exc_info", None)
    if isinstance(raised, tuple) and raised[1] is not None:
        event["fault"] = [type(each).__name__ for each in _causes(raised[1])]
        event["where"] = _where(raised)
    return event


def _causes(fault: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while fault is not None and fault not in found:
        found.append(fault)
        fault = fault.__cause__ or fault.__context__
    return found


def _where(raised: _Raised) -> list[str]:
    """``tracker/web/app.py:12 create_app``, outermost first."""
    frames, at = [], raised[2]
    while at is not None:
        code = at.tb_frame.f_code
        frames.append(f"{code.co_filename}:{at.tb_lineno} {code.co_name}")
        at = at.tb_next
    return frames[-MOST_FRAMES:]
