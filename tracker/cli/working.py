"""``tracker work``: do what is ordered on the site in a process of its own, beside the site's or instead of them."""

from __future__ import annotations

import logging.config
import signal
import sys

import click

from tracker.cli.help import option
from tracker.cli.installation import database, settings
from tracker.editions.preparations import Preparations
from tracker.jobs import Tools, Worker
from tracker.web import log_lines
from tracker.words import gettext as _
from tracker.words import lazy


@click.command(
    help=lazy("Gör det som beställs på sidorna, som att publicera; avsluta med Ctrl+C. Inget halvt blir kvar.")
)
@option("--once", is_flag=True, help=lazy("Gör det som väntar, och sluta."))
def work(once: bool) -> None:
    worker = Worker(Tools(database(), Preparations(), settings()))
    if not once:
        logging.config.dictConfig(log_lines.config())
        click.echo(_("Väntar på arbete – avsluta med Ctrl+C."))
        signal.signal(signal.SIGTERM, lambda *_given: sys.exit(0))
        try:
            worker.run()
        finally:
            worker.stop()
    done = 0
    while worker.work_once():
        done += 1
    click.echo(_("Utförda arbeten: {n}").format(n=done))
