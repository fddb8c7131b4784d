"""Files that cannot be read: one clear line each, and the rest is still judged."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.definitions.conftest import EQUAL, VALD, Copy
from tracker.definitions import located
from tracker.definitions.catalogue import Definitions, UnknownProgram
from tracker.definitions.faults import DefinitionFaults, Fault
from tracker.definitions.loader import check, load
from tracker.definitions.source import Source

M1 = f"{VALD}/goals/M1.yaml"
Spoil = Callable[[Path], object]


def write(content: bytes) -> Spoil:
    return lambda file: file.write_bytes(content)


def as_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


SPOILED: list[tuple[str, Spoil, int, str]] = [
    ("broken", write(b"code: M1\nwording: a: b\n"), 2, "inte giltig YAML"),
    ("tab", write(b"code: M1\nconditions:\n\t- code: V1.1\n"), 3, "inte med tabb"),
    ("unclosed", write(b'code: M1\nwording: "a\n'), 3, "inte giltig YAML"),
    ("latin1", lambda f: f.write_bytes("# rad ett\ncode: M1\nwording: Mål".encode("latin-1")), 3, "inte UTF-8"),
    ("utf16", lambda f: f.write_bytes("code: M1".encode("utf-16")), 1, "inte UTF-8"),
    ("bom", lambda f: f.write_bytes(b"\xef\xbb\xbf" + f.read_bytes()), 1, "BOM"),
    ("empty", write(b""), 1, "Filen är tom"),
    ("only comments", write(b"# nothing\n"), 1, "Filen är tom"),
    ("list", write(b"- code: M1\n"), 1, "nycklar och värden"),
    ("word", write(b"M1\n"), 1, "nycklar och värden"),
    ("two documents", write(b"code: M1\n---\ncode: M2\n"), 2, "inte giltig YAML"),
    ("control characters", write(b"code: M1\x00\n"), 1, "tecken"),
    ("duplicate key", write(b"code: M1\nwording: a\ncode: M2\n"), 3, "”code” står två gånger"),
    ("key that is a list", write(b"code: M1\n? [a, b]\n: 1\n"), 2, "nyckel ska vara ett ord"),
    ("unknown alias", write(b"code: M1\nwording: *x\n"), 2, "hänvisning"),
    ("circular alias", write(b"code: M1\nconditions: &x\n  - *x\n"), 2, "pekar på något den själv ligger i"),
    ("half a character", write(b'code: M1\nwording: "\\ud800"\n'), 2, "tecken som inte finns"),
    ("deep", write(b"code: " + b"[" * 3000 + b"]" * 3000), 1, "för djupt"),
    ("folder", as_folder, 1, "går inte att öppna"),
]


@pytest.mark.parametrize(("spoil", "line", "says"), [s[1:] for s in SPOILED], ids=[s[0] for s in SPOILED])
def test_unreadable_file_is_one_line(copy: Copy, spoil: Spoil, line: int, says: str) -> None:
    spoil(copy.folder / M1)
    (fault,) = copy.faults()
    assert (fault.file, fault.line) == (copy.folder / M1, line)
    assert says in fault.message


def test_every_unreadable_file_is_named_and_the_rest_judged(copy: Copy) -> None:
    (copy.folder / M1).write_text("code: [")
    (copy.folder / "organisation/groups.yaml").write_text("\t")
    copy.change(f"{VALD}/goals/M2.yaml", "kind: count", "kind: tal")
    assert sorted(fault.file.name for fault in copy.faults()) == ["M1.yaml", "M2.yaml", "groups.yaml"]


@pytest.mark.parametrize(
    "name",
    [
        "organisation/units.yaml",
        "organisation/city.yaml",
        "organisation/groups.yaml",
        "organisation/regions.yaml",
        f"{VALD}/goals/M4.yaml",
        f"{EQUAL}/program.yaml",
        f"{EQUAL}/goals/S1.yaml",
    ],
)
def test_rules_across_the_other_files_run_where_one_cannot_be_read(copy: Copy, name: str) -> None:
    """Two faults are planted that only rules across files find: each has its line beside the broken file's own,
    and nothing is said of what the broken file would have defined."""
    copy.change("organisation/units.yaml", "merged_into: jarva", "merged_into: rinkeby-kista")
    (copy.folder / name).write_text("code: [")
    planted = {"organisation/units.yaml": "slut i sig själv"} if name != "organisation/units.yaml" else {}
    if not name.startswith(VALD):
        copy.change(f"{VALD}/goals/M7.yaml", "same_as: A4.3", "same_as: A7.1")
        planted[f"{VALD}/goals/M7.yaml"] = "samma som sig själv"
    faults = copy.faults()
    found = {str(fault.file.relative_to(copy.folder)): fault.message for fault in faults}
    assert len(faults) == len(found) and set(found) == {name, *planted}
    assert "inte giltig YAML" in found[name] and all(says in found[file] for file, says in planted.items())


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("organisation/city.yaml", "timezone: Europe/Stockholm", "timezone: Europa/Stockholm", "ingen tidszon"),
        ("organisation/city.yaml", "compiles: socialnamnden\n", "", "”compiles” saknas"),
        ("organisation/city.yaml", "region: {one: relationsvåldscentrum,", "region: {", "”one” saknas"),
        (f"{VALD}/program.yaml", "short_title: Program mot våld 2021–2025\n", "", "”short_title” saknas"),
    ],
)
def test_rules_run_where_a_key_of_the_whole_is_refused(copy: Copy, name: str, old: str, new: str, says: str) -> None:
    copy.change(name, old, new)
    copy.change(f"{VALD}/goals/M7.yaml", "same_as: A4.3", "same_as: A7.1")
    first, second = copy.faults()
    assert says in first.message + second.message and "samma som sig själv" in first.message + second.message


@pytest.mark.parametrize("name", ["organisation/units.yaml", f"{VALD}/program.yaml", f"{VALD}/calendar.yaml"])
def test_missing_file(copy: Copy, name: str) -> None:
    (copy.folder / name).unlink()
    assert [str(fault) for fault in copy.faults()] == [f"{copy.folder / name}:1: Filen saknas."]


def test_missing_folder(tmp_path: Path) -> None:
    assert [str(fault) for fault in check(tmp_path / "x")] == [f"{tmp_path / 'x'}:1: Mappen finns inte."]


def test_file_where_a_folder_is_expected(tmp_path: Path, copy: Copy) -> None:
    file = tmp_path / "file"
    file.write_text("code: M1")
    assert [fault.message for fault in check(file)] == ["Här väntas en mapp, men det är en fil."]
    for goal in (copy.folder / VALD / "goals").iterdir():
        goal.unlink()
    (copy.folder / VALD / "goals").rmdir()
    (copy.folder / VALD / "goals").write_text("")
    assert copy.faults() == [Fault(copy.folder / VALD / "goals", 1, "Här väntas en mapp, men det är en fil.")]


def test_empty_folder(tmp_path: Path) -> None:
    (fault,) = check(tmp_path)
    assert "saknar definitioner" in fault.message


def test_folder_without_a_program_or_without_goals(copy: Copy, tmp_path: Path) -> None:
    for goal in (copy.folder / VALD / "goals").iterdir():
        goal.unlink()
    assert ["saknar mål" in fault.message for fault in copy.faults()] == [True]
    (copy.folder / VALD).rename(tmp_path / "elsewhere")
    assert copy.faults() == []
    (copy.folder / EQUAL).rename(tmp_path / "elsewhere too")
    assert ["inget program" in fault.message for fault in copy.faults()] == [True]


def test_files_that_would_be_passed_over_are_named(copy: Copy) -> None:
    (copy.folder / VALD / "goals/M8.yml").write_text("code: M8")
    (copy.folder / "organisation/unit.yaml").write_text("units: []")
    (copy.folder / "organisation/regions.yaml").write_text("regions: []\nregion: []")
    messages = [fault.message for fault in copy.faults()]
    assert any("sluta på .yaml" in message for message in messages)
    assert any("hör inte hemma här. Filer som läses" in message for message in messages)
    assert any("”region” hör inte hemma här" in message for message in messages)


def test_load_raises_every_fault_at_once(copy: Copy) -> None:
    copy.change(M1, "kind: share", "kind: andel")
    copy.change(f"{VALD}/goals/M7.yaml", "same_as: A4.3", "same_as: A9.9")
    with pytest.raises(DefinitionFaults) as refused:
        load(copy.folder)
    assert len(refused.value.faults) == 2
    assert str(refused.value).count("\n") == 1


def test_a_refused_item_does_not_hide_what_refers_to_it(copy: Copy) -> None:
    """A4.3 is refused; A7.1, the same as A4.3, is not reported as referring to nothing."""
    copy.change(f"{VALD}/goals/M4.yaml", "  - code: A4.3\n", "  - code: A4.3\n    origin: nowhere\n")
    (fault,) = copy.faults()
    assert fault.message.startswith("A4.3: ”origin”")


def test_another_program_is_a_folder(copy: Copy) -> None:
    other = copy.folder / "barn-2024-2026"
    (other / "goals").mkdir(parents=True)
    (other / "calendar.yaml").write_text(
        "parts:\n  - {code: Q1, name: Kvartal 1, starts: 01-01, ends: 03-31, due: 04-15, asks: [figures]}\n"
    )
    (other / "program.yaml").write_text(
        "code: barn-2024-2026\ntitle: Barn\nshort_title: Barn\nvision: Alla barn\nfrom: 2024-01-01\nto: 2026-12-31\n"
        "judgements:\n  - {code: met, word: a, forecast: a, counts_as: met}\n"
        "  - {code: partly, word: b, forecast: b, counts_as: partly}\n"
        "  - {code: not_met, word: c, forecast: c, counts_as: not_met}\n"
        "statuses:\n" + "".join(
            f"  - {{code: {code}, word: x, begun: true, closed: false}}\n"
            for code in ("not_started", "ongoing", "done", "cancelled")
        )
    )  # fmt: skip
    goal = "code: M{n}\nwording: Mål {n}\nactivities:\n  - {{code: A{n}.1, wording: Gör, responsible: [bromma]}}\n"
    for number in (2, 10, 1):
        (other / f"goals/M{number}.yaml").write_text(goal.format(n=number))
    definitions = copy.load()
    assert [program.code for program in definitions.programs] == ["barn-2024-2026", EQUAL, VALD]
    assert [g.code for g in definitions.program("barn-2024-2026").goals] == ["M1", "M2", "M10"]
    (copy.folder / "x").mkdir()
    (copy.folder / "x/calendar.yaml").write_text("parts: []")
    assert any(fault.file.name == "program.yaml" and fault.message == "Filen saknas." for fault in copy.faults())


def test_an_organisation_that_is_not_there(copy: Copy) -> None:
    shutil.rmtree(copy.folder / "organisation")
    assert copy.faults() == [Fault(copy.folder / "organisation", 1, "Mappen finns inte.")]


def test_a_file_of_the_organisation_that_holds_something_else(copy: Copy) -> None:
    (copy.folder / "organisation/units.yaml").write_text("bodies:\n  - code: bromma\n")
    assert [(fault.line, fault.message) for fault in copy.faults()] == [
        (1, "Nyckeln ”bodies” hör inte hemma här; filen ska ha nyckeln ”units”."),
        (1, "Nyckeln ”units” saknas."),
    ]


def test_a_list_that_is_a_word_is_refused_once(copy: Copy) -> None:
    (copy.folder / "organisation/population.yaml").write_text("population: many\n")
    assert [(f.line, f.message) for f in copy.faults()] == [(1, "”population” är ”many”; det ska vara en lista.")]


def test_a_calendar_without_parts(copy: Copy) -> None:
    calendar = copy.folder / VALD / "calendar.yaml"
    calendar.write_text("parts: []\n")
    assert [f.message for f in copy.faults() if f.file == calendar] == ["Kalendern har inga perioder."]


def test_an_unknown_program_is_named(definitions: Definitions) -> None:
    assert definitions.program(VALD).code == VALD
    sentence = r"Programmet ”x” finns inte\. Inlästa program: likstallighet-vald, vald-2021-2025"
    with pytest.raises(UnknownProgram, match=sentence):
        definitions.program("x")


def test_long_texts_that_are_repeated_are_told_before_they_are_written_out(tmp_path: Path) -> None:
    """One limit for the whole folder; each text is the same in memory until JSON is made of it."""
    goals = tmp_path / "program" / "goals"
    goals.mkdir(parents=True)
    for goal in ("M1", "M2", "M3"):
        (goals / f"{goal}.yaml").write_text(f'wording: &a "{"x" * 60_000}"\nmore: [{"*a, " * 200}]\n')
    source = Source(tmp_path)
    source.tree()
    (fault,) = [fault for fault in source.faults if "orimligt stor" in fault.message]
    assert (fault.file, fault.line) == (goals / "M2.yaml", 1) and goals / "M3.yaml" in source.unreadable


def test_a_file_of_too_many_values_is_not_read_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(located, "_MOST_VALUES", 50)
    (tmp_path / "a.yaml").write_text("a:\n" + "- a\n" * 200 + "- [")
    with pytest.raises(located.FaultyFile, match="orimligt många värden") as faulty:
        located.read(tmp_path / "a.yaml")
    assert faulty.value.faults[0].line == 99
