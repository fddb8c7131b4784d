"""The wheel holds everything, and works from another folder in an environment of its own."""

import ast
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from configparser import ConfigParser
from importlib.metadata import packages_distributions
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from setuptools import find_packages

ROOT = Path(__file__).resolve().parent.parent
CODE = ("tracker", "exports")
DATA_FOLDERS = {"tracker.migrations": "migrations", "tracker.program": "program", "tracker.templates": "templates"}


def setup_cfg() -> ConfigParser:
    config = ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    return config


def requirements(section: str, key: str) -> list[str]:
    return [line for line in setup_cfg()[section][key].split("\n") if line.strip()]


def test_every_package_is_listed() -> None:
    """A package that is not listed would be missing from the wheel without a word."""
    code = set(find_packages(str(ROOT), include=["tracker*", "exports*"]))
    folders = {
        ".".join(file.relative_to(ROOT).parent.parts)
        for top in CODE
        for file in (ROOT / top).rglob("*.py")
    }
    assert folders == code, "a folder with code lacks __init__.py"
    assert set(setup_cfg()["options"]["packages"].split()) == code | set(DATA_FOLDERS) | {"tracker.migrations.versions"}


def test_data_folders_lie_beside_the_package_only() -> None:
    """In a checkout, a folder of the same name inside the package would be found first and hide the real one."""
    for package, folder in DATA_FOLDERS.items():
        assert (ROOT / folder).is_dir()
        assert not (ROOT / package.replace(".", "/")).exists()


def test_every_library_has_an_exact_version() -> None:
    """Each name in setup.cfg is pinned in constraints.txt, so that two installations are alike."""
    wanted = requirements("options", "install_requires") + requirements("options.extras_require", "test")
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {canonicalize_name(line.partition("==")[0]) for line in lines}
    names = {canonicalize_name(Requirement(line).name) for line in wanted}
    assert names - pinned == {"setuptools"}  # only builds the wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build from a copy, so that the checkout is left alone and old build folders change nothing."""
    source = tmp_path_factory.mktemp("source") / "checkout"
    files = ("setup.cfg", "pyproject.toml", "MANIFEST.in", "README.md", "LICENSE")
    names = (*CODE, *DATA_FOLDERS.values(), *files)
    source.mkdir()
    for name in names:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, source)
    target = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(target), ".", folder=source)
    (built,) = target.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a new environment: the wheel, and this environment's libraries."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=True, symlinks=True)
    programs = folder / "bin"
    pip = ("-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-deps", "--no-index")
    run(str(programs / "python"), *pip, str(wheel), folder=folder)
    (site_packages,) = folder.glob("lib/python*/site-packages")
    # Installing them anew takes a minute and proves nothing: `make setup` does it. Paths in a .pth file come last.
    libraries = folder / "libraries"
    libraries.mkdir()
    for entry in Path(sysconfig.get_path("purelib")).iterdir():
        if "tracker" not in entry.name and entry.suffix != ".pth":
            (libraries / entry.name).symlink_to(entry)
    (site_packages / "libraries.pth").write_text(f"{libraries}\n")
    return programs


def run(*command: str, folder: Path, **environ: str) -> str:
    """Run a program without this checkout in its way, and return what it prints. A failure fails the test."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(("TRACKER_", "PYTHON"))}
    done = subprocess.run(
        command, cwd=folder, env=inherited | environ, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def test_the_wheel_holds_every_file(wheel: Path) -> None:
    expected = {
        file.relative_to(ROOT).as_posix()
        for top in CODE
        for file in (ROOT / top).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    expected |= {
        f"tracker/{file.relative_to(ROOT).as_posix()}"
        for folder in DATA_FOLDERS.values()
        for file in (ROOT / folder).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    held = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert held == expected


def test_the_installed_program_is_the_wheel(installed: Path, tmp_path: Path) -> None:
    code = "import tracker, exports, tracker.resources as r; print(tracker.__file__, exports.__file__, r.PROGRAM)"
    for place in run(str(installed / "python"), "-c", code, folder=tmp_path).split():
        assert Path(place).is_relative_to(installed.parent / "lib")


def test_what_is_imported_is_asked_for() -> None:
    """A library that only comes along with another may be gone with that one's next version."""
    trees = (ast.parse(file.read_text(encoding="utf-8")) for top in CODE for file in (ROOT / top).rglob("*.py"))
    nodes = [node for tree in trees for node in ast.walk(tree)]
    imported = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    modules = {name.partition(".")[0] for name in imported} - sys.stdlib_module_names - {"tracker", "exports"}
    known = packages_distributions()
    asked = {canonicalize_name(Requirement(line).name) for line in requirements("options", "install_requires")}
    unasked = [name for name in sorted(modules) if not {canonicalize_name(dist) for dist in known[name]} & asked]
    assert unasked == []


NEVER_IMPORTED = {
    "defusedxml": "openpyxl reads with it where it is there: no entities, no DTD",
    "font-source-sans-pro": "the letters of pictures, read as files (tracker/charts/still/letters.py)",
    "fonttools": "tracker/charts/still/letters.py loads it at its first use: it takes a fifth of a second",
    "plotly": "the browser's bundle is taken from it (tracker/web/plotly_bundle.py); figures are plain JSON",
    "psycopg": "SQLAlchemy loads it for addresses that begin with postgresql://",
    "scipy": "tracker/chance/library.py loads it at its first use: it takes a second",
    "tzdata": "zoneinfo reads it where the system has no time zones of its own",
}


def test_what_is_asked_for_is_imported() -> None:
    """A library that nothing uses any more is only something to keep up to date."""
    files = [file for top in (*CODE, "migrations") for file in (ROOT / top).rglob("*.py")]
    nodes = [node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))]
    imported = {alias.name.partition(".")[0] for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    imported |= {(node.module or "").partition(".")[0] for node in nodes if isinstance(node, ast.ImportFrom)}
    known = packages_distributions()
    used = {canonicalize_name(name) for module in imported for name in known.get(module, ())}
    asked = {canonicalize_name(Requirement(line).name) for line in requirements("options", "install_requires")}
    assert asked - used == set(NEVER_IMPORTED)


PAGE = """
import re
from tracker.config import read_settings
from tracker.web.app import create_app

client = create_app(read_settings()).test_client()
page = client.get("/", headers={"Accept": "text/html"}, follow_redirects=True)
addresses = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text))
print(page.status_code, *sorted({client.get(address).status_code for address in addresses}), len(addresses) > 3)
"""


def test_the_installed_program_works_from_another_folder(installed: Path, tmp_path: Path) -> None:
    """Definitions, migrations, templates and static files are found where the wheel put them."""
    tracker = str(installed / "tracker")
    run(tracker, "check", folder=tmp_path)
    run(tracker, "init", folder=tmp_path)
    run(tracker, "report", "2024-T2", "-o", "2024-T2.xlsx", folder=tmp_path)
    run(tracker, "report", "2024-T2", "--format", "json", "-o", "2024-T2.json", folder=tmp_path)
    assert len(json.loads((tmp_path / "2024-T2.json").read_text(encoding="utf-8"))["goals"]) == 7
    assert "xl/workbook.xml" in ZipFile(tmp_path / "2024-T2.xlsx").namelist()
    assert run(str(installed / "python"), "-c", PAGE, folder=tmp_path).split() == ["200", "200", "True"]
    assert {path.name for path in tmp_path.iterdir()} == {"instance", "2024-T2.xlsx", "2024-T2.json"}
