"""Numbers for Prometheus at ``/matt``: how many requests, answered how, how fast; how many jobs wait. Only for who
has the token.

All processes of the server write theirs to files of one folder, and any of them answers for all.
"""

from __future__ import annotations

import hmac
import time
from collections.abc import Iterator
from contextlib import suppress

from flask import Blueprint, Flask, Response, abort, current_app, g, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from tracker.config import Settings
from tracker.store.database import DatabaseFault
from tracker.store.job import job_counts
from tracker.web.access import public
from tracker.web.database import read_session

blueprint = Blueprint("metrics", __name__)

_BUCKETS = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
_NAMES = ("method", "page", "status")
_REQUESTS = Counter("tracker_requests", "Answers, by page (its address with its parts unnamed)", _NAMES, registry=None)
_SECONDS = Histogram("tracker_request_seconds", "Until an answer, by page", ("page",), buckets=_BUCKETS, registry=None)
_TOKEN = "tracker-metrics-token"


def init_app(app: Flask, settings: Settings) -> None:
    app.extensions[_TOKEN] = settings.metrics_token
    app.register_blueprint(blueprint)

    @app.after_request
    def count(response: Response) -> Response:
        page = request.url_rule.rule if request.url_rule is not None else "none"
        method = request.method if request.method in _METHODS else "other"  # a stranger may send any word
        _REQUESTS.labels(method, page, response.status_code).inc()
        if "began" in g:
            _SECONDS.labels(page).observe(time.perf_counter() - g.began)
        return response


class _Jobs(Collector):
    """Read from the database when they are asked for; left out while it cannot be reached."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        found = GaugeMetricFamily("tracker_jobs", "Long work that was ordered and is not finished", labels=("state",))
        with suppress(DatabaseFault), read_session() as session:
            for state, number in job_counts(session).items():
                found.add_metric((state,), number)
        yield found


@blueprint.get("/matt")
@public
def show() -> Response:
    """To whoever lacks the token there is no such page."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not hmac.compare_digest(given.encode(), str(current_app.extensions[_TOKEN]).encode()):
        abort(404)
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    registry.register(_Jobs())
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
