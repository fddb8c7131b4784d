"""What is wrong in the definitions: always a file, a line and one Swedish sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

Loc = tuple[str | int, ...]
"""The way to a value in the definitions: keys and positions, as pydantic writes them."""


@dataclass(frozen=True, order=True)
class Fault:
    """One fault, printed as ``file:line: message``. Lines count from 1; a folder's fault is on line 1."""

    file: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


@dataclass(frozen=True)
class Finding:
    """What a rule found wrong, before the file and line of ``loc`` are known."""

    loc: Loc
    message: str


class DefinitionFaults(ValueError):
    """The definitions cannot be used; ``faults`` holds every fault, in the order of files and lines."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))
