"""Publications that are ordered with texts that nobody means; each is ended by hand: nobody works at jobs here."""

from __future__ import annotations

import random
from typing import Literal

from sqlalchemy import Engine
from werkzeug.test import EnvironBuilder

from benchmarks import hostile
from benchmarks.many_programs import PROGRAM
from tracker.store.base import utc_now
from tracker.store.database import write_session
from tracker.store.job import end_job, take_job

PERIOD = "2025-VB"
PAGES = tuple(f"/publicera/{PROGRAM}/jobb/{number}" for number in (1, 2, 3, 5, 8, 13))
_FIELDS = ("seen", "title", "reason", "incidents_accepted", "answer:summary", "answer:I5.1")

_ENDS: tuple[tuple[Literal["done", "failed"], str], ...] = (
    ("done", "2025-VB-1"), ("done", ""), ("failed", "Nej."), ("failed", ""),
)  # fmt: skip


def order(engine: Engine, chance: random.Random) -> EnvironBuilder:
    """The form of the page, sent by who did not open it, with something wrong in some of its fields. None is blank:
    that would have the edition decided anew, which takes seconds."""
    _end(engine, chance)
    texts = [text for text in hostile.TEXTS if text.strip()]
    data = {name: _told(chance.choice(texts)) if chance.random() < 0.4 else "Ja" for name in _FIELDS}
    data[f"answer:{_told(chance.choice(texts))}"] = "Ja"
    return EnvironBuilder(path=f"/publicera/{PROGRAM}/{PERIOD}/bekrafta", method="POST", data=data)


def _end(engine: Engine, chance: random.Random) -> None:
    with write_session(engine) as session:
        job = take_job(session, utc_now())
        if job is not None:
            end_job(session, job, *chance.choice(_ENDS), utc_now())


def _told(text: str) -> str:
    return text[:150].encode("utf-8", "replace").decode()
