"""What the command line offers, and where each command lives; a command is imported when it is used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module

import click

from tracker.words import gettext as _


@dataclass(frozen=True)
class Place:
    """The module and the name of a command, and its line in ``tracker --help``."""

    module: str
    name: str
    line: str


COMMANDS: Mapping[str, Place] = {
    "init": Place("definitions", "init", _("Skapa eller uppgradera databasen och läs in programmen.")),
    "check": Place("checking", "check", _("Granska definitionerna i en mapp: varje fel med fil och rad.")),
    "load": Place("definitions", "load_command", _("Läs in en mapps definitioner i databasen; visar ändringen.")),
    "demo": Place("demonstration", "demo", _("Fyll en tom databas med fem års påhittade uppföljningar.")),
    "serve": Place("service", "serve", _("Starta webbplatsen på den här datorn.")),
    "template": Place("sheets", "template", _("Skriv en uppföljnings Excel-blad att fylla i.")),
    "import": Place("followups", "import_", _("Läs in observationer eller ett ifyllt Excel-blad; allt eller inget.")),
    "observations": Place("followups", "observations", _("Skriv de mottagna observationerna som CSV.")),
    "report": Place("reports", "report", _("Skriv rapporten för en period till en fil.")),
    "edition": Place("editions", "edition", _("Utgåvor: publicera, lista, visa, jämför.")),
    "verify": Place("proving", "verify", _("Granska alla utgåvor, händelser och liggaren.")),
    "audit": Place("proving", "audit", _("Granska en egen tabell med prickade celler.")),
    "remind": Place("remind", "remind", _("Mejla dem som har något att lämna, och en sammanställning.")),
    "user": Place("accounts", "user", _("Konton: lägg till, lista, ge roller, byt lösenord, stäng.")),
    "backup": Place("copies", "backup_command", _("Skriv allt i databasen till en fil.")),
    "restore": Place("copies", "restore_command", _("Läs in en säkerhetskopia i en ny, tom databas.")),
}


class Commands(click.Group):
    """A group that knows its commands by COMMANDS: starting must not cost what other commands need."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        command: click.Command = getattr(import_module(f"tracker.cli.{place.module}"), place.name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, place.line) for name, place in COMMANDS.items()])
