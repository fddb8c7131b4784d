"""The words that users read: gettext with the Swedish text as message id, in the language of the current reader.

A page is written in one reader's language and the next in another's, by the same process. So the language is looked up
at every call, and a text that is written down when a module is imported is written as ``lazy("…")``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar, Token
from functools import cache
from gettext import NullTranslations
from importlib import import_module
from typing import cast

SWEDISH = "sv"
"""The language of the message ids; it needs no catalogue."""

LANGUAGES: Mapping[str, str] = {SWEDISH: "Svenska", "en": "English"}
"""The languages that a reader can choose, each by its own name. Another one is a catalogue under ``tracker/locale``."""

_TAGS = {SWEDISH: "sv-SE", "en": "en-GB"}

_current: ContextVar[str] = ContextVar("language", default=SWEDISH)


def language() -> str:
    """The code of the current reader's language."""
    return _current.get()


def language_tag() -> str:
    """The reader's language with the country whose spelling is followed, for files that say so: ``en-GB``."""
    return _TAGS[_current.get()]


def set_language(code: str) -> Token[str]:
    """From here on the reader's language is ``code``, one of LANGUAGES; ``reset_language`` takes it back."""
    if code not in LANGUAGES:
        raise ValueError(code)
    return _current.set(code)


def reset_language(token: Token[str]) -> None:
    _current.reset(token)


@contextmanager
def use_language(code: str) -> Iterator[None]:
    """Write to a reader of the language inside the ``with``."""
    token = set_language(code)
    try:
        yield
    finally:
        reset_language(token)


def gettext(message: str) -> str:
    return message if _current.get() == SWEDISH else _catalogue(_current.get()).gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The words for n of a thing: one form for 1, another for the rest (both languages agree in that)."""
    if _current.get() == SWEDISH:
        return singular if n == 1 else plural
    return _catalogue(_current.get()).ngettext(singular, plural, n)


def lazy(message: str) -> str:
    """A text looked up each time it is shown: for what is written down when a module is imported."""
    return cast(str, _Lazy(message))


def first_spoken(wanted: Iterable[str]) -> str | None:
    """The first language of LANGUAGES among locales such as ``en_GB.UTF-8`` or ``sv``; None if none is.

    A computer's neutral locales (``C``, ``POSIX``) are no language.
    """
    codes = (each.partition(".")[0].replace("-", "_").partition("_")[0].lower() for each in wanted)
    return next((code for code in codes if code in LANGUAGES), None)


class _Lazy:
    """Stands for a string wherever one is written out."""

    __slots__ = ("_message",)

    def __init__(self, message: str) -> None:
        self._message = message

    def __str__(self) -> str:
        return gettext(self._message)

    def __mod__(self, given: object) -> str:
        return str(self) % given

    def __getattr__(self, name: str) -> object:
        return getattr(str(self), name)


@cache
def _catalogue(code: str) -> NullTranslations:
    # Imported when somebody reads in that language: Babel would double the time in which a command starts.
    return cast(NullTranslations, import_module("tracker.words.catalogue").read(code))
