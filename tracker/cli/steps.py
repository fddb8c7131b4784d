"""How far a command is that takes long: on the terminal of whoever waits, and nowhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from exports.steps import CONVERTING, WRITING, Step, Tell, counted_text

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
def file_steps() -> Iterator[Tell]:
    """What a writer of files is to tell its steps to."""
    with one_line() as show:

        def tell(step: Step, done: int, of: int) -> None:
            words = str({**WRITING, **CONVERTING}[step])
            show(counted_text().format(step=words, number=done + 1, all=of) if of else words)

        yield tell
