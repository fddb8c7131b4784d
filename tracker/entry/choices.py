"""The answers that are this tool's own words and not the program's: yes or no, and why a figure cannot be given."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from tracker.entry.field import Choice, Field
from tracker.typed import code_text
from tracker.words import LANGUAGES, use_language
from tracker.words import gettext as _


def yes_or_no() -> tuple[Choice, ...]:
    return (Choice("1", _("Ja")), Choice("0", _("Nej")))


def cannot_be_given() -> tuple[Choice, ...]:
    return (Choice("-", _("Saknas")), Choice(".", _("Ej tillämpligt")))


def code_of(field: Field, typed: str) -> str:
    """The code of the word that was chosen or written, whatever its case; other text as it is.

    A sheet may have been fetched by somebody who reads another language.
    """
    return _codes(field.choices).get(code_text(typed).casefold(), typed) if field.choices else typed


@lru_cache(maxsize=256)
def _codes(choices: tuple[Choice, ...]) -> Mapping[str, str]:
    """Word or code → code, the first of what is called the same; fields have the same few sets of choices."""
    found: dict[str, str] = {}
    for choice in (*choices, *_in_every_language(choices)):
        found.setdefault(code_text(choice.word).casefold(), choice.code)
        found.setdefault(choice.code, choice.code)
    return found


def _in_every_language(choices: tuple[Choice, ...]) -> list[Choice]:
    codes = {choice.code for choice in choices}
    found: list[Choice] = []
    for language in LANGUAGES:
        with use_language(language):
            for own in (yes_or_no(), cannot_be_given()):
                if codes == {choice.code for choice in own}:
                    found += own
    return found
