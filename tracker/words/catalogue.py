"""A language's catalogue, read from its text file: there is no compiled copy that could be older than it."""

from __future__ import annotations

from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "locale"


class Messages(GNUTranslations):
    """Finds a text that is also the first of two forms by itself, which Python 3.11.2 does not."""

    def gettext(self, message: str) -> str:
        found = super().gettext(message)
        return found if found != message else super().ngettext(message, message, 1)


def file_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "tracker.po"


def read(language: str) -> Messages:
    """The messages of ``tracker/locale/<language>``; one that is missing or marked fuzzy is read in Swedish."""
    with file_of(language).open("rb") as file:
        messages = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return Messages(compiled)
