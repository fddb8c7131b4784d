"""Write a file whole or not at all, so that a failure leaves what was there."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from glob import escape
from pathlib import Path
from typing import BinaryIO


@contextmanager
def whole_file(path: Path, *, private: bool = False) -> Iterator[BinaryIO]:
    """A stream whose content takes the file's place when the block ends well.

    ``private``: only its owner may read the file, from its first byte on. A device or a pipe is written to as it is.
    Raises OSError, with the file's name, when something cannot be written.
    """
    try:
        # Asked of the path as it was given: where /dev/stdout is a pipe, it resolves to a name that does not exist.
        before = path.stat().st_mode if path.exists() else None
        if before is not None and not stat.S_ISREG(before):
            with path.open("wb") as stream:
                yield stream
        else:
            target = path.resolve()
            kept = None if before is None or private else stat.S_IMODE(before)
            with _draft(target, 0o600 if private else 0o666, kept) as stream:
                yield stream
    except OSError as fault:
        raise OSError(fault.errno, fault.strerror, str(path)) from fault


@contextmanager
def _draft(path: Path, mode: int, kept: int | None) -> Iterator[BinaryIO]:
    _remove_left_behind(path)
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, mode)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if kept is not None:
            draft.chmod(kept)
        draft.replace(path)
        _sync_folder(path.parent)
    finally:
        draft.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Without it the file may be on the disk and its name not, after the power went."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove_left_behind(path: Path) -> None:
    """Remove the drafts of this file whose process was killed."""
    for draft in path.parent.glob(f".{escape(path.name)}.*.part"):
        number = draft.name.split(".")[-2]
        if number.isascii() and number.isdigit() and not _runs(int(number)):
            draft.unlink(missing_ok=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
