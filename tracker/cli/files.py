"""Files that the user names: looked at before the work begins."""

from __future__ import annotations

from pathlib import Path

import click

from tracker.cli.faults import CommandFault
from tracker.store.whole_file import whole_file
from tracker.words import gettext as _

FOLDER: click.Path[Path] = click.Path(path_type=Path)
"""A folder of definitions; the loader says what is wrong with it, with the rest."""
LARGEST = 100_000_000
"""Bytes. The observations of the whole city for five years are two million."""


class InputFile(click.ParamType[Path]):
    """A file that has to be there."""

    name = "file"

    def convert(self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = _file(value)
        if not path.exists():
            raise CommandFault(_("Filen {file} finns inte.").format(file=path))
        return path


class OutputFile(click.ParamType[Path]):
    """A file to be written, in a folder that has to be there."""

    name = "file"

    def convert(self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = _file(value)
        if not path.parent.is_dir():
            text = _("Mappen {folder} finns inte; skapa den först eller ange en annan.")
            raise CommandFault(text.format(folder=path.parent))
        return path


def read_bytes(path: Path) -> bytes:
    """What the file holds. Raises CommandFault for one that is far too large to be meant, and OSError."""
    with path.open("rb") as stream:
        content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        text = _("Filen {file} är större än {size} MB; är det rätt fil?")
        raise CommandFault(text.format(file=path, size=LARGEST // 1_000_000))
    return content


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all. Raises OSError with the path."""
    with whole_file(path) as stream:
        stream.write(content)


def _file(value: str | Path) -> Path:
    path = Path(value)
    if path.is_dir():
        raise CommandFault(_("{file} är en mapp; ange en fil.").format(file=path))
    return path
