"""An edition as a file: all that its checksum covers, its ledger with the truth of dotted figures, and the answers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tracker.editions.fingerprint import fingerprint
from tracker.editions.report_lines import report_lines
from tracker.periods import Period
from tracker.report.reading import from_json
from tracker.rows import Key, Line
from tracker.store.edition_answers import Answer
from tracker.store.editions import Edition
from tracker.store.past import Moment
from tracker.words import gettext as _

FORMAT = "tracker-edition-1"
_FAULTY = (KeyError, TypeError, ValueError, AttributeError)
"""What a document that is not one of ours leads to; a report that is none is a ValueError too."""


class EditionFileFault(Exception):
    """A file that cannot be an edition of this system; the message is a sentence for the user."""


@dataclass(frozen=True)
class CarriedEdition:
    """``edition``: with ``sequence`` 0."""

    edition: Edition
    lines: tuple[Line, ...]
    answers: tuple[Answer, ...]


def write_edition(edition: Edition, lines: Iterable[Line], answers: Iterable[Answer]) -> str:
    content = {
        "schema": FORMAT,
        "edition": {
            **vars(edition),
            "sequence": 0,
            "period": [edition.period.year, edition.period.part],
            "moment": [edition.moment.last_event, edition.moment.last_change],
            "published_at": edition.published_at.isoformat(),
        },
        "ledger": [_plain_line(line) for line in lines],
        "answers": [vars(answer) | {"at": answer.at.isoformat()} for answer in answers],
    }
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read_edition(content: Mapping[str, Any], name: str) -> CarriedEdition:
    """The edition of a document of ours, checked against its own checksum and its own printed figures.

    ``name``: what the file is called, for the user. Raises EditionFileFault.
    """
    try:
        edition = _edition(content["edition"])
        lines = tuple(_line(edition, row) for row in content["ledger"])
        answers = tuple(_answer(row) for row in content["answers"])
        sealed = fingerprint(edition)
        printed = report_lines(from_json(edition.report), edition.period)
    except _FAULTY as fault:
        raise EditionFileFault(_("{file} är skadad: utgåvan kan inte läsas.").format(file=name)) from fault
    if sealed != edition.sha256:
        text = _("{file} har ändrats sedan den skrevs: kontrollsumman stämmer inte.")
        raise EditionFileFault(text.format(file=name))
    if {line.key: (line.level, line.value if line.printed else None) for line in lines} != printed:
        text = _("{file} har ändrats sedan den skrevs: liggaren trycker andra tal än rapporten.")
        raise EditionFileFault(text.format(file=name))
    return CarriedEdition(edition, lines, answers)


def _edition(row: Mapping[str, Any]) -> Edition:
    year, part = row["period"]
    found = dict(row) | {
        "period": Period(int(year), str(part)),
        "moment": Moment(*map(int, row["moment"])),
        "published_at": datetime.fromisoformat(row["published_at"]),
        "incidents": tuple(map(str, row["incidents"])),
    }
    return Edition(**found)


def _plain_line(line: Line) -> dict[str, Any]:
    key = line.key
    return {
        "indicator": key.indicator,
        "category": list(key.category),
        "measured": key.measured,
        "bodies": sorted(key.bodies),
        "level": line.level,
        "value": line.value,
        "printed": bool(line.printed),
    }


def _line(edition: Edition, row: Mapping[str, Any]) -> Line:
    dimension, category = row["category"]
    bodies = frozenset(map(str, row["bodies"]))
    key = Key(str(row["indicator"]), edition.period, (dimension, category), row["measured"], bodies)
    value = row["value"]
    if not isinstance(value, int) or value < 0 or not isinstance(row["printed"], bool):
        raise ValueError(value)
    return Line(edition.code, key, value, row["level"], row["printed"])


def _answer(row: Mapping[str, Any]) -> Answer:
    return Answer(**dict(row) | {"at": datetime.fromisoformat(row["at"])})
