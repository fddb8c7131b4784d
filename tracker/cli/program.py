"""The command itself: its parts, and what happens when one of them fails."""

from __future__ import annotations

import os
import sys

import click

from tracker.cli import accounts, copies, definitions, editions, followups, reports, service
from tracker.cli.faults import sentence


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
def tracker() -> None:
    """Uppföljning av stadens program: mål, aktiviteter och indikatorer."""


for part in (definitions, followups, reports, editions, accounts, copies, service):
    for command in part.COMMANDS:
        tracker.add_command(command)


def main(arguments: list[str] | None = None) -> None:
    """Run the command and leave the process with its exit code."""
    try:
        code = tracker.main(args=arguments, prog_name="tracker", standalone_mode=False)
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except Exception as fault:
        if os.environ.get("TRACKER_DEBUG") == "1":
            raise
        click.echo(sentence(fault), err=True)
        sys.exit(2 if isinstance(fault, click.UsageError) else 1)
    sys.exit(code if isinstance(code, int) else 0)
