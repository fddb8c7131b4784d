"""The list of commands: complete, true to what each says of itself, and quick to show."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

import exports
import tracker
from tests.cli.conftest import Run
from tracker.cli.commands import COMMANDS
from tracker.cli.faults import BROKEN, EXPLAINED
from tracker.cli.files import InputFile, OutputFile
from tracker.cli.program import tracker as program

HEAVY = {"alembic", "docx", "flask", "gunicorn", "highspy", "numpy", "openpyxl", "plotly", "sqlalchemy"}
ENGLISH = re.compile(r"(?i)\b(usage|options?|commands?|args|this|message|exit|required|default)\b")
# Caught by what calls them, in every case.
CAUGHT = {
    "tracker.accounts.passkeys.PasskeyFault",
    "tracker.accounts.webauthn.WrongAnswer",
    "tracker.accounts.invitations.LinkOver",
    "tracker.accounts.orders.NoLongerAllowed",
    "tracker.accounts.provider.faults.NotAdmitted",
    "tracker.accounts.provider.faults.ProviderDown",
    "tracker.accounts.sign_in.TooManyAttempts",
    "tracker.definitions.letterhead._Unusable",
    "tracker.definitions.located.FaultyFile",
    "tracker.definitions.located._TooMany",
    "tracker.definitions.packed.BadPackage",
    "tracker.disclosure.auditor.reading._Repeated",
    "tracker.disclosure.rule_reader.possible_tables.WorkDone",
    "tracker.disclosure.rule_reader.possible_tables._Unlimited",
    "tracker.editions.edition_file.EditionFileFault",
    "tracker.editions.withholding.UnknownPart",
    "tracker.entry.csv_text.Unreadable",
    "tracker.entry.days.DayFault",
    "tracker.entry.number_faults.NumberFault",
    "tracker.entry.rows_check._Misplaced",
    "tracker.entry.sheet_cells.CellFault",
    "tracker.entry.sheet_foreign.ForeignLocked",
    "tracker.entry.sheet_foreign.ForeignUnreadable",
    "tracker.entry.sheet_xml.TooManyCells",
    "tracker.entry.typed_values._Unreadable",
    "tracker.followups.evidence.BadLink",
    "tracker.followups.evidence_files.BadFile",
    "tracker.followups.scanning.FileNotPassed",
    "tracker.followups.threads.asking.NoSuchThread",
    "tracker.followups.work.NoSuchFollowup",
    "tracker.rows.UnknownField",
    "tracker.store.job.TakenOver",
    "tracker.store.job.Unfinished",
    "tracker.store.unsent.TooMuchUnsent",
}


def commands(group: click.Group, *above: str) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield " ".join((*above, name)), command
        if isinstance(command, click.Group):
            yield from commands(command, *above, name)


def modules(*words: str) -> set[str]:
    """What a fresh process has imported when it has run ``tracker`` with these words."""
    code = f"""
import sys
from tracker.cli import main
try:
    main({list(words)!r})
except SystemExit:
    pass
print(*{{name.partition(".")[0] for name in sys.modules}}, file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stderr.splitlines()[-1].split())


def test_every_command_is_where_the_list_says() -> None:
    found = dict(commands(program))
    assert set(COMMANDS) <= set(found)
    assert [name for name, command in found.items() if not command.help] == []
    for name, place in COMMANDS.items():
        assert found[name].name == name and place.line.endswith(".")


def test_every_parameter_is_of_a_kind_whose_faults_are_told_in_swedish() -> None:
    ours = (InputFile, OutputFile)
    kinds = (*ours, click.Choice, click.DateTime, click.IntRange, click.Path, type(click.STRING), type(click.BOOL))
    for name, command in commands(program):
        for parameter in command.params:
            assert isinstance(parameter.type, kinds), (name, parameter.name)
            if isinstance(parameter.type, click.Path):
                # A plain path is never refused by click itself.
                assert parameter.name == "folder" and not parameter.type.exists and parameter.type.dir_okay


def test_help_lists_the_commands_without_importing_them(run: Run) -> None:
    ended = run("--help")
    assert ended.code == 0
    assert [line.split()[0] for line in ended.out if line.startswith("  ") and line.endswith(".")][1:] != []
    for name in COMMANDS:
        assert any(line.split()[:1] == [name] for line in ended.out)
    assert modules("--help") & HEAVY == set()


def test_help_is_swedish_and_explains_every_flag(run: Run) -> None:
    """Click's own words are English; a new version may have others."""
    every = list(commands(program))
    names = {name.rpartition(" ")[2] for name, _command in every}
    for name, command in [("", program), *every]:
        told = run(*name.split(), "--help").out
        assert told[0].startswith("Användning: tracker")
        others = [line for line in told if line.split() and line.split()[0] not in names]
        assert [line for line in others if ENGLISH.search(line)] == []
        options = [each for each in command.params if isinstance(each, click.Option) and not each.hidden]
        assert [each.name for each in options if not (each.help or each.required or each.show_default)] == [], name


@pytest.mark.parametrize(
    ("words", "spared"),
    [
        (["check", "nowhere"], HEAVY),
        (["import", "--help"], HEAVY - {"alembic", "sqlalchemy", "openpyxl"}),
        (["user", "list", "--help"], HEAVY - {"alembic", "sqlalchemy"}),
        (["report", "--help"], {"flask", "gunicorn", "plotly"}),
    ],
)
def test_a_command_imports_only_what_it_needs(words: list[str], spared: set[str]) -> None:
    assert modules(*words) & spared == set()


def test_the_faults_told_to_users_exist_and_none_is_forgotten() -> None:
    """Every exception of ours is told in its own words, or its absence from the list is a decision."""
    ours = {
        f"{kind.__module__}.{kind.__qualname__}": kind
        for package in (tracker, exports)
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
        if not module.name.startswith("tracker.web")
        for _, kind in inspect.getmembers(importlib.import_module(module.name), inspect.isclass)
        if issubclass(kind, Exception) and kind.__module__ == module.name
    }
    assert set(ours) >= EXPLAINED | BROKEN
    told = {name for name, kind in ours.items() for above in kind.__mro__ if _name(above) in EXPLAINED | BROKEN}
    assert set(ours) - told == CAUGHT


def _name(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"
