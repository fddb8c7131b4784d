"""Zip files from outside: unpacked part by part, never to more than is allowed."""

from __future__ import annotations

import zlib
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

DAMAGED = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, OverflowError)
"""What ``zipfile`` raises of a damaged file: ValueError and OverflowError where it states places that are none."""

_PACKINGS = frozenset({ZIP_STORED, ZIP_DEFLATED})


def check_packing(archive: ZipFile) -> None:
    """Raises BadZipFile for parts that are packed as neither programs for workbooks nor systems pack them.

    BZIP2 and LZMA are unpacked as a whole whatever is asked for, so that no limit holds: one kilobyte can be a
    hundred megabytes.
    """
    if any(part.compress_type not in _PACKINGS for part in archive.infolist()):
        raise BadZipFile("packed with something else than deflate")


def part_content(archive: ZipFile, part: ZipInfo, most: int) -> bytes:
    """One part of an archive whose packing is checked; BadZipFile if it is damaged or longer than ``most``.

    No more is unpacked than the part states and than is allowed: read as a whole it would first be unpacked as one.
    """
    with archive.open(part) as stream:
        content = stream.read(min(part.file_size, most) + 1)
    if len(content) > most:
        raise BadZipFile("longer than allowed")
    return content
