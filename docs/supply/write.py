"""What an installation consists of, written from pip's own report: ``python docs/supply/write.py``.

``requirements.lock`` (versions with the SHA-256 of the file that pip chooses here), ``sbom.cdx.json`` (CycloneDX 1.6)
and ``licences.md``. Run it in an environment in which all is installed, after ``constraints.txt`` was changed;
tests/test_supply.py says if it was forgotten.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from importlib.metadata import metadata
from pathlib import Path
from typing import Any

ROOT, HERE = Path(__file__).resolve().parents[2], Path(__file__).resolve().parent
IN_THEIR_FILES = {"resvg_py": "MIT"}
"""Licences that stand in a package's file LICENSE only, looked up by hand."""
SHORT = 60
"""Signs of a licence's name; some packages write the whole text there."""


def report() -> list[dict[str, Any]]:
    """What pip would install, by name, without ourselves. Nothing is installed."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.json"
        command = ["-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed", "--report", str(file)]
        subprocess.run([sys.executable, *command, "-c", "constraints.txt", "."], cwd=ROOT, check=True)
        found: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))["install"]
    others = [each for each in found if not each["is_direct"]]
    return sorted(others, key=lambda each: each["metadata"]["name"].lower())


def sha256(package: dict[str, Any]) -> str:
    return str(package["download_info"]["archive_info"]["hashes"]["sha256"])


def licence(name: str) -> str:
    """By the package's own word: its expression, its classifiers, or the first line of what it calls its licence."""
    about = metadata(name)
    if "License-Expression" in about:
        return str(about["License-Expression"])
    kinds = [line.rpartition(" :: ")[2] for line in about.get_all("Classifier", []) if line.startswith("License ::")]
    kinds = [kind for kind in kinds if kind != "OSI Approved"]
    first = about.get("License", "").strip().partition("\n")[0]
    return ", ".join(kinds) or first[:SHORT] or IN_THEIR_FILES.get(name, "not stated")


def lock(packages: list[dict[str, Any]]) -> str:
    head = (
        "# Written by docs/supply/write.py. First pip install --require-hashes -r requirements.lock,\n"
        "# then pip install --no-deps and the wheel.\n"
        f"# For CPython {sys.version_info.major}.{sys.version_info.minor} on {sys.platform}.\n"
    )
    lines = (f"{p['metadata']['name']}=={p['metadata']['version']} --hash=sha256:{sha256(p)}\n" for p in packages)
    return head + "".join(lines)


def sbom(packages: list[dict[str, Any]]) -> str:
    """A CycloneDX bill of materials, without a moment or a number of its own: the same parts give the same file."""
    components = [
        {
            "type": "library",
            "name": p["metadata"]["name"],
            "version": p["metadata"]["version"],
            "purl": f"pkg:pypi/{p['metadata']['name'].lower().replace('_', '-')}@{p['metadata']['version']}",
            "hashes": [{"alg": "SHA-256", "content": sha256(p)}],
            "licenses": [{"license": {"name": licence(p["metadata"]["name"])}}],
        }
        for p in packages
    ]
    ours = {"component": {"type": "application", "name": "tracker"}}
    about = {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "metadata": ours, "components": components}
    return json.dumps(about, indent=1, ensure_ascii=False) + "\n"


def licences(packages: list[dict[str, Any]]) -> str:
    head = "# Licences of what is installed\n\nWritten by `docs/supply/write.py`, by each package's own word.\n\n"
    names = ((p["metadata"]["name"], p["metadata"]["version"]) for p in packages)
    rows = (f"| {name} | {version} | {licence(name)} |\n" for name, version in names)
    return f"{head}| package | version | licence |\n|---|---|---|\n{''.join(rows)}"


def main() -> None:
    packages = report()
    for file, text in ((ROOT / "requirements.lock", lock(packages)), (HERE / "sbom.cdx.json", sbom(packages)),
                       (HERE / "licences.md", licences(packages))):  # fmt: skip
        file.write_text(text, encoding="utf-8")
    print(f"{len(packages)} packages")


if __name__ == "__main__":
    main()
