"""The shipped program that most tests fill and publish; the other one is tried by tests of its own."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

from tracker import resources
from tracker.definitions.catalogue import Definitions
from tracker.definitions.loader import load
from tracker.definitions.program import Program

VALD = "vald-2021-2025"
EQUAL = "likstallighet-vald"


@cache
def shipped() -> Definitions:
    """All that is shipped."""
    return load(resources.PROGRAM)


@cache
def vald() -> Definitions:
    """The organisation and the program against violence alone, as a city publishes it that protects counts against
    whoever knows only what is printed.

    What dots do against bodies that know their own figures has tests of its own (``test_insiders``, and the random
    cities of ``tests/leaves``). Deciding them takes three times as long, in each of the many tests that publish for
    another reason.
    """
    return shipped().model_copy(update={"programs": (_against_anybody(shipped().program(VALD)),)})


def vald_files(target: Path) -> Path:
    """The same as files in a folder, to be changed."""
    shutil.copytree(resources.PROGRAM, target, ignore=shutil.ignore_patterns(EQUAL), dirs_exist_ok=True)
    rules = target / VALD / "program.yaml"
    text = rules.read_text(encoding="utf-8")
    assert text.count("insiders: bodies") == 1
    rules.write_text(text.replace("insiders: bodies", "insiders: none"), encoding="utf-8")
    return target


def _against_anybody(program: Program) -> Program:
    settings = program.disclosure.model_copy(update={"insiders": "none"})
    return program.model_copy(update={"disclosure": settings})
