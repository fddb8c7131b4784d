"""The states and steps of the workflow as the reader knows them."""

from __future__ import annotations

from tracker.words import gettext as _

STATE_TAGS = {
    "not_opened": "",
    "draft": "",
    "submitted": "tag-warn",
    "approved": "tag-good",
    "returned": "tag-bad",
}


def state_word(state: str) -> str:
    """A state of the workflow as the reader knows it."""
    words = {
        "not_opened": _("Ej påbörjad"),
        "draft": _("Utkast"),
        "submitted": _("Inlämnad"),
        "approved": _("Mottagen i sammanställningen"),
        "returned": _("Åter för komplettering"),
    }
    return words[state]


def event_word(kind: str) -> str:
    """What was done, before the name of who did it."""
    words = {
        "opened": _("Påbörjad av"),
        "submitted": _("Inlämnad av"),
        "withdrawn": _("Tillbakadragen av"),
        "approved": _("Mottagen av"),
        "returned": _("Skickad åter av"),
        "reopened": _("Öppnad igen av"),
    }
    return words[kind]
