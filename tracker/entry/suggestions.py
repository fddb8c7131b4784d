"""What was written instead of a code: the code that is likely to be meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from tracker.typed import one_line, without_accents
from tracker.words import gettext as _

_STEM = 4
"""Letters that forms of one word have in common at least."""


def suggestion(typed: str, known: Iterable[tuple[str, str]]) -> str:
    """A question to put after the sentence that refuses: `` Menar du koden bromma?``. Nothing where nothing is alike.

    ``known``: codes with their names.
    """
    code = meant_by(typed, known)
    return " " + _("Menar du koden {code}?").format(code=code) if code else ""


def meant_by(typed: str, known: Iterable[tuple[str, str]]) -> str | None:
    """The code that is likely to be meant; None where nothing is alike. ``known``: codes with their names."""
    wanted = one_line(typed).removesuffix("…").casefold()  # a long name may have been cut to be quoted
    return _meant(wanted, [(code, one_line(name).casefold()) for code, name in known])


def _meant(typed: str, known: list[tuple[str, str]]) -> str | None:
    if not typed:
        return None
    for code, name in known:
        if typed in (code.casefold(), name):
            return code
    plain = without_accents(typed)
    bare = [code for code, name in known if plain == without_accents(name)]
    if len(bare) == 1:
        return bare[0]
    # A name in longer or shorter words: ”North district council”.
    parts = [code for code, name in known if len(name) > 3 and (typed.startswith(name) or name.startswith(typed))]
    if len(parts) == 1 and len(typed) > 3:
        return parts[0]
    # The word that tells the names apart: ”delvis” of ”uppfylls delvis”.
    within = {code for code, name in known if f" {typed} " in f" {name} "}
    if len(within) == 1:
        return within.pop()
    names = {name: code for code, name in known} | {code.casefold(): code for code, _name in known}
    alike = get_close_matches(typed[:60], names, n=1, cutoff=0.75)
    if alike:
        return names[alike[0]]
    # Another form of the same word: ”pågående” for ”pågår”.
    forms = {code for name, code in names.items() if len(typed) >= _STEM and name.startswith(typed[:_STEM])}
    return forms.pop() if len(forms) == 1 else None
