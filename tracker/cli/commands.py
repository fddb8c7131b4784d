"""What the command line offers, and where each command lives; a command is imported when it is used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module

import click

from tracker.words import lazy


@dataclass(frozen=True)
class Command:
    """The module and the name of a command, and its line in ``tracker --help``."""

    module: str
    name: str
    line: str


COMMANDS: Mapping[str, Command] = {
    "init": Command("definitions", "init", lazy("Skapa en tom databas och läs in programmen.")),
    "upgrade": Command("definitions", "upgrade_command", lazy("Uppgradera databasen till den här versionen.")),
    "new-program": Command("new_program", "new_program", lazy("Skapa filerna till ett nytt program.")),
    "check": Command("checking", "check", lazy("Granska definitionerna i en mapp: varje fel med fil och rad.")),
    "load": Command("definitions", "load_command", lazy("Läs in en mapps definitioner i databasen; visar ändringen.")),
    "demo": Command("demonstration", "demo", lazy("Fyll en tom databas med fem års påhittade uppföljningar.")),
    "serve": Command("service", "serve", lazy("Starta webbplatsen på den här datorn.")),
    "work": Command("working", "work", lazy("Gör det som beställs på sidorna i en egen process.")),
    "doctor": Command("doctor", "doctor", lazy("Granska installationen; slutar med 1 om något är fel.")),
    "template": Command("sheets", "template", lazy("Skriv en uppföljnings Excel-blad att fylla i.")),
    "import": Command(
        "followups", "import_", lazy("Läs in observationer eller ett ifyllt Excel-blad; allt eller inget.")
    ),
    "observations": Command("followups", "observations", lazy("Skriv de mottagna observationerna som CSV.")),
    "report": Command("reports", "report", lazy("Skriv rapporten för en period till en fil.")),
    "final-report": Command("reports", "final_report", lazy("Skriv ett programs slutrapport: Word eller Excel.")),
    "edition": Command("editions", "edition", lazy("Utgåvor: publicera, lista, visa, jämför.")),
    "verify": Command("verifying", "verify", lazy("Granska alla utgåvor, händelser och liggaren.")),
    "audit": Command("verifying", "audit", lazy("Granska en egen tabell med prickade celler.")),
    "remind": Command("remind", "remind", lazy("Mejla dem som har något att lämna, och en sammanställning.")),
    "purge": Command("purging", "purge", lazy("Gallra personuppgifter som inte behövs längre.")),
    "user": Command("accounts", "user", lazy("Konton: lägg till, lista, ge roller, byt lösenord, stäng.")),
    "backup": Command("copies", "backup_command", lazy("Skriv allt i databasen till en fil.")),
    "restore": Command("copies", "restore_command", lazy("Läs in en säkerhetskopia i en ny, tom databas.")),
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
