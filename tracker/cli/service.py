"""``tracker serve``: the production server on this machine."""

from __future__ import annotations

import gc
import socket
from typing import Any

import click
from flask import Flask
from gunicorn.app.base import BaseApplication

from tracker.cli.faults import CommandFault
from tracker.cli.surroundings import database, settings
from tracker.store import reasons
from tracker.web.app import create_app
from tracker.words import gettext as _


class _Server(BaseApplication):
    """Gunicorn with settings from code: threads for pages that wait for the database, two processes."""

    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self.app, self.options = app, options
        super().__init__()

    def load_config(self) -> None:
        for key, value in self.options.items():
            self.cfg.set(key, value)

    def load(self) -> Flask:
        return self.app


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 32), help="Antal processer.")
def serve(host: str, port: int, workers: int) -> None:
    """Starta webbplatsen; avsluta med Ctrl+C."""
    database().dispose()
    app = create_app(settings())
    app.extensions["assets"].prepare()
    # What the program itself consists of never becomes garbage: looking through it took a tenth of a large page's time.
    gc.freeze()
    _check_free(host, port)
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    click.echo(_("Webbplatsen finns på http://{address} – avsluta med Ctrl+C.").format(address=address))
    options = {
        "bind": address,
        "workers": workers,
        "worker_class": "gthread",
        "threads": 4,
        "timeout": 120,
        "control_socket_disable": True,
        "loglevel": "warning",
    }
    _Server(app, options).run()


def _check_free(host: str, port: int) -> None:
    """Say in one line that the address is taken, before the server tries five times."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            text = _("Adressen {host}:{port} kan inte användas ({reason}). Välj en annan med --port.")
            raise CommandFault(text.format(host=host, port=port, reason=reasons.of_system(fault))) from fault
