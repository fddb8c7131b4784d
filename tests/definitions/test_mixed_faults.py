"""Faults of every kind, many at once and anywhere, also within one element: one run names them all."""

from __future__ import annotations

from random import Random

import pytest

from tests.definitions.conftest import VALD, Copy
from tests.definitions.test_planted import ALL, Planted

TOGETHER = 10

UNDONE = {
    "plans twice": {"asks nothing"},
    "shared d of nothing": {"key without a value"},
    "population of a company": {"code badly formed"},
    "council goal outside validity": {"validity backwards"},
    "shared d of itself": {"neither true nor false"},
}
"""By kind, what takes its fault away: the plan that would be the second asks for nothing; a code that is missing may be
the very one that is asked for; the company is called something else; the program is valid on no day;
what is planted first leaves the second to the next indicator, which is another."""


@pytest.mark.parametrize("seed", range(12))
def test_faults_anywhere_are_all_named(copy: Copy, seed: int) -> None:
    planted: list[Planted] = []
    for fault in Random(seed).sample(ALL, len(ALL)):
        kinds = {each["kind"] for each in planted}
        clash = UNDONE.get(fault["kind"], set()) & kinds or any(fault["kind"] in UNDONE.get(k, set()) for k in kinds)
        if len(planted) < TOGETHER and not clash and fault["old"] in (copy.folder / fault["file"]).read_text():
            copy.change(fault["file"], fault["old"], fault["new"])
            planted.append(fault)
    found = [(str(fault.file.relative_to(copy.folder)), fault.message) for fault in copy.faults()]
    lost = [p["kind"] for p in planted if not any(p["file"] == file and p["says"] in text for file, text in found)]
    assert len(planted) == TOGETHER
    assert lost == []


@pytest.mark.parametrize("file", ["program.yaml", "calendar.yaml"])
def test_an_unreadable_head_does_not_silence_its_own_program(copy: Copy, file: str) -> None:
    """What is wrong whatever stands in the file is told; what depends on it is not made up."""
    (copy.folder / VALD / file).write_text("code: [")
    copy.change(f"{VALD}/goals/M7.yaml", "same_as: A4.3", "same_as: A7.1")
    copy.change(f"{VALD}/goals/M5.yaml", "protects: [n]", "protects: [n, n]")
    copy.change(f"{VALD}/goals/M1.yaml", "        d: skolor i kommunal regi\n", "")
    found = {(fault.file.name, fault.message.partition(":")[0]) for fault in copy.faults()}
    assert {name for name, _subject in found} == {file, "M1.yaml", "M5.yaml", "M7.yaml"}
    assert len(found) == 4


def test_nothing_is_made_up_beside_a_refused_value(copy: Copy) -> None:
    """A kind that is none: whether the figure has a denominator, decimals or anything to protect cannot be said."""
    copy.change(f"{VALD}/goals/M1.yaml", "kind: share", "kind: andel")
    copy.change(f"{VALD}/goals/M5.yaml", "accumulates: true", "accumulates: ja")
    assert [fault.message for fault in copy.faults()] == [
        "I1.1: ”kind” är ”andel”; det ska vara count, share, ratio, rate eller yes_no.",
        "I5.1: ”accumulates” är ”ja”; det ska vara true eller false.",
    ]
