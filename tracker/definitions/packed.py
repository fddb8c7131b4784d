"""A folder of definitions in one zip file, as it is sent to the site: unpacked within limits, or refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from zipfile import BadZipFile, ZipFile, ZipInfo

from tracker.definitions.source import ORGANISATION
from tracker.words import gettext as _
from tracker.zipped import DAMAGED, check_packing, part_content

MOST_FILES, MOST_BYTES, MOST_LEVELS = 1000, 20 * 1024 * 1024, 20
ENDINGS = frozenset({".yaml", ".yml", ".md", ".docx"})
"""Files of other kinds are no definitions and are left where they are."""


class BadPackage(ValueError):
    """The file cannot be read as a folder of definitions; the message is a sentence for the user."""


@contextmanager
def unpacked(content: bytes) -> Iterator[Path]:
    """The folder that holds ``organisation/``, for as long as the block runs. Raises BadPackage."""
    with TemporaryDirectory(prefix="definitions-") as folder:
        try:
            with ZipFile(BytesIO(content)) as archive:
                _unpack(archive, Path(folder))
        except BadPackage:
            raise
        except DAMAGED as fault:
            message = _("Filen kan inte läsas. Packa mappen med programmen som en vanlig zip-fil, utan lösenord.")
            raise BadPackage(message) from fault
        roots = sorted(found.parent for found in Path(folder).rglob(ORGANISATION) if found.is_dir())
        if not roots:
            raise BadPackage(_("Filen har ingen mapp ”organisation”. Packa hela mappen med programmen."))
        yield roots[0]


def _unpack(archive: ZipFile, folder: Path) -> None:
    wanted = [info for info in archive.infolist() if PurePosixPath(info.filename).suffix in ENDINGS]
    if len(wanted) > MOST_FILES or sum(info.file_size for info in wanted) > MOST_BYTES:
        raise BadPackage(_("Filen är för stor för att vara en mapp med definitioner."))
    check_packing(archive)
    room = MOST_BYTES
    for info in wanted:
        place = folder.joinpath(*_steps(info))
        place.parent.mkdir(parents=True, exist_ok=True)
        content = part_content(archive, info, room)
        room -= len(content)
        place.write_bytes(content)


def _steps(info: ZipInfo) -> tuple[str, ...]:
    steps = PurePosixPath(info.filename.replace("\\", "/")).parts
    if any(step in ("", ".", "..", "/") or ":" in step for step in steps):
        raise BadPackage(_("Filen har en sökväg som leder ut ur mappen: {name}").format(name=info.filename[:80]))
    if len(steps) > MOST_LEVELS:
        # Folders in a thousand folders could be made, but neither searched nor removed.
        raise BadZipFile("too deep")
    return steps
