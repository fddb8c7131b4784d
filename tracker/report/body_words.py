"""One body's own report in one body's words: the same sentences on its page, in its document and in its workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tracker.report import wording
from tracker.report.body_parts import ActivityPart, AimPart, BodyReport, FigureLine, FigurePart, GoalPart
from tracker.report.lacking import days_late
from tracker.report.listing import and_list
from tracker.report.model import Report, Word
from tracker.report.overview import Late, longest_delays
from tracker.report.short_names import listed_name
from tracker.words import gettext as _
from tracker.words import ngettext


def state_text(report: Report) -> str:
    """How far the follow-up has come: what marks the report wherever it is shown."""
    return {
        "not_opened": _("Inte påbörjad"),
        "draft": _("Utkast – inte inlämnad"),
        "submitted": _("Inlämnad, inte mottagen än"),
        "approved": _("Inlämnad och mottagen"),
        "returned": _("Åter för komplettering – inte inlämnad igen"),
    }.get(report.state or "", "")


def marks(report: Report) -> tuple[str, ...]:
    """What stands at the top of every page and sheet."""
    shown = BodyReport(report)
    spread = _("Innehåller tal som inte får spridas") if shown.secret or shown.secret_before else ""
    edition = _("Utgåva {edition}").format(edition=report.edition) if report.edition else ""
    return tuple(filter(None, (state_text(report), edition, spread, wording.fictional_mark(report))))


def public_text(report: Report) -> str:
    """Of the version for public documents, what the two dots are; empty of any other."""
    if report.audience == "internal" or report.edition:
        return ""
    return _(
        "Tal som rör enskilda visas bara som de är publicerade i programmets utgåvor. Övriga är ersatta av två "
        "punkter (”..”)."
    )


def filled_text(shown: BodyReport) -> str:
    """``50 av 52 uppgifter är ifyllda``; handed in: ``är lämnade``"""
    handed_in = shown.report.state in ("submitted", "approved")
    text = _("{reported} av {expected} uppgifter är lämnade")
    text = text if handed_in else _("{reported} av {expected} uppgifter är ifyllda")
    return text.format(reported=shown.body.reported, expected=shown.body.expected)


def judged_text(shown: BodyReport, part: GoalPart) -> str:
    """``Bromma bedömer att M1 uppfylls delvis.``"""
    if part.status is None:
        return ""
    word = next((each for each in shown.report.about.judgements if each.code == part.status), None)
    if word is None:
        return _("{body} har inte bedömt {goal}.").format(body=shown.body.name, goal=part.goal.code)
    return _judged(shown, word, part.goal.code)


def judgements_text(shown: BodyReport) -> Iterator[str]:
    """One sentence for each of the program's judgements that the body has made, the best first."""
    for word in shown.report.about.judgements:
        codes = [part.goal.code for part in shown.goals if part.status == word.code]
        if codes:
            yield _judged(shown, word, and_list(codes))


def _judged(shown: BodyReport, word: Word, goals: str) -> str:
    """With the program's clause; words for a year ahead that have none do not follow on "judges that"."""
    said = word.clause or wording.judgement_word(shown.report, word.code)
    follows = bool(word.clause) or not shown.report.calendar.forecast
    text = _("{body} bedömer att {goals} {word}.") if follows else _("{goals} {word}, enligt {body}.")
    return text.format(body=shown.body.name, goals=goals, word=said)


def lacking_text(part: FigurePart) -> str:
    """``okänt saknas: indikatorn räknas inte …``: the categories that are; empty where none is."""
    if not part.lacking:
        return ""
    text = _("{lacking} saknas: indikatorn räknas inte förrän det är lämnat.")
    return text.format(lacking=and_list(list(part.lacking)))


def late_texts(shown: BodyReport) -> tuple[str, ...]:
    """Delayed activities, the longest first."""
    return tuple(_late(each) for each in longest_delays(shown.report))


def _late(late: Late) -> str:
    """``A4.2 Utbilda jourhem: 275 dagar``; of what has not begun, that."""
    text = _("{activity}: {days} försenad") if late.ends else _("{activity}: {days} sen med att börja")
    return text.format(activity=listed_name(late.activity), days=days_late(late))


def secret_text(shown: BodyReport) -> str:
    """Which figures must not be spread, and why; empty where all may be."""
    found = shown.secret
    if not found:
        if not shown.secret_before:
            return ""
        return _(
            "Tal från tidigare perioder är så små att de kan peka ut en enskild och får inte spridas. De är märkta."
        )
    names = dict.fromkeys(part.indicator.code for part, _line in found)
    text = ngettext(
        "{count} tal är så litet att det kan peka ut en enskild och får inte spridas ({codes}). Det är märkt.",
        "{count} tal är så små att de kan peka ut en enskild och får inte spridas ({codes}). De är märkta.",
        len(found),
    )
    return text.format(count=len(found), codes=", ".join(names))


def evidence_text(links: int, files: int) -> str:
    """How much an item rests on: ``Underlag: 2 länkar och 1 fil``."""
    told_links = ngettext("{n} länk", "{n} länkar", links).format(n=links) if links else ""
    told_files = ngettext("{n} fil", "{n} filer", files).format(n=files) if files else ""
    return _("Underlag: {count}").format(count=and_list([told for told in (told_links, told_files) if told]))


def evidence_texts(shown: BodyReport, codes: Iterable[str]) -> tuple[str, ...]:
    """The same for each of the items that has any, and where it is opened."""
    found = (shown.evidence[code] for code in codes if code in shown.evidence)
    text = _("{evidence}, öppnas vid {item} i uppföljningen.")
    return tuple(text.format(evidence=evidence_text(each.links, each.files), item=each.item) for each in found)


def figure_text(shown: FigurePart, line: FigureLine, period: str) -> str:
    """A figure of the report's period or an earlier one, marked where it must not be spread."""
    text = wording.cell_text(line.then.get(period, line.now), shown.indicator.kind)
    return f"{text} {SECRET}" if period in line.secret else text


SECRET = "*"
"""Stands at a figure that must not be spread, and with what it means under the figures."""


def secret_word() -> str:
    return _("får inte spridas")


def line_name(line: FigureLine) -> str:
    return line.name or _("Totalt")


def aim_text(part: AimPart) -> str:
    """``I5.1 Andel …: 70 %``, and the body's comment on it."""
    target = wording.amount(part.area.target, part.indicator.kind) or wording.no_target()
    text = f"{part.indicator.code} {part.indicator.title}: {target}"
    return f"{text}. {part.area.comment}" if part.area.comment else text


def beside_texts(part: FigurePart) -> Iterator[str]:
    """What stands under an indicator's figures: what the mark means, target, forecast, what is lacking, the comment."""
    kind = part.indicator.kind
    if any(line.secret for line in part.lines):
        yield f"{SECRET} {secret_word()}"
    if part.area.target is not None:
        yield _("Målvärde: {target}").format(target=wording.amount(part.area.target, kind))
    if part.area.forecast is not None:
        yield _("Prognos helår: {forecast}").format(forecast=wording.amount(part.area.forecast, kind))
    if lacking := lacking_text(part):
        yield lacking
    if part.area.comment:
        yield part.area.comment


def status_text(report: Report, part: ActivityPart) -> str:
    """``pågår, försenad``"""
    word = wording.status_word(report, part.unit.status)
    return f"{word}, {wording.delayed_word()}" if part.unit.delayed else word


def days_text(report: Report, part: ActivityPart) -> str:
    """``2024-01-01 – 2024-06-30``; empty without any day."""
    days = [wording.activity_day(report, part.unit, day) for day in (part.unit.start, part.unit.end)]
    return " – ".join(day or "…" for day in days) if any(days) else ""
