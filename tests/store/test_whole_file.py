"""A file is written whole or not at all; what is no file is written to as it is."""

import os
import stat
from pathlib import Path

import pytest

from tracker.store.whole_file import whole_file


def test_a_pipe_is_written_to_although_its_name_leads_nowhere() -> None:
    """So that ``tracker report … -o /dev/stdout | …`` works."""
    end, beginning = os.pipe()
    with os.fdopen(end, "rb") as reader:
        with os.fdopen(beginning, "wb"), whole_file(Path(f"/dev/fd/{beginning}")) as stream:
            stream.write(b"cells")
        assert reader.read() == b"cells"


def test_a_file_is_on_the_disk_before_it_replaces_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And its name after: else the power could leave an empty file, or the one before."""
    steps: list[str] = []
    sync, replace = os.fsync, Path.replace

    def note_sync(handle: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        sync(handle)

    def note_replace(path: Path, target: Path) -> Path:
        steps.append("replace")
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", note_sync)
    monkeypatch.setattr(Path, "replace", note_replace)
    with whole_file(tmp_path / "copy") as stream:
        stream.write(b"cells")
    assert steps == ["file", "replace", "folder"]
