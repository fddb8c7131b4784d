"""The words of judgements and statuses: one for each code, and some where they are asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import get_args

from tracker.definitions.catalogue import Definitions
from tracker.definitions.checks import walk
from tracker.definitions.faults import Finding, Loc
from tracker.definitions.program import Program
from tracker.definitions.settings import CountsAs, JudgementWord, StatusWord
from tracker.words import gettext as _

RESERVED = frozenset({"units", "not_reported", "delayed", "-", "."})
"""What files and the report say beside the program's own codes."""
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_BEST_FIRST: tuple[str, ...] = get_args(CountsAs)


def rules(definitions: Definitions, spared: frozenset[str]) -> Iterator[Finding]:
    for at, program in walk.programs(definitions):
        yield from _codes((*at, "judgements"), program.judgements)
        yield from _codes((*at, "statuses"), program.statuses)
        yield from _order((*at, "judgements"), program.judgements)
        yield from _asked(at, program)


def _codes(at: Loc, words: Sequence[JudgementWord | StatusWord]) -> Iterator[Finding]:
    codes = [word.code.casefold() for word in words]
    for number, word in enumerate(words):
        here = (*at, number, "code")
        if codes[number] in RESERVED:
            message = _("Koden ”{code}” är upptagen: så heter något annat i filer och rapporter.")
            yield Finding(here, message.format(code=word.code))
        elif not _CODE.fullmatch(word.code):
            message = _("Koden ”{code}” ska skrivas med a–z, siffror, punkt, bindestreck och understreck.")
            yield Finding(here, message.format(code=word.code))
        if codes[number] in codes[:number]:
            yield Finding(here, _("”{code}” har redan ett ord.").format(code=word.code))


def _order(at: Loc, judgements: Sequence[JudgementWord]) -> Iterator[Finding]:
    ranks = [_BEST_FIRST.index(word.counts_as) for word in judgements]
    for number, rank in enumerate(ranks):
        if any(rank < earlier for earlier in ranks[:number]):
            message = _("Bedömningarna står med den bästa först; ”{code}” räknas som bättre än en som står före.")
            yield Finding((*at, number, "counts_as"), message.format(code=judgements[number].code))


def _asked(at: Loc, program: Program) -> Iterator[Finding]:
    """What a part of the calendar asks for must have words to answer with."""
    for number, part in enumerate(program.calendar.parts):
        for key in ("judgements", "statuses"):
            if key in part.asks and not getattr(program, key):
                message = _("{part} frågar efter ”{key}”, men program.yaml har inga ord för dem.")
                loc = (*at, "calendar", "parts", number, "asks")
                yield Finding(loc, message.format(part=part.code, key=key))
