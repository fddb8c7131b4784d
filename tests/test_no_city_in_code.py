"""Nothing about a city stands in code, templates, scripts or catalogues: its words are definitions."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORDS = re.compile(
    r"stadsdel|socialnämnd|kommunstyrelse|\brvc\b|relationsvåld|stockholm|tertial|"
    r"nämnder och bolag|nämndernas och bolagens|"
    r"\bkvinn|\bflick|\bpojk|\bmän\b|\bkön\b|(?<!msgid .)\bsex\b|\bwomen\b|\bgirls?\b|\bboys?\b",
    re.IGNORECASE,
)
# Words of the languages, not of a city: numbers in words, and what numbers in a text stand before or after.
LANGUAGE = {
    "tracker/editions/language_of_numbers.py",
    "tracker/editions/not_counts.py",
    "tracker/report/listing.py",  # the Swedish number 6; in the catalogue too, as a message of its own
}
SUFFIXES = {".py", ".html", ".txt", ".js", ".css", ".po"}


def named(file: Path) -> list[str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    found = [(number, match.group()) for number, line in enumerate(lines, 1) for match in WORDS.finditer(line)]
    return [f"{file.relative_to(ROOT)}:{number}: {word}" for number, word in found]


def test_no_file_names_a_city_or_its_words() -> None:
    folders = [ROOT / folder for folder in ("tracker", "exports", "templates")]
    files = [file for folder in folders for file in sorted(folder.rglob("*")) if file.suffix in SUFFIXES]
    files = [file for file in files if file.relative_to(ROOT).as_posix() not in LANGUAGE]
    assert len(files) > 300
    assert [place for file in files for place in named(file)] == []
