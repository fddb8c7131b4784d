"""What keeps the code easy to find one's way in. The order of the layers itself is in setup.cfg ([importlinter])."""

import ast
import re
from collections.abc import Iterator
from configparser import ConfigParser
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parent.parent
LONGEST_FILE = 300
LONGEST_TEST_FILE = 400
LONGEST_FUNCTION = 40
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "tools"}
AUDITOR = "tracker.disclosure.auditor"

Function = ast.FunctionDef | ast.AsyncFunctionDef


def python_files(*folders: str) -> list[Path]:
    return sorted(file for folder in folders for file in (ROOT / folder).rglob("*.py"))


def where(file: Path, line: int) -> str:
    return f"{file.relative_to(ROOT)}:{line}"


def functions(file: Path) -> Iterator[Function]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def length(function: Function) -> int:
    """Lines of a function without its docstring: explaining more must never cost."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def test_files_stay_small() -> None:
    limits = [(file, LONGEST_FILE) for file in python_files("tracker", "exports")]
    limits += [(file, LONGEST_TEST_FILE) for file in python_files("tests", "benchmarks")]
    sizes = [(file, len(file.read_text(encoding="utf-8").splitlines()), limit) for file, limit in limits]
    assert len(sizes) > 20
    assert [f"{where(file, size)} > {limit}" for file, size, limit in sizes if size > limit] == []


def test_functions_fit_a_screen() -> None:
    too_long = [
        f"{where(file, function.lineno)} {function.name}: {length(function)}"
        for file in python_files("tracker", "exports")
        for function in functions(file)
        if length(function) > LONGEST_FUNCTION
    ]
    assert too_long == []


def test_names_say_what_is_inside() -> None:
    modules = [file.stem for file in python_files("tracker", "exports", "tests")]
    folders = [folder.name for top in ("tracker", "exports", "tests") for folder in (ROOT / top).rglob("*")]
    assert VAGUE_NAMES.isdisjoint({*modules, *folders})


def test_every_module_says_what_it_is_for() -> None:
    modules = [
        (file, ast.parse(file.read_text(encoding="utf-8")))
        for file in python_files("tracker", "exports", "tests", "migrations")
    ]
    assert [where(file, 1) for file, module in modules if module.body and not ast.get_docstring(module)] == []


def test_imports_stand_at_the_top() -> None:
    """An import inside a function hides a cycle. Only the command line may wait, so that it starts quickly."""
    hidden = [
        where(file, node.lineno)
        for file in python_files("tracker", "exports")
        if not file.is_relative_to(ROOT / "tracker" / "cli") and file.name != "cli.py"
        for function in functions(file)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def test_a_silenced_check_names_the_rule_and_the_reason() -> None:
    silenced = re.compile(r"#\s*(?:type:\s*ignore|noqa|pragma:\s*no cover|nosec)")
    explained = re.compile(
        r"#\s*(?:type:\s*ignore\[[\w, -]+\]|noqa:\s*[A-Z0-9, ]+|pragma: no cover)\s+(?:#|-|–)\s*\S+ \S+"
    )
    unexplained = [
        where(file, number)
        for file in python_files("tracker", "exports", "migrations", "tests", "benchmarks")
        if file != Path(__file__)
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if silenced.search(line) and not explained.search(line)
    ]
    assert unexplained == []


def test_no_test_is_switched_off() -> None:
    switched_off = re.compile(r"pytest\.(?:mark\.)?(?:skip|skipif|xfail|importorskip)\b|unittest\.skip")
    found = [
        where(file, number)
        for file in python_files("tests")
        if file != Path(__file__)
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if switched_off.search(line)
    ]
    assert found == []


def test_the_auditor_shares_no_code_with_what_it_audits() -> None:
    """It is evidence only if it can be wrong in other ways than the suppression (docs/decisions)."""
    graph = grimp.build_graph("tracker", cache_dir=None)
    auditor = {AUDITOR, *graph.find_descendants(AUDITOR)}
    facts = (
        "tracker.disclosure.facts",
        "tracker.definitions.",
        "tracker.measures.table",
        "tracker.periods",
        "tracker.rows",
    )
    # It turns a table of the auditor's format into one for the rule reader, for `tracker audit --rules`.
    between = {"tracker.disclosure.table_rules"}
    others = {"tracker.disclosure", *graph.find_descendants("tracker.disclosure")} - auditor - between
    assert len(auditor) > 3 and len(others) > 3
    used = {target for module in auditor for target in graph.find_modules_directly_imported_by(module)}
    asked = {target for module in others for target in graph.find_modules_directly_imported_by(module)}
    # Words are no mathematics: what is said of a fault is said in the reader's language.
    assert {
        target for target in used - auditor if target.startswith("tracker") and not target.startswith(facts)
    } == {"tracker.words"}
    assert asked & auditor == set()


@pytest.mark.parametrize("contract", ["exports", "exports-last"])
def test_the_contracts_name_every_layer(contract: str) -> None:
    """import-linter's layers are exhaustive by themselves; the contracts about `exports` are lists."""
    config = ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")

    def names(section: str, key: str) -> set[str]:
        return set(config[f"importlinter:contract:{section}"][key].split())

    parts = [path for path in (ROOT / "tracker").iterdir() if path.name[0] not in "_."]
    layers = {f"tracker.{path.stem}" for path in parts if path.suffix == ".py" or (path / "__init__.py").exists()}
    if contract == "exports-last":
        assert names(contract, "source_modules") == layers - {"tracker.cli", "tracker.web", "tracker.jobs"}
    else:
        named = names("exports", "forbidden_modules") | names("exports-direct", "forbidden_modules")
        open_to_them = ("report", "entry", "measures", "words", "letterhead", "cli")
        assert named == layers - {f"tracker.{name}" for name in open_to_them}
