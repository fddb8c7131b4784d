"""How work tells how far it is."""

from __future__ import annotations

from typing import Protocol


class Telling(Protocol):
    def __call__(self, step: str, done: int, of: int, /) -> None: ...
