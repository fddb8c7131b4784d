"""What pydantic found wrong, as Swedish sentences that say what to write instead."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from pydantic_core import ErrorDetails

from tracker.definitions.catalogue import Definitions
from tracker.definitions.faults import Loc
from tracker.definitions.located import LocatedDict, along
from tracker.words import gettext as _


def explain(tree: LocatedDict, error: ErrorDetails) -> str:
    """One sentence: which item, which key, what is wrong with it and what is expected."""
    subject = _subject(tree, error["loc"])
    return f"{subject}: {_problem(error)}" if subject else _problem(error)


def _subject(tree: LocatedDict, loc: Loc) -> str | None:
    """The code of the innermost item that the value belongs to."""
    code = None
    for value, _place in along(tree, loc):
        if isinstance(value, LocatedDict):
            code = value.get("code") or code
    return code if isinstance(code, str) else None


def _problem(error: ErrorDetails) -> str:
    kind, key, given = error["type"], _key(error["loc"]), error.get("input")
    if kind == "missing":
        return _("”{key}” saknas.").format(key=key)
    if kind == "extra_forbidden":
        return _unknown_key(key)
    if kind == "value_error":
        return str(error.get("ctx", {}).get("error", ""))
    if given is None:
        return _("”{key}” saknar värde.").format(key=key)
    expected = _expected(kind, error.get("ctx", {}))
    if isinstance(given, str | int | float) and not isinstance(given, bool):
        return _("”{key}” är ”{given}”; {expected}.").format(key=key, given=given, expected=expected)
    return _("”{key}”: {expected}.").format(key=key, expected=expected)


def _key(loc: Loc) -> str:
    words = [step for step in loc if isinstance(step, str)]
    return words[-1] if words else ""


def _expected(kind: str, context: dict[str, Any]) -> str:
    if kind == "literal_error":
        choices = str(context.get("expected", "")).replace("'", "").replace(" or ", _(" eller "))
        return _("det ska vara {choices}").format(choices=choices)
    if kind in ("greater_than_equal", "less_than_equal"):
        least = kind == "greater_than_equal"
        limit = context.get("ge" if least else "le")
        return (_("det ska vara minst {limit}") if least else _("det ska vara högst {limit}")).format(limit=limit)
    for beginning, sentence in _shapes().items():
        if kind.startswith(beginning):
            return sentence
    return _("värdet går inte att använda här")


def _shapes() -> dict[str, str]:
    return {
        "date": _("det ska vara ett datum som finns, skrivet ÅÅÅÅ-MM-DD"),
        "decimal": _("det ska vara ett tal med decimalpunkt, t.ex. 85.5"),
        "finite": _("det ska vara ett tal med decimalpunkt, t.ex. 85.5"),
        "int": _("det ska vara ett heltal"),
        "bool": _("det ska vara true eller false"),
        "string": _("det ska vara text"),
        "too_short": _("det får inte vara tomt"),
        "tuple": _("det ska vara en lista"),
        "model": _("det ska vara nycklar och värden (nyckel: värde)"),
        "dict": _("det ska vara nycklar och värden (nyckel: värde)"),
    }


def _unknown_key(key: str) -> str:
    near = get_close_matches(key, sorted(set(_known_keys())), n=1)
    if near:
        return _("nyckeln ”{key}” är okänd; menas ”{near}”?").format(key=key, near=near[0])
    return _("nyckeln ”{key}” är okänd; ta bort den eller rätta stavningen.").format(key=key)


def _known_keys() -> Iterator[str]:
    schema = Definitions.model_json_schema(by_alias=True)
    for model in schema["$defs"].values():
        yield from model.get("properties", {})
