"""One input of a follow-up: text as it is typed and shown."""

from __future__ import annotations

from typing import Literal, NamedTuple

from tracker.measures.kind import FigureField

FieldKind = FigureField | Literal["choice", "date", "text"]


class Choice(NamedTuple):
    code: str
    word: str


class Field(NamedTuple):
    """One input. ``label`` is short, within its group; ``value`` is the text in it."""

    name: str
    label: str
    kind: FieldKind
    value: str = ""
    choices: tuple[Choice, ...] = ()
