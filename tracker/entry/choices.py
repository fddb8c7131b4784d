"""The answers that are this tool's own words and not the program's: yes or no, and why a figure cannot be given."""

from __future__ import annotations

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
    wanted = code_text(typed).casefold()
    for choice in (*field.choices, *_in_every_language(field)):
        if wanted in (code_text(choice.word).casefold(), choice.code):
            return choice.code
    return typed


def _in_every_language(field: Field) -> list[Choice]:
    codes = {choice.code for choice in field.choices}
    found: list[Choice] = []
    for language in LANGUAGES:
        with use_language(language):
            for own in (yes_or_no(), cannot_be_given()):
                if codes == {choice.code for choice in own}:
                    found += own
    return found
