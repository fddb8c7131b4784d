"""Every kind of fault is found in a copy where it was planted, on its line, and nothing else is.

``planted/*.yaml`` lists them: in ``file``, ``old`` becomes ``new``; the fault shall be on ``line`` and its
message hold ``says``. ``line`` is a piece of the line's text (the first such line), ``@last`` and a piece
(the last), or ``@first-after A B`` (the first line with B after the one with A). ``consequences``: something
else becomes faulty too, e.g. what referred to a code that is gone.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.definitions.conftest import VALD, Copy

Planted = dict[str, Any]
GOAL_6 = f"{VALD}/goals/M6.yaml"
LISTS = sorted((Path(__file__).parent / "planted").glob("*.yaml"))
ALL: list[Planted] = [planted for file in LISTS for planted in YAML(typ="safe", pure=True).load(file)]


def line_of(copy: Copy, planted: Planted) -> int:
    lines = (copy.folder / planted["file"]).read_text().splitlines()
    command, _space, rest = planted["line"].partition(" ")
    if command == "@last":
        return max(number for number, line in enumerate(lines, 1) if rest in line)
    if command == "@first-after":
        mark, _space, text = rest.rpartition(" ")
        start = copy.line(planted["file"], mark)
        return next(number for number, line in enumerate(lines, 1) if number > start and text in line)
    return copy.line(planted["file"], planted["line"])


@pytest.mark.parametrize("planted", ALL, ids=lambda planted: planted["kind"].replace(" ", "-"))
def test_planted_fault_is_found_on_its_line(copy: Copy, planted: Planted) -> None:
    copy.change(planted["file"], planted["old"], planted["new"])
    faults = copy.faults()
    found = [(str(f.file.relative_to(copy.folder)), f.line) for f in faults if planted["says"] in f.message]
    assert (planted["file"], line_of(copy, planted)) in found, [str(fault) for fault in faults]
    assert (len(faults) > 1) == planted.get("consequences", False), [str(fault) for fault in faults]


def test_one_run_finds_them_all(copy: Copy) -> None:
    """37 faults, each in an element of its own, so that none hides another. Lines move; files and messages do not."""
    together = []
    for planted in ALL[::3]:
        untouched = planted["old"] in (copy.folder / planted["file"]).read_text()
        if untouched and planted["kind"] != "rate where nobody lives":  # of an indicator that another fault is in
            copy.change(planted["file"], planted["old"], planted["new"])
            together.append(planted)
    found = [(str(fault.file.relative_to(copy.folder)), fault.message) for fault in copy.faults()]
    lost = [p["kind"] for p in together if not any(p["file"] == file and p["says"] in text for file, text in found)]
    assert (len(together), lost) == (37, [])


def test_a_shared_denominator_is_shared_directly(copy: Copy) -> None:
    for code, other in (("I6.1", "I6.2"), ("I6.2", "I3.1")):
        copy.change(GOAL_6, f"code: {code}\n", f"code: {code}  # changed\n")
        text = (copy.folder / GOAL_6).read_text()
        head, mark, tail = text.partition(f"code: {code}  # changed\n")
        tail = tail.replace("      accumulates: false\n", f"      accumulates: false\n      d_same_as: {other}.d\n", 1)
        (copy.folder / GOAL_6).write_text(head + mark + tail)
    (fault,) = copy.faults()
    assert fault.line == copy.line(GOAL_6, "d_same_as: I6.2.d")
    assert "i sin tur en annans nämnare" in fault.message


def test_kinds_are_told_apart() -> None:
    assert len({planted["kind"] for planted in ALL}) == len(ALL) >= 80


def test_the_real_definitions_have_no_fault(copy: Copy) -> None:
    assert copy.faults() == []
