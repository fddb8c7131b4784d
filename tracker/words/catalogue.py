"""A language's catalogue, read from its text file: there is no compiled copy that could be older than it."""

from __future__ import annotations

from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def file_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "tracker.po"


def read(language: str) -> GNUTranslations:
    """The messages of ``tracker/locale/<language>``; one that is missing or marked fuzzy is read in Swedish."""
    with file_of(language).open("rb") as file:
        messages = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return GNUTranslations(compiled)
