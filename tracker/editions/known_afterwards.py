"""What is known of small counts today that was not reckoned with when their editions were published.

The auditor learns: a relation that it takes into account today may tell figures that were published in good faith.
Nothing of what is out can be undone. Each such figure is listed until a person has accepted it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.disclosure.auditor.finding import CellFinding
from tracker.disclosure.model.connected import Group, groups
from tracker.disclosure.model.joint import joint_system
from tracker.disclosure.model.rules import Rules
from tracker.editions.origins import Origin, origins
from tracker.editions.protection import audit_group
from tracker.rows import Line


@dataclass(frozen=True)
class KnownAfterwards:
    """A sensitive figure, and the edition since which it is known.

    ``requirement``: the figure's name, and who can work it out if that is an insider; what is accepted is kept under
    it. ``origin``: what the figure is. ``possible``: the values below the threshold that it can still be; ``above``:
    whether it can be the threshold or more; ``exact``: only its true value remains. ``year`` and ``family``: the group
    of connected figures.
    """

    edition: str
    requirement: str
    origin: Origin
    possible: tuple[int, ...]
    above: bool
    exact: bool
    family: str
    year: int


def known_afterwards(
    ledger: Sequence[Line], rules: Mapping[str, Rules], accepted: Collection[str]
) -> Iterator[KnownAfterwards]:
    """Every figure that the editions together tell, and that nobody has accepted as lost, in the order of the ledger.

    ``ledger``: the decided lines of all editions in the order of publication. ``rules``: by edition; each year is
    judged by those of its last edition, for what the program decides later is no fault of what was published before.
    Raises AuditFormatError and LookupError if the lines contradict each other or the definitions.
    """
    last = {line.key.period.year: line.edition for line in ledger if line.edition in rules}
    for year, edition in last.items():
        of_year = [line for line in ledger if line.key.period.year == year]
        for group, lines in groups(of_year, rules[edition]).items():
            yield from _of_group(group, lines, rules[edition], accepted)


def _of_group(
    group: Group, lines: Sequence[Line], rules: Rules, accepted: Collection[str]
) -> Iterator[KnownAfterwards]:
    told = _told(lines, rules, accepted)
    if not told:
        return
    since = _since(lines, rules, accepted, set(told))
    of = origins(joint_system(lines, rules), lines)
    for name, cell in told.items():
        exact = cell.verdict in ("exact", "printed")
        yield KnownAfterwards(since[name], name, of[cell.id], cell.reachable, cell.above, exact, *group)


def _told(lines: Sequence[Line], rules: Rules, accepted: Collection[str]) -> Mapping[str, CellFinding]:
    found = audit_group(lines, rules, accepted)
    return {cell.requirement: cell for cell in found.cells if cell.verdict != "ok"}


def _since(lines: Sequence[Line], rules: Rules, accepted: Collection[str], names: set[str]) -> Mapping[str, str]:
    """The edition with which each figure became known, with those before it."""
    since: dict[str, str] = {}
    editions = list(dict.fromkeys(line.edition for line in lines))
    for number, edition in enumerate(editions, start=1):
        if number == len(editions):
            told = names
        else:
            told = set(_told([line for line in lines if line.edition in editions[:number]], rules, accepted))
        since.update((name, edition) for name in told & (names - since.keys()))
    return since
