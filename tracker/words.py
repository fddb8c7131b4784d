"""The words that users read: gettext with the Swedish text as message id, and its catalogue loaded once.

The standard library's own ``gettext.gettext`` looks for the catalogue on disk at every call.
"""

from __future__ import annotations

from gettext import translation
from pathlib import Path

LANGUAGE = "sv"
"""Swedish needs no catalogue: it is what the code says. Another language is a catalogue under ``tracker/locale``."""

_catalogue = translation("tracker", Path(__file__).resolve().parent / "locale", [LANGUAGE], fallback=True)
gettext = _catalogue.gettext
ngettext = _catalogue.ngettext
