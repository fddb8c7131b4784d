"""The lock file, the bill of materials and the licences are those of constraints.txt, every library with its hash."""

from __future__ import annotations

import json
import re
from configparser import ConfigParser
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LINE = re.compile(r"(?P<name>[\w.-]+)==(?P<version>\S+) --hash=sha256:(?P<hash>[0-9a-f]{64})")


def locked() -> dict[str, tuple[str, str]]:
    """Name → version and hash."""
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    found = [LINE.fullmatch(line) for line in lines if not line.startswith("#")]
    assert None not in found
    return {canonicalize_name(each["name"]): (each["version"], each["hash"]) for each in found if each}


def test_what_is_locked_is_what_is_pinned_and_asked_for() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {canonicalize_name(line.partition("==")[0]): line.partition("==")[2] for line in lines if "==" in line}
    for name, (version, _hash) in locked().items():
        assert pinned.get(name) == version, f"{name}: run docs/supply/write.py"
    config = ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    asked = [line for line in config["options"]["install_requires"].split("\n") if line.strip()]
    assert {canonicalize_name(Requirement(line).name) for line in asked} <= set(locked())


def test_the_bill_and_the_licences_name_the_same() -> None:
    bill = json.loads((ROOT / "docs/supply/sbom.cdx.json").read_text(encoding="utf-8"))
    parts = {canonicalize_name(c["name"]): (c["version"], c["hashes"][0]["content"]) for c in bill["components"]}
    assert parts == locked() and (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    table = (ROOT / "docs/supply/licences.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\S+) \| (\S+) \| (.+) \|$", table, re.MULTILINE)[1:]
    assert {canonicalize_name(name): version for name, version, _l in rows} == {n: v for n, (v, _h) in locked().items()}
    assert [name for name, _version, licence in rows if licence == "not stated" or "AGPL" in licence] == []


def test_the_container_file_copies_what_there_is_and_installs_by_hashes() -> None:
    lines = (ROOT / "docs/operations/Containerfile").read_text(encoding="utf-8").splitlines()
    copies = [line.split()[1:-1] for line in lines if line.startswith("COPY ") and "--from" not in line]
    copied = {name for names in copies for name in names}
    assert [name for name in copied if not (ROOT / name).exists()] == []
    config = ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    folders = {line.partition("=")[2].strip() for line in config["options"]["package_dir"].split("\n") if "=" in line}
    assert folders <= copied and "requirements.lock" in copied
    assert any("--require-hashes -r requirements.lock" in line for line in lines) and "USER tracker" in lines
