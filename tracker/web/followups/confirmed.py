"""What was knowingly left as it was when a follow-up was handed in, in words."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.entry import findings
from tracker.entry.findings import fields_confirmed
from tracker.entry.model import Form
from tracker.rows import parse_field
from tracker.store.read import Event
from tracker.words import gettext as _
from tracker.words import ngettext


def confirmed_text(event: Event) -> str:
    """How many items were left empty, and whose texts were confirmed; nothing where nothing was confirmed."""
    empty, texts = items_left_empty(event), _items(fields_confirmed(findings.PERSONAL, event.confirmed))
    parts = []
    if empty:
        message = ngettext("{n} uppgift är tom", "{n} uppgifter är tomma", len(empty))
        parts.append(message.format(n=len(empty)))
    if texts:
        number = len(texts)
        message = ngettext("texten vid {items} pekar inte ut någon", "texterna vid {items} pekar inte ut någon", number)
        parts.append(message.format(items=", ".join(texts)))
    silent = _items(fields_confirmed(findings.ANALYSIS_ASKED, event.confirmed))
    if silent:
        parts.append(_("ingen analys vid {items}").format(items=", ".join(silent)))
    return _("Bekräftat vid inlämning: {what}.").format(what=", ".join(parts)) if parts else ""


def items_left_empty(event: Event) -> tuple[str, ...]:
    """The codes of the items that were left empty knowingly."""
    return _items(fields_confirmed(findings.UNFILLED, event.confirmed))


def names_left_empty(event: Event, form: Form) -> tuple[str, ...]:
    """The same by name."""
    return tuple(form.name(item) for item in items_left_empty(event))


def _items(fields: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(parse_field(field)[0].item for field in fields))
