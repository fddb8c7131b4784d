"""The command itself: what is typed goes to its command, and what fails becomes one line."""

from __future__ import annotations

import os
import sys
from importlib.metadata import version
from io import StringIO, TextIOWrapper

import click

from tracker.cli.commands import Commands
from tracker.cli.faults import sentence
from tracker.cli.help import Help, option
from tracker.words import lazy

# Every command has a context of its own, and all are to write help alike.
click.Context.formatter_class = Help


def _version(context: click.Context, _parameter: click.Parameter, asked: bool) -> None:
    if asked:
        click.echo(f"tracker {version('tracker')}")
        context.exit()


@click.command(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    help=lazy("Uppföljning av stadens program: mål, aktiviteter och indikatorer."),
)
@option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help=lazy("Visa versionen."))
def tracker() -> None:
    pass


def main(arguments: list[str] | None = None) -> None:
    """Run the command and leave the process with its exit code."""
    _never_stumble_on_a_sign()
    # What commands write (databases, copies, reports, sheets) holds small counts: only its owner reads it.
    os.umask(0o077)
    try:
        code = tracker.main(args=arguments, prog_name="tracker", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as help_:
        click.echo(help_.message, err=True)
        sys.exit(2)
    except Exception as fault:
        if os.environ.get("TRACKER_DEBUG") == "1":
            raise
        _say(sentence(fault))
        sys.exit(2 if isinstance(fault, click.UsageError) else 1)
    sys.exit(code if isinstance(code, int) else 0)


def _never_stumble_on_a_sign() -> None:
    """A terminal that has no å, → or ” shows a question mark; a command never fails because of where it writes."""
    sys.stdout, sys.stderr = sys.stdout or StringIO(), sys.stderr or StringIO()  # None: closed by the shell
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _say(line: str) -> None:
    """Write the line as an error. What could not be written before is given up, or Python would try again at exit."""
    try:
        sys.stdout.flush()
    except OSError:
        sys.stdout = StringIO()
    # What a file holds may be repeated in the line; it must not steer the terminal.
    click.echo("".join(sign if sign >= " " or sign == "\n" else "�" for sign in line), err=True)
