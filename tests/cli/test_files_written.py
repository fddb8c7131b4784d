"""What commands write: for its owner only, and nothing of a killed one left behind."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from tests.cli.conftest import Run
from tests.programs import VALD
from tracker.store.whole_file import whole_file


def test_what_commands_write_is_for_its_owner_only(run: Run) -> None:
    assert run("init").code == 0
    assert run("observations", "--program", VALD, "-o", "observations.csv").code == 0
    modes = {path.name: path.stat().st_mode & 0o777 for path in (*Path().iterdir(), *Path("instance").iterdir())}
    assert modes["instance"] == 0o700
    assert {name: mode for name, mode in modes.items() if name != "instance" and mode != 0o600} == {}
    assert {"observations.csv", "tracker.sqlite3"} <= modes.keys()


def test_a_backup_that_is_killed_leaves_nothing_that_the_next_does_not_remove(peopled_run: Run) -> None:
    """Killed as it writes, with the file half there. Nobody else's is touched."""
    told, tells = os.pipe()
    if (child := os.fork()) == 0:
        try:
            with whole_file(Path("copy.gz"), private=True) as stream:
                stream.write(b"half")
                os.write(tells, b"x")
                signal.pause()
        finally:
            os._exit(1)
    assert os.read(told, 1) == b"x"
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    for end in (told, tells):
        os.close(end)
    assert _copies() == {f".copy.gz.{child}.part"}
    others = {f".copy.gz.{os.getpid()}.part.other", ".other.gz.1.part"}
    for name in others:
        Path(name).touch()
    assert peopled_run("backup", "copy.gz").code == 0
    assert _copies() == {"copy.gz", *others}


def _copies() -> set[str]:
    return {path.name for path in Path().iterdir() if ".gz" in path.name}
