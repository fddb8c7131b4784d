"""Words as they are written in running text: names in a row, what stands first in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.measures.numbers import whole_text
from tracker.words import gettext as _


def and_list(names: Sequence[str], most: int | None = None) -> str:
    """``A, B och C``; with more than ``most`` of them ``A, B, C och 4 till``."""
    listed = list(names)
    if most is not None and len(listed) > most + 1:
        listed = [*listed[:most], _("{count} till").format(count=whole_text(len(names) - most))]
    if len(listed) < 2:
        return "".join(listed)
    return _("{names} och {last}").format(names=", ".join(listed[:-1]), last=listed[-1])


def starting_number(number: int) -> str:
    """Up to twelve in letters, as at the start of a sentence: ``Tre``; then in figures."""
    words = (
        _("Noll"), _("En"), _("Två"), _("Tre"), _("Fyra"), _("Fem"), _("Sex"), _("Sju"), _("Åtta"), _("Nio"), _("Tio"),
        _("Elva"), _("Tolv"),
    )  # fmt: skip
    return words[number] if number < len(words) else whole_text(number)


def capital(words: str) -> str:
    """With a capital first letter, the rest as it is."""
    return words[:1].upper() + words[1:]
