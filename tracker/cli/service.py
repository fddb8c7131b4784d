"""``tracker serve``: the production server on this machine."""

from __future__ import annotations

import gc
import logging.config
import shutil
import socket
from typing import Any
from urllib.parse import urlsplit

import click
from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.http import wsgi

from tracker.chance import library
from tracker.charts.still import letters
from tracker.cli.doctor import PROXY_UNKNOWN
from tracker.cli.faults import CommandFault
from tracker.cli.help import option
from tracker.cli.installation import database, settings
from tracker.cli.long_runs import SELDOM
from tracker.cli.patience import PatientWorker
from tracker.config.identity import OWN_MACHINE
from tracker.demo.filling import open_to_anybody
from tracker.store import reasons
from tracker.store.database import read_session
from tracker.web import log_lines
from tracker.web.app import create_app
from tracker.web.working import worker_of
from tracker.words import gettext as _
from tracker.words import lazy


class _Quiet(wsgi.Response):
    """An answer that does not say which server made it."""

    def default_headers(self) -> list[str]:
        return [line for line in super().default_headers() if not line.startswith("Server:")]


class _Server(BaseApplication):
    """Gunicorn with settings from code: threads for pages that wait for the database, two processes."""

    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self.app, self.options = app, options
        super().__init__()

    def load_config(self) -> None:
        for key, value in self.options.items():
            self.cfg.set(key, value)

    def load(self) -> Flask:
        # The server has no setting for it; it looks this name up for each answer.
        wsgi.Response = _Quiet
        return self.app


@click.command(help=lazy("Starta webbplatsen; avsluta med Ctrl+C."))
@option("--host", default="127.0.0.1", show_default=True)
@option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@option("--workers", default=2, show_default=True, type=click.IntRange(1, 32), help=lazy("Antal processer."))
@option("--threads", default=6, show_default=True, type=click.IntRange(4, 64), help=lazy("Trådar i varje process."))
def serve(host: str, port: int, workers: int, threads: int) -> None:
    _refuse_known_passwords(host)
    if settings().https and not settings().proxies:
        raise CommandFault(str(PROXY_UNKNOWN))
    # What processes counted that are gone since the last start.
    shutil.rmtree(settings().instance / "metrics", ignore_errors=True)
    app = create_app(settings())
    app.extensions["assets"].prepare()
    # Else the first page with a change or a chart in it would wait for them, in each process.
    library.stats()
    letters.prepare()
    # What the program itself consists of never becomes garbage: looking through it took a tenth of a large page's time.
    gc.freeze()
    gc.set_threshold(*SELDOM)
    _check_free(host, port)
    logging.config.dictConfig(log_lines.config())
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    click.echo(_("Webbplatsen finns på http://{address} – avsluta med Ctrl+C.").format(address=address))
    options = {
        "bind": address,
        "workers": workers,
        "worker_class": PatientWorker,
        "threads": threads,
        "timeout": 120,
        "control_socket_disable": True,
        # Nothing that a request says of where the site lies is believed: its own settings know.
        "forwarder_headers": "",
        "logconfig_dict": log_lines.config(),
        # Jobs, in each process once it is one.
        "post_worker_init": lambda _process: worker_of(app).start(),
        "worker_exit": lambda _server, _process: worker_of(app).stop(),
    }
    _Server(app, options).run()


def _refuse_known_passwords(host: str) -> None:
    """Accounts to try with are for one's own machine: their password stands in the documentation."""
    with read_session(database()) as session:
        shown_to = {host, urlsplit(settings().base_url).hostname}
        if shown_to <= OWN_MACHINE or not (known := open_to_anybody(session)):
            return
    text = _(
        "Kontona {logins} har det lösenord som står i dokumentationen. Stäng dem (tracker user disable) eller "
        "byt lösenord (tracker user password), eller visa platsen bara på den här datorn."
    )
    raise CommandFault(text.format(logins=", ".join(known)))


def _check_free(host: str, port: int) -> None:
    """Say in one line that the address is taken, before the server tries five times."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            text = _("Adressen {host}:{port} kan inte användas ({reason}). Välj en annan med --port.")
            raise CommandFault(text.format(host=host, port=port, reason=reasons.of_system(fault))) from fault
