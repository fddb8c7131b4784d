"""Every text that a user reads goes through gettext, and the English catalogue has each of them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

from tracker.words import LANGUAGES, SWEDISH
from tracker.words.catalogue import file_of, read

ROOT = Path(__file__).resolve().parent.parent
CALLS = {"_", "gettext", "ngettext", "lazy"}
OTHERS = [code for code in LANGUAGES if code != SWEDISH]

SWEDISH_WORDS = re.compile(
    r"[åäöÅÄÖ”]|\b(?:och|inte|att|av|den|det|som|till|med|finns|ska|från|eller|utan|bara|saknas|är|ett|mål|tal|Visa|"
    r"Skriv|Lista|Ange|Titel|Kommentar|Total|Alla|Antal|Kod|Datum|Nej)\b"
)

NO_WORDS = {
    # What is typed or read, in whatever language the page was.
    "tracker/accounts/passwords.py",
    "tracker/editions/language_of_numbers.py",
    "tracker/editions/not_counts.py",
    "tracker/editions/texts.py",
    "tracker/entry/csv_text.py",
    "tracker/entry/days.py",
    "tracker/entry/number_faults.py",
    # Made up in the language of the definitions.
    "tracker/demo/followups.py",
    "tracker/demo/texts.py",
    "tracker/demo/filling.py",
    "tracker/followups/kept_definitions.py",
}
"""Files with Swedish that nobody's page, file or mail shows as a text of ours."""

CODES = {
    ("tracker/entry/rows_cells.py", "Påhittade uppgifter"),  # the mark in the CSV, a promise to others
    ("tracker/entry/sheet_layout.py", "Programuppföljning"),  # by which our own files are known
    ("tracker/entry/sheet_layout.py", "Kod"),  # in sheets made before there were two languages
    ("tracker/editions/movements.py", "rörelse"),  # in the name of what is answered
    ("tracker/web/editions/preview.py", "tal"),  # in an address
    ("tracker/accounts/account.py", "systemförvaltaren (kommandoraden)"),  # the name kept in the history
    ("tracker/accounts/account.py", "inloggningstjänsten"),  # likewise
}


def python_files() -> list[Path]:
    return sorted(file for folder in ("tracker", "exports") for file in (ROOT / folder).rglob("*.py"))


def called(node: ast.AST) -> str:
    return node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""


def docstrings(tree: ast.AST) -> Iterator[ast.AST]:
    """Texts that stand alone as a statement: docstrings of modules, classes, functions and attributes."""
    statements = (node.value for node in ast.walk(tree) if isinstance(node, ast.Expr))
    return (value for value in statements if isinstance(value, ast.Constant))


def bypassing(file: Path) -> Iterator[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    told = {id(inner) for node in ast.walk(tree) if called(node) in CALLS for inner in ast.walk(node)}
    told |= {id(node) for node in docstrings(tree)}
    name = file.relative_to(ROOT).as_posix()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in told:
            continue
        if SWEDISH_WORDS.search(node.value) and (name, node.value) not in CODES:
            yield f"{name}:{node.lineno}: {node.value}"


def test_no_text_bypasses_gettext() -> None:
    files = [file for file in python_files() if file.relative_to(ROOT).as_posix() not in NO_WORDS]
    assert [found for file in files for found in bypassing(file)] == []


def at_import(node: ast.AST) -> Iterator[ast.AST]:
    """The calls that run when the module is imported: outside functions, in decorators and in default values."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            defaults = [each for each in (*child.args.defaults, *child.args.kw_defaults) if each is not None]
            for part in (*child.decorator_list, *defaults):
                yield from ast.walk(part)
        elif not isinstance(child, ast.Lambda):
            yield child
            yield from at_import(child)


def test_no_text_is_looked_up_at_import() -> None:
    """It would be read for ever in the language of whoever happened to come first; ``lazy`` is for that."""
    early = [
        f"{file.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
        for file in python_files()
        for node in at_import(ast.parse(file.read_text(encoding="utf-8")))
        if called(node) in CALLS - {"lazy"}
    ]
    assert early == []


def test_no_text_is_put_together_before_it_is_looked_up() -> None:
    """The catalogue has whole messages: what is filled in is filled in afterwards."""
    calls = [
        (file, node)
        for file in python_files()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and called(node) in CALLS
    ]
    wrong = [
        f"{file.relative_to(ROOT)}:{call.lineno}"
        for file, call in calls
        if any(isinstance(given, ast.JoinedStr | ast.BinOp) for given in call.args[:2])
    ]
    assert wrong == []


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Every message in code and templates, as ``make words`` finds them."""
    file = tmp_path_factory.mktemp("words") / "tracker.pot"
    folders = [str(ROOT / folder) for folder in ("tracker", "exports", "templates")]
    options = ["-F", str(ROOT / "pyproject.toml"), "-k", "lazy", "--no-location"]
    CommandLineInterface().run(["pybabel", "-q", "extract", *options, "-o", str(file), *folders])
    with file.open("rb") as opened:
        return read_po(opened)


def catalogue(code: str) -> Catalog:
    with file_of(code).open("rb") as file:
        return read_po(file, locale=code)


def forms(text: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def filled_in(text: str) -> set[str]:
    """The names that are filled in, in ``{…}`` or ``%(…)s``."""
    named = set(re.findall(r"%\((\w+)\)[sd]", text))
    try:
        return named | {name for _text, name, _format, _how in Formatter().parse(text) if name is not None}
    except ValueError:
        return named  # braces that are not filled in


def messages(found: Catalog) -> dict[tuple[str, ...], Message]:
    return {forms(message.id): message for message in found if message.id}


@pytest.mark.parametrize("code", OTHERS)
def test_every_message_is_translated(code: str, template: Catalog) -> None:
    """After a change of texts: ``make words``, then write what is empty in the catalogue."""
    wanted, kept = messages(template), messages(catalogue(code))
    assert len(wanted) > 1000
    assert [" | ".join(ids) for ids in wanted.keys() - kept.keys()] == [], "missing"
    assert [" | ".join(ids) for ids in kept.keys() - wanted.keys()] == [], "no longer used"
    assert list(catalogue(code).obsolete) == []
    assert [" | ".join(ids) for ids, message in kept.items() if message.fuzzy or not all(forms(message.string))] == []


@pytest.mark.parametrize("code", OTHERS)
def test_each_is_found_by_itself_also_where_it_is_the_first_of_two_forms(code: str) -> None:
    found, kept = read(code), messages(catalogue(code))
    assert [ids[0] for ids, message in kept.items() if found.gettext(ids[0]) != forms(message.string)[0]] == []


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_fills_in_the_same(code: str) -> None:
    found = catalogue(code)
    different = []
    for ids, message in messages(found).items():
        texts = forms(message.string)
        assert len(texts) == (found.num_plurals if message.pluralizable else 1), ids
        asked = set.union(*map(filled_in, ids))
        # The form for one may leave the number out, as Swedish does.
        least = set.intersection(*map(filled_in, ids))
        different += [text for text in texts if not least <= filled_in(text) <= asked]
        ends = [(text[:1].isspace(), text[-1:].isspace()) for text in (ids[0], *texts)]
        different += [text for text, end in zip(texts, ends[1:], strict=True) if end != ends[0]]
    assert different == []


def test_the_comparison_sees_what_it_is_for() -> None:
    assert filled_in("{n} av %(d)s") == {"n", "d"}
    assert filled_in("{gap:.2%}") == {"gap"}
    tree = ast.parse("X = _('a')\ndef f(y=_('b')):\n    return _('c')\nZ = [lambda: _('d'), lazy('e')]\n")
    assert [node.lineno for node in at_import(tree) if called(node) == "_"] == [1, 2]
