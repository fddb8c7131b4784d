"""The words of judgements and statuses: one for each code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import get_args

from tracker.definitions.catalogue import Definitions
from tracker.definitions.checks import walk
from tracker.definitions.faults import Finding, Loc
from tracker.definitions.program import JudgementWord, StatusWord
from tracker.words import gettext as _

_JUDGEMENTS = get_args(JudgementWord.model_fields["code"].annotation)
_STATUSES = get_args(StatusWord.model_fields["code"].annotation)


def rules(definitions: Definitions, spared: frozenset[str]) -> Iterator[Finding]:
    for at, program in walk.programs(definitions):
        judgements, statuses = program.judgements, program.statuses
        yield from _complete((*at, "judgements"), [word.code for word in judgements], _JUDGEMENTS, spared)
        yield from _complete((*at, "statuses"), [word.code for word in statuses], _STATUSES, spared)


def _complete(at: Loc, given: Sequence[str], wanted: Sequence[str], spared: frozenset[str]) -> Iterator[Finding]:
    lacking = [code for code in wanted if code not in given and code not in spared]
    if lacking:
        yield Finding(at, _("Ord saknas för {codes}.").format(codes=", ".join(lacking)))
    for number, code in enumerate(given):
        if code in given[:number]:
            yield Finding((*at, number, "code"), _("”{code}” har redan ett ord.").format(code=code))
