"""``--help`` in Swedish: click's own words are English, and those that it writes are few."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from tracker.words import gettext as _

_WORDS = {
    "Options": _("Flaggor"),
    "Commands": _("Kommandon"),
    "[OPTIONS]": _("[FLAGGOR]"),
    "COMMAND [ARGS]...": _("KOMMANDO …"),
    "Show this message and exit.": _("Visa den här texten."),
    "required]": _("måste anges]"),
    "[default: ": _("[förval: "),
}


class Help(click.HelpFormatter):
    """Writes help as click does, in other words."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, _swedish(args), prefix or _("Användning: "))

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        with super().section(_swedish(name)):
            yield

    def write_dl(self, rows: Iterable[tuple[str, str]], *arguments: Any, **more: Any) -> None:
        super().write_dl([(term, _swedish(text)) for term, text in rows], *arguments, **more)


def _swedish(text: str) -> str:
    for english, swedish in _WORDS.items():
        text = text.replace(english, swedish)
    return text
