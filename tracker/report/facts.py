"""What an indicator means, in words beside its figures: on its page and in an answer."""

from __future__ import annotations

from tracker.report import measure_words, wording
from tracker.report.change_words import uncertainty_text
from tracker.report.model import Indicator, Report
from tracker.report.reference_words import contradiction_lines, reference_lines
from tracker.words import gettext as _


def indicator_facts(report: Report, indicator: Indicator) -> tuple[tuple[str, str], ...]:
    """Names and texts: what it counts, how, what is wished for, and what its figures rest on."""
    counts = indicator.labels.n
    if indicator.labels.d:
        counts = _("{n} av {d}").format(n=indicator.labels.n, d=indicator.labels.d)
    reads = _("räknas från periodens första dag") if indicator.accumulates else _("avläses periodens sista dag")
    target = wording.amount(indicator.target, indicator.kind) or wording.no_target()
    facts = [
        (_("Mäter"), counts),
        (_("Typ"), f"{measure_words.kind_word(indicator.kind)}, {reads}"),
        (_("Önskad riktning"), measure_words.direction_word(indicator.direction)),
        (_("Målvärde {year}").format(year=report.calendar.year), target),
        (_("Källa"), measure_words.source_word(indicator.source)),
    ]
    if told := uncertainty_text(indicator, indicator.city.total):
        facts.append((_("Osäkerhet"), _("{interval}, för hela området").format(interval=told)))
    if indicator.method:
        facts.append((_("Metod"), indicator.method))
    if indicator.note:
        facts.append((_("Anmärkning"), indicator.note))
    sources = dict.fromkeys(p.program for p in indicator.series.as_reported if p.program is not None)
    facts += [(_("Tidigare perioder"), _("ur programmet {code}").format(code=code)) for code in sources]
    facts += [(_("Brott i serien"), f"{mark.date}: {mark.text}") for mark in indicator.breaks]
    facts += [(_("Jämförelse"), f"{series.name}. {_('Källa')}: {series.source}") for series in indicator.comparison]
    facts += [(_("Tryckt i en källa"), line) for line in reference_lines(indicator)]
    facts += [(_("Källorna säger emot"), line) for line in contradiction_lines(indicator)]
    if not indicator.confirmed:
        facts.append((_("Definition"), _("vårt förslag: programmet säger inte hur indikatorn ska räknas")))
    return tuple(facts)
