"""The scanner of files is a command: what it ends with decides, and silence refuses."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from tracker.followups.scanning import SILENCE, FileNotPassed, scan

VIRUS = "import sys; sys.exit(b'X5O' in sys.stdin.buffer.read())"


def test_it_sees_the_whole_file_and_says_yes_or_no() -> None:
    scan([sys.executable, "-c", VIRUS], b"\0ren" * 50_000)
    with pytest.raises(FileNotPassed, match="godkände den inte"):
        scan([sys.executable, "-c", VIRUS], b"\0ren" * 50_000 + b"X5O!P%@AP")
    scan((), b"X5O")  # none is set


def test_one_that_ends_without_reading_decides_too() -> None:
    scan(["true"], b"x" * 1_000_000)
    with pytest.raises(FileNotPassed, match="godkände den inte"):
        scan(["false"], b"x" * 1_000_000)


def test_one_that_hangs_or_is_not_there_refuses_and_leaves_nothing_running(tmp_path: Path) -> None:
    late = tmp_path / "late"
    with pytest.raises(FileNotPassed, match="svarar inte"):
        # The shell's own child would go on without it.
        scan(["sh", "-c", f"(sleep 1; touch {late}) & wait"], b"x", seconds=0.2)
    with pytest.raises(FileNotPassed, match="svarar inte"):
        scan([str(tmp_path / "no-such-command")], b"x")
    time.sleep(1.3)
    assert not late.exists()


def test_while_it_is_silent_one_file_waits_for_it_and_no_more() -> None:
    """Else those who add files would hold every thread that files are fetched in, each for as long as it is waited."""
    SILENCE.end()
    with SILENCE.turn():
        scan(["true"], b"x")
    with pytest.raises(FileNotPassed, match="svarar inte"):
        scan(["sleep", "9"], b"x", seconds=0.05)
    with SILENCE.turn(), pytest.raises(FileNotPassed, match="svarar inte"):
        scan(["true"], b"x")
    scan(["true"], b"x")
    with SILENCE.turn():
        scan(["true"], b"x")  # it answers again


def test_it_gets_none_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_SECRET_KEY", "hemlig")
    scan(["sh", "-c", 'test -z "$TRACKER_SECRET_KEY" && test -n "$PATH"'], b"")
