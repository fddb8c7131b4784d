"""The report of an edition: built from its sources through the ledger's mask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tracker.disclosure.ledger import Line
from tracker.editions.mask import LedgerMask
from tracker.editions.sources import EditionSources
from tracker.report.build import build_report
from tracker.report.model import Audience, Report


def compose(
    sources: EditionSources, decided: Iterable[Line], *, code: str | None, audience: Audience, texts: Mapping[str, str]
) -> Report:
    """The report that prints what ``decided`` and the ledgers of the other periods' editions print."""
    shown = {edition.code for edition in sources.current.values()}
    others = [line for line in sources.ledger if line.edition in shown]
    report = build_report(
        sources.definitions,
        sources.program,
        sources.period,
        sources.rows,
        audience=audience,
        mask=LedgerMask([*others, *decided], sources.rates),
        earlier=sources.current,
        texts=texts,
    )
    return report.model_copy(update={"edition": code})
