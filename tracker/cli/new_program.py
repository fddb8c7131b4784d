"""``tracker new-program``: the files of a program, to be written over."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from tracker.cli.faults import CommandFault
from tracker.clock import today
from tracker.definitions.checks.codes import SLUG
from tracker.definitions.located import FaultyFile, read
from tracker.definitions.scaffold import organisation_files, program_files
from tracker.words import gettext as _
from tracker.words import lazy


@click.command("new-program", help=lazy("Skapa filerna till ett nytt program i FOLDER, som går igenom tracker check."))
@click.argument("code")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default="program")
def new_program(code: str, folder: Path) -> None:
    if not SLUG.fullmatch(code):
        raise CommandFault(_("Koden ”{code}” ska skrivas med a–z, siffror och bindestreck.").format(code=code))
    place = folder / code
    if place.exists():
        raise CommandFault(_("{folder} finns redan. Inget har ändrats.").format(folder=place))
    if not (folder / "organisation").exists():
        _write(folder, organisation_files())
    _write(place, program_files(code, _first_body(folder), today().year))
    click.echo(_("Skapat: {folder}. Skriv över texterna och kör tracker check {all}.").format(folder=place, all=folder))


def _first_body(folder: Path) -> str:
    """The body that answers for everything until somebody else is written: the one that compiles."""
    try:
        return str(read(folder / "organisation" / "city.yaml")["compiles"])
    except (FaultyFile, OSError, KeyError) as fault:
        message = _("{folder} går inte att läsa; kör tracker check {folder}.")
        raise CommandFault(message.format(folder=folder)) from fault


def _write(folder: Path, files: Mapping[str, str]) -> None:
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
