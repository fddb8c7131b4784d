"""How far a command is that takes long: on the terminal of whoever waits, and nowhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import click

from tracker.words import gettext as _
from tracker.words import lazy

_FILE_STEPS: Mapping[str, str] = {
    "writing": lazy("Skriver filen"),
    "converting": lazy("Gör en PDF av dokumentet"),
    "finishing": lazy("Lägger till det som skärmläsare behöver"),
}
_BEGIN_ANEW = "\r\x1b[K"


def on_terminal() -> bool:
    """Whether somebody sees what is written to standard error."""
    return sys.stderr.isatty()


@contextmanager
def one_line() -> Iterator[Callable[[str], None]]:
    """A callable that shows a text in the place of the one before, on standard error where that is a terminal; the line
    is wiped when the block ends."""
    shown = on_terminal()

    def show(text: str) -> None:
        if shown:
            click.echo(f"{_BEGIN_ANEW}{text}", nl=False, err=True)

    try:
        yield show
    finally:
        show("")


@contextmanager
def file_steps() -> Iterator[Callable[[str, int, int], None]]:
    """What a writer of files is to tell its steps to."""
    with one_line() as show:

        def tell(step: str, done: int, of: int) -> None:
            words = str(_FILE_STEPS[step])
            counted = _("{step} (mål {number} av {all})").format(step=words, number=done + 1, all=of)
            show(counted if of else words)

        yield tell
