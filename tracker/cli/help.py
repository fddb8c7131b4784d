"""``--help`` in the reader's language: click's own words are English, and those that it writes are few."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import click

from tracker.words import gettext as _


class Option(click.Option):
    """An option whose help is looked up when it is shown; click itself would tidy it up, and so fix it, when made."""

    def __init__(self, *arguments: Any, help: str | None = None, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.help = help


option = partial(click.option, cls=Option)
"""``@option(…, help=lazy("…"))``: every option of the command is made by it."""


class Help(click.HelpFormatter):
    """Writes help as click does, in other words."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, _in_our_words(args), prefix or _("Användning: "))

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        with super().section(_in_our_words(name)):
            yield

    def write_dl(self, rows: Iterable[tuple[str, str]], *arguments: Any, **more: Any) -> None:
        super().write_dl([(term, _in_our_words(str(text))) for term, text in rows], *arguments, **more)


def _in_our_words(text: str) -> str:
    for clicks, ours in (
        ("Options", _("Flaggor")),
        ("Commands", _("Kommandon")),
        ("[OPTIONS]", _("[FLAGGOR]")),
        ("COMMAND [ARGS]...", _("KOMMANDO …")),
        ("Show this message and exit.", _("Visa den här texten.")),
        ("required]", _("måste anges]")),
        ("[default: ", _("[förval: ")),
    ):
        text = text.replace(clicks, ours)
    return text
