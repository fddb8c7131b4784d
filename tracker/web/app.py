"""Put the site together: settings and database in, a Flask app out."""

from __future__ import annotations

import os
from datetime import timedelta
from importlib import import_module
from pathlib import Path

from flask import Blueprint, Flask
from jinja2 import StrictUndefined
from sqlalchemy import Engine
from werkzeug.middleware.proxy_fix import ProxyFix

from tracker.config import Settings
from tracker.resources import STATIC, TEMPLATES
from tracker.store.database import connect
from tracker.web import (
    accounts,
    addresses,
    auth,
    compression,
    database,
    definitions,
    errors,
    filters,
    groupings,
    guard,
    health,
    i18n,
    invitation,
    language,
    mailing,
    marks,
    navigation,
    open_reading,
    ordered_files,
    outside,
    own_account,
    passkeys,
    programs,
    quoting,
    reading_log,
    request_log,
    second_factor,
    security,
    security_log,
    style_guide,
    two_steps,
    unsent,
    working,
)
from tracker.web.assets import Assets
from tracker.web.collection import pages as collection
from tracker.web.editions import preparing, publish, published
from tracker.web.followups import (
    body_report,
    city_items,
    delegating,
    entry,
    evidence,
    evidence_files,
    goals,
    history,
    locks,
    observations,
    own_items,
    questions,
    start,
    submission,
    upload,
)
from tracker.web.open_reading import Site
from tracker.web.threads import pages as threads

# One blueprint per journey; a new journey adds its line here and in navigation.LINES.
BLUEPRINTS: tuple[Blueprint, ...] = (
    auth.blueprint,
    outside.blueprint,
    health.blueprint,
    own_account.blueprint,
    invitation.blueprint,
    second_factor.blueprint,
    passkeys.blueprint,
    accounts.blueprint,
    definitions.blueprint,
    programs.blueprint,
    language.blueprint,
    groupings.blueprint,
    start.blueprint,
    entry.blueprint,
    submission.blueprint,
    delegating.blueprint,
    evidence.blueprint,
    evidence_files.blueprint,
    questions.blueprint,
    body_report.blueprint,
    history.blueprint,
    goals.blueprint,
    locks.blueprint,
    observations.blueprint,
    upload.blueprint,
    own_items.blueprint,
    city_items.blueprint,
    published.blueprint,
    ordered_files.blueprint,
    publish.blueprint,
    reading_log.blueprint,
    security_log.blueprint,
    threads.blueprint,
    collection.blueprint,
    unsent.blueprint,
    style_guide.blueprint,
)

LARGEST_FORM = 1024 * 1024
"""Bytes of any form; a view that takes a file says what it takes (see ``upload``)."""


def create_app(settings: Settings, engine: Engine | None = None) -> Flask:
    """The site of an installation. ``engine``: the database, where it is already at hand (tests, commands).

    Raises SettingsError if the key that signs sessions cannot be read or made, DefinitionFaults if the file that gives
    roles to people from a provider cannot be used.
    """
    app = Site("tracker.web", template_folder=str(TEMPLATES), static_folder=None)
    app.config.update(
        SECRET_KEY=settings.secret_key(),
        MAX_CONTENT_LENGTH=LARGEST_FORM,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
        SESSION_COOKIE_NAME="__Host-session" if settings.https else "session",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.https,
        # Written only when it changes (see signing_in): no file that may be kept for ever carries anybody's sign-in.
        SESSION_REFRESH_EACH_REQUEST=False,
        # The form token lives as long as the session: a form may be open for hours.
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    if settings.proxies:
        count = settings.proxies
        trusting = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)
        app.wsgi_app = trusting  # type: ignore[method-assign]  # Flask means it to be wrapped
    request_log.init_app(app, settings)
    security.stay_encrypted(app, settings)
    database.init_app(app, settings, engine or connect(settings.database_url, settings.wait))
    mailing.init_app(app, settings, database.engine_of(app))
    # Compression works on answers last. Guard comes before the check of form tokens, so that who is signed out is told.
    for part in (addresses, compression, i18n, filters, marks, errors, guard, preparing):
        part.init_app(app)
    for set_up in (security, two_steps, health, outside, working, evidence_files):
        set_up.init_app(app, settings)
    for part in (language, navigation, programs, quoting, reading_log, security_log, collection, unsent, passkeys):
        part.init_app(app)
    Assets(STATIC, settings.instance / "assets").init_app(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    open_reading.init_app(app)
    if settings.metrics_token is not None:
        _measure(app, settings)
    return app


def _measure(app: Flask, settings: Settings) -> None:
    """The library of numbers decides when it is loaded where they are kept; so it is loaded here."""
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(settings.instance / "metrics"))
    Path(os.environ["PROMETHEUS_MULTIPROC_DIR"]).mkdir(parents=True, exist_ok=True, mode=0o700)
    import_module("tracker.web.metrics").init_app(app, settings)
