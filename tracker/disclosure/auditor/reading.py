"""Read a table from a JSON file; every fault at once, each as one Swedish sentence with its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tracker.disclosure.auditor.table import AuditFormatError, AuditTable, check


class _Repeated(ValueError):
    """A JSON object with the same key twice, of which a plain reader would silently drop one."""


def read(path: Path) -> AuditTable:
    """The table in a ``tracker-audit-1`` file, checked as a whole.

    Raises AuditFormatError (Swedish sentences) for anything that is not a complete, consistent table.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise AuditFormatError([f"{path}: filen är inte UTF-8; spara den som UTF-8."]) from None
    except OSError:
        message = f"{path}: filen går inte att läsa; kontrollera namn och rättigheter."
        raise AuditFormatError([message]) from None
    return parse(text)


def parse(text: str) -> AuditTable:
    """The table in a ``tracker-audit-1`` text. Raises AuditFormatError, as ``read`` does."""
    content = _json(text)
    if not isinstance(content, dict):
        message = "Filen är inget JSON-objekt; skriv { … } med schema, threshold, cells och equations."
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
        message = f"Rad {error.lineno}, tecken {error.colno}: filen är inte giltig JSON; rätta den där."
        raise AuditFormatError([message]) from None
    except _Repeated as error:
        message = f"Nyckeln ”{error}” står två gånger i samma objekt; ta bort den ena."
        raise AuditFormatError([message]) from None
    except (RecursionError, ValueError):
        message = "Filen innehåller ett orimligt långt tal eller för djupt nästlade objekt; rätta den."
        raise AuditFormatError([message]) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _Repeated(next(key for key in keys if keys.count(key) > 1))
    return content


def _sentence(fault: ErrorDetails, content: dict[str, Any]) -> str:
    """One fault of the model as a Swedish sentence that begins with its place in the file."""
    kind, limits = fault["type"], fault.get("ctx", {})
    if kind in ("missing", "extra_forbidden"):
        *parents, field = fault["loc"]
        where = _place(tuple(parents), content)
        if kind == "missing":
            return f"{where}: ”{field}” saknas; lägg till det."
        return f"{where}: ”{field}” är ett okänt fält; ta bort det eller rätta stavningen."
    demand = {
        "int_type": "ska vara ett heltal utan decimaler och utan citattecken",
        "bool_type": "ska vara true eller false",
        "string_type": "ska vara en text inom citattecken",
        "string_too_short": "får inte vara tom",
        "string_too_long": f"får ha högst {limits.get('max_length')} tecken",
        "literal_error": f"ska vara {limits.get('expected', '').replace(' or ', ' eller ')}",
        "greater_than_equal": f"ska vara minst {limits.get('ge')}",
        "less_than_equal": f"får vara högst {limits.get('le')}",
        "too_short": "får inte vara tom",
        "tuple_type": "ska vara en lista [ … ]",
        "model_type": "ska vara ett objekt { … }",
    }.get(kind, "har ett värde som inte är tillåtet")
    return f"{_place(fault['loc'], content)}: {_shown(fault['input'])} {demand}; rätta värdet."


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
            name = f" (cellen ”{content['id']}”)"
    return (text or "Filen") + name


def _child(content: Any, step: int | str) -> Any:
    if isinstance(content, dict):
        return content.get(step) if isinstance(step, str) else None
    if isinstance(content, list) and isinstance(step, int) and step < len(content):
        return content[step]
    return None
