"""A funnel laid down: each body within what chance gives one of its size, in the organisation's order.

The usual funnel puts size along the foot and names at points, where they cover each other and a phone has no room. In
rows the names are read, the order says nothing, and the band tells what the funnel's width does: the fewer the cases,
the broader.
"""

from __future__ import annotations

from tracker.chance.intervals import Interval
from tracker.charts.chart import (
    BOTTOM,
    TOP,
    VALUE_COLUMN,
    Chart,
    Datum,
    Figures,
    Json,
    layout,
    number_axis,
    percent_axis,
    rows_axis,
    rows_height,
    sign_at,
    words_beside,
)
from tracker.charts.colours import ACCENT, REFERENCE, WITHIN, WITHIN_ALARM
from tracker.charts.figures import indicator_source
from tracker.measures.numbers import n_of_d, plain, quotient
from tracker.measures.table import kind_of
from tracker.report import questions
from tracker.report.change_words import spread_words
from tracker.report.funnels import Compared, compared
from tracker.report.model import Indicator, Report
from tracker.words import gettext as _


def body_funnel(report: Report, indicator: Indicator) -> Chart | None:
    """The bodies; None where the rules of chance allow none to be marked."""
    return _funnel(report, indicator, compared(report, indicator, "bodies"), "tratt")


def region_funnel(report: Report, indicator: Indicator) -> Chart | None:
    return _funnel(report, indicator, compared(report, indicator, "regions"), "tratt-regioner")


def _funnel(report: Report, indicator: Indicator, found: Compared | None, ending: str) -> Chart | None:
    if found is None or not found.funnel.limits:
        return None
    limits = found.funnel.limits
    whole = _whole(found)
    return Chart(
        key=f"{indicator.code}-{ending}",
        question=questions.funnel(report, indicator, found),
        answer=_answer(report, found),
        traces=(
            _band(indicator, found, [each.alarm for each in limits], WITHIN_ALARM),
            _band(indicator, found, [each.warning for each in limits], WITHIN),
            _line(indicator, found, whole),
            _points(indicator, found),
        ),
        layout=layout(
            rows_height(found.names),
            barmode="overlay",
            bargap=0.25,
            xaxis=_values(indicator, found),
            yaxis=rows_axis(found.names),
            annotations=[
                *(words_beside(name, _text(indicator, found, at)) for at, name in enumerate(found.names)),
                _named(indicator, found, whole),
            ],
            margin={"l": 8, "r": VALUE_COLUMN, "t": TOP, "b": BOTTOM},
        ),
        figures=_figures(indicator, found),
        source=indicator_source(indicator),
        notes=(
            _("Mörkare band: där slump ensam lägger 95 av 100. Ljusare: 998 av 1 000. Ju färre fall, desto bredare."),
            _("En av tjugo väntas utanför det mörkare bandet även när allt är slump."),
        ),
        caution=indicator.caution,
    )


def _whole(found: Compared) -> float:
    return float(sum(body.n for body in found.bodies) / sum(body.d for body in found.bodies))


def _band(indicator: Indicator, found: Compared, between: list[Interval], colour: str) -> Json:
    scale = kind_of(indicator.kind).scale
    lows = [round(each.low * scale, 4) for each in between]
    return {
        "type": "bar", "orientation": "h", "name": _("Vad slump ger"), "y": list(found.names), "base": lows,
        "x": [round(each.high * scale - low, 4) for each, low in zip(between, lows, strict=True)],
        "hoverinfo": "skip", "marker": {"color": colour},
    }  # fmt: skip


def _line(indicator: Indicator, found: Compared, whole: float) -> Json:
    value = round(whole * kind_of(indicator.kind).scale, 4)
    return {
        "type": "scatter", "mode": "lines", "name": _("Alla tillsammans"), "x": [value] * len(found.names),
        "y": list(found.names), "hoverinfo": "skip", "line": {"color": REFERENCE, "width": 2, "dash": "dash"},
    }  # fmt: skip


def _points(indicator: Indicator, found: Compared) -> Json:
    """Who lies outside the darker band has another shape."""
    scale = kind_of(indicator.kind).scale
    return {
        "type": "scatter", "mode": "markers", "name": questions.unit_of_measure(indicator),
        "x": [round(body.n / body.d * scale, 4) for body in found.bodies], "y": list(found.names),
        "hovertext": [f"{name}: {_told(indicator, found, at)}" for at, name in enumerate(found.names)],
        "hoverinfo": "text", "cliponaxis": False,
        "marker": {
            "color": ACCENT, "size": 11, "line": {"width": 1, "color": ACCENT},
            "symbol": ["diamond" if at in found.funnel.outside else "circle" for at in range(len(found.names))],
        },
    }  # fmt: skip


def _values(indicator: Indicator, found: Compared) -> Json:
    title = questions.unit_of_measure(indicator)
    if kind_of(indicator.kind).is_percentage:
        return percent_axis(title)
    ends = [limits.alarm.high for limits in found.funnel.limits] + [body.n / body.d for body in found.bodies]
    return number_axis(max(ends) * kind_of(indicator.kind).scale, title)


def _text(indicator: Indicator, found: Compared, at: int) -> str:
    body, kind = found.bodies[at], kind_of(indicator.kind)
    return kind.amount_text(plain(quotient(body.n, int(body.d), kind.scale, indicator.decimals)))


def _told(indicator: Indicator, found: Compared, at: int) -> str:
    body = found.bodies[at]
    return f"{_text(indicator, found, at)} ({n_of_d(body.n, int(body.d))})"


def _named(indicator: Indicator, found: Compared, whole: float) -> Json:
    axis = _values(indicator, found)
    value = whole * kind_of(indicator.kind).scale
    side = "right" if value > axis["range"][1] / 2 else "left"
    font = {"color": REFERENCE, "size": 13}
    words = _("Alla tillsammans")
    return sign_at(round(value, 4), 1, words, yref="paper", xanchor=side, yanchor="bottom", font=font)


def _figures(indicator: Indicator, found: Compared) -> Figures:
    measured = questions.unit_of_measure(indicator)
    head = (
        _("Område"), measured, _("Täljare"), _("Nämnare"), _("95 av 100, från"), _("95 av 100, till"),
        _("998 av 1 000, från"), _("998 av 1 000, till"),
    )  # fmt: skip
    rows = list[tuple[Datum, ...]]()
    for at, (name, body, limits) in enumerate(zip(found.names, found.bodies, found.funnel.limits, strict=True)):
        ends = (_end(indicator, end) for between in (limits.warning, limits.alarm) for end in between)
        rows.append((name, _text(indicator, found, at), body.n, int(body.d), *ends))
    return Figures(head, tuple(rows))


def _end(indicator: Indicator, end: float) -> str:
    kind = kind_of(indicator.kind)
    return kind.amount_text(f"{end * kind.scale:.{max(indicator.decimals, 1)}f}")


def _answer(report: Report, found: Compared) -> str:
    """What may be said of them together, and who lies outside."""
    text = spread_words(report, found.funnel.spread, found.level)
    outside = [found.names[at] for at in found.funnel.outside]
    if not outside:
        return text
    return f"{text} " + _("Utanför det mörkare bandet: {names}.").format(names=", ".join(outside))
