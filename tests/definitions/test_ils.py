"""What ``ils.yaml`` gives no name is listed, and is no fault."""

from __future__ import annotations

from tests.definitions.conftest import EQUAL, VALD, Copy
from tracker.definitions.ils_lacking import lacking


def lacks(copy: Copy, program: str = VALD) -> tuple[str, ...]:
    definitions = copy.load()
    return lacking(definitions.organisation, definitions.program(program))


def test_the_shipped_files_name_everything_but_the_services(copy: Copy) -> None:
    """The 27 services of one indicator have no measures of their own in our proposal."""
    assert (lacks(copy), lacks(copy, EQUAL)) == ((), ("S6.1 service",))


def test_bodies_totals_categories_and_breakdowns_without_a_name(copy: Copy) -> None:
    file = f"{VALD}/ils.yaml"
    for text in (
        "  bromma: Bromma stadsdelsnämnd\n",
        "    name: Våld – Samhällsorientering\n",
        "        unknown: Våld – Samhällsorientering, okänt/annat\n",
        "  I7.1:\n    name: Våld – Standardiserad bedömning\n",
    ):
        copy.change(file, text, "")
    assert lacks(copy) == ("bromma", "I1.1", "I1.1 sex.unknown", "I7.1")
    assert copy.faults() == []


def test_a_program_without_the_file_lacks_nothing(copy: Copy) -> None:
    (copy.folder / VALD / "ils.yaml").unlink()
    assert copy.faults() == [] and lacks(copy) == () and copy.load().program(VALD).ils is None
