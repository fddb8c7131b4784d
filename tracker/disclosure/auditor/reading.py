"""Read a table from a JSON file; every fault at once, each as one Swedish sentence with its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tracker.disclosure.auditor.table import AuditFormatError, AuditTable, check
from tracker.words import gettext as _


class _Repeated(ValueError):
    """A JSON object with the same key twice, of which a plain reader would silently drop one."""


def read(path: Path) -> AuditTable:
    """The table in a ``tracker-audit-1`` file, checked as a whole.

    Raises AuditFormatError (Swedish sentences) for anything that is not a complete, consistent table.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        message = _("{path}: filen är inte UTF-8; spara den som UTF-8.").format(path=path)
        raise AuditFormatError([message]) from None
    except OSError:
        message = _("{path}: filen går inte att läsa; kontrollera namn och rättigheter.").format(path=path)
        raise AuditFormatError([message]) from None
    return parse(text)


def parse(text: str) -> AuditTable:
    """The table in a ``tracker-audit-1`` text. Raises AuditFormatError, as ``read`` does."""
    content = _json(text)
    if not isinstance(content, dict):
        message = _("Filen är inget JSON-objekt; skriv { … } med schema, threshold, cells och equations.")
        raise AuditFormatError([message])
    try:
        table = AuditTable.model_validate(content)
    except ValidationError as error:
        raise AuditFormatError([_sentence(fault, content) for fault in error.errors()]) from None
    check(table)
    return table


def _json(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        message = _("Rad {line}, tecken {column}: filen är inte giltig JSON; rätta den där.")
        raise AuditFormatError([message.format(line=error.lineno, column=error.colno)]) from None
    except _Repeated as error:
        message = _("Nyckeln ”{key}” står två gånger i samma objekt; ta bort den ena.").format(key=error)
        raise AuditFormatError([message]) from None
    except (RecursionError, ValueError):
        message = _("Filen innehåller ett orimligt långt tal eller för djupt nästlade objekt; rätta den.")
        raise AuditFormatError([message]) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) < len(pairs):
        keys = [key for key, _value in pairs]
        raise _Repeated(next(key for key in keys if keys.count(key) > 1))
    return content


def _sentence(fault: ErrorDetails, content: dict[str, Any]) -> str:
    """One fault of the model as a Swedish sentence that begins with its place in the file."""
    kind = fault["type"]
    if kind in ("missing", "extra_forbidden"):
        *parents, field = fault["loc"]
        where = _place(tuple(parents), content)
        if kind == "missing":
            return _("{where}: ”{field}” saknas; lägg till det.").format(where=where, field=field)
        text = _("{where}: ”{field}” är ett okänt fält; ta bort det eller rätta stavningen.")
        return text.format(where=where, field=field)
    text = _("{where}: {value} {demand}; rätta värdet.")
    return text.format(
        where=_place(fault["loc"], content), value=_shown(fault["input"]), demand=_demand(kind, fault.get("ctx", {}))
    )


def _demand(kind: str, limits: dict[str, Any]) -> str:
    """What a value must be."""
    either = limits.get("expected", "").replace(" or ", _(" eller "))
    return {
        "int_type": _("ska vara ett heltal utan decimaler och utan citattecken"),
        "bool_type": _("ska vara true eller false"),
        "string_type": _("ska vara en text inom citattecken"),
        "string_too_short": _("får inte vara tom"),
        "string_too_long": _("får ha högst {limit} tecken").format(limit=limits.get("max_length")),
        "literal_error": _("ska vara {choices}").format(choices=either),
        "greater_than_equal": _("ska vara minst {limit}").format(limit=limits.get("ge")),
        "less_than_equal": _("får vara högst {limit}").format(limit=limits.get("le")),
        "too_short": _("får inte vara tom"),
        "tuple_type": _("ska vara en lista [ … ]"),
        "model_type": _("ska vara ett objekt { … }"),
    }.get(kind, _("har ett värde som inte är tillåtet"))


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else text[:39] + "…"


def _place(path: tuple[int | str, ...], content: Any) -> str:
    """``cells[3].value (cellen ”x”)``: the path as in JSON, and the cell's id if it has one."""
    text, name = "", ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
        content = _child(content, step)
        if isinstance(content, dict) and isinstance(content.get("id"), str):
            name = _(" (cellen ”{cell}”)").format(cell=content["id"])
    return (text or _("Filen")) + name


def _child(content: Any, step: int | str) -> Any:
    if isinstance(content, dict):
        return content.get(step) if isinstance(step, str) else None
    if isinstance(content, list) and isinstance(step, int) and step < len(content):
        return content[step]
    return None
