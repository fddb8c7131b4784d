"""The kinds of measures there are. A new one is a class of its own and a line here."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.measures.count import Count
from tracker.measures.kind import MeasureKind
from tracker.measures.rate import Rate
from tracker.measures.ratio import Ratio
from tracker.measures.share import Share
from tracker.measures.yes_no import YesNo

KINDS: Mapping[str, MeasureKind] = {kind.code: kind for kind in (Count(), Share(), Ratio(), Rate(), YesNo())}

OWN_ITEM_KINDS = tuple(kind for kind in KINDS.values() if kind.for_own_items)


def kind_of(code: str) -> MeasureKind:
    """The kind that a definition or a report names."""
    return KINDS[code]
