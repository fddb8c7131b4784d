"""Choices of a list or of radio buttons, written as pairs."""

from __future__ import annotations

from wtforms import SelectChoice


def choices(*pairs: tuple[str, str]) -> list[SelectChoice]:
    """Code and words of each choice, as WTForms wants them."""
    return [SelectChoice(code, words) for code, words in pairs]
