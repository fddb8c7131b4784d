"""Words in templates go through gettext, with the Swedish text as message id, as in code."""

from __future__ import annotations

from flask import Flask

from tracker.words import gettext, ngettext


def init_app(app: Flask) -> None:
    """Give templates ``_()`` and ``ngettext()``; ``newstyle`` fills in ``%(num)d`` and escapes what it fills in."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]  # added by the extension
