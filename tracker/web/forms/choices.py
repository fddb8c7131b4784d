"""Choices of a list or of radio buttons, written as pairs."""

from __future__ import annotations

from wtforms import SelectChoice

from tracker.web.i18n import citys_language
from tracker.words import language


def choices(*pairs: tuple[str, str]) -> list[SelectChoice]:
    """Code and words of each choice, as WTForms wants them."""
    return [SelectChoice(code, words) for code, words in pairs]


def cited_choices(*pairs: tuple[str, str]) -> list[SelectChoice]:
    """The same where the words are the definitions': each says in what language it is, where the page is in another."""
    spoken = {} if citys_language() == language() else {"lang": citys_language()}
    return [SelectChoice(code, words, spoken) for code, words in pairs]
