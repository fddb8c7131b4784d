"""Counts of bodies in one row per goal or activity, and a column for each judgement or status.

Every column begins at zero and all have one scale, so counts are compared both ways; the word stands over its column.
Stacked to one bar, only the first could be compared, and a legend would have to be looked up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from tracker.charts.chart import (
    BOTTOM,
    LONGEST_NAME,
    Chart,
    Datum,
    Figures,
    Json,
    axis,
    layout,
    lines_of,
    rows_axis,
    rows_height,
    sign_at,
)
from tracker.charts.colours import ACCENT, INK, LINE, OTHER, PAPER, SOFT, UNDER_WAY, WAITING
from tracker.charts.figures import reported_source
from tracker.measures.numbers import n_of_d, whole_text
from tracker.report import overview, questions, vocabulary, wording
from tracker.report.counts import Judgements, Statuses
from tracker.report.model import Goal, Report
from tracker.report.short_names import drawn_name
from tracker.words import gettext as _

NARROWEST = 0.5
"""The least width of a column, of the widest, so that its word has room."""
ROOM = 0.14
"""Of all columns together, between one and the next: for the number at a bar's end."""
HEAD_LINE, LONGEST_LINE = 15, 10
"""Pixels of a line over a column, and characters in it."""


@dataclass(frozen=True)
class Look:
    """How a bar is drawn: its colour and its pattern."""

    colour: str
    pattern: str


LOOKS: Mapping[vocabulary.Look, Look] = {
    "best": Look(ACCENT, ""),
    "under_way": Look(UNDER_WAY, ""),
    "waiting": Look(WAITING, "/"),
    "worst": Look(WAITING, "/"),
    "other": Look(OTHER, "x"),
    "not_reported": Look(PAPER, ""),
}
PATTERNS = ("", "/", "x", ".", "+")
"""What tells several judgements or statuses of the same meaning apart, in this order after the look's own."""


@dataclass(frozen=True)
class Column:
    """``counts``: by the name of the row, in order."""

    word: str
    look: Look
    counts: Mapping[str, int]


def activities(report: Report, goal: Goal) -> Chart | None:
    """How far each activity under a goal has come; None where no statuses were asked or none exist."""
    if "statuses" not in report.calendar.asks or not goal.activities:
        return None
    rows = {drawn_name(activity): activity.statuses for activity in goal.activities}
    if len(rows) < len(goal.activities):  # two of one short name
        rows = {activity.code: activity.statuses for activity in goal.activities}
    answer = wording.statuses_text(report, overview.goal_statuses(goal))
    return _statuses(report, f"{goal.code}-aktiviteter", questions.activities(goal), answer, rows, _bodies(report))


def all_activities(report: Report) -> Chart | None:
    """How far the activities under each goal have come; None where no statuses were asked or none exist."""
    if "statuses" not in report.calendar.asks or not overview.has_activities(report):
        return None
    rows = {drawn_name(goal): overview.goal_statuses(goal) for goal in report.goals}
    answer = wording.statuses_text(report, overview.all_statuses(report))
    counted = _("Antal aktiviteter, räknade per ansvarig")
    return _statuses(report, "aktiviteter", questions.all_activities(), answer, rows, counted)


def judgements(report: Report) -> Chart | None:
    """How the bodies judge each goal, as counts; None where no judgements were asked."""
    if "judgements" not in report.calendar.asks or not report.about.judgements:
        return None
    rows: dict[str, Judgements] = {drawn_name(goal): goal.judgements for goal in report.goals}
    columns = tuple(
        Column(wording.judgement_word(report, code), look, {name: given.of(code) for name, given in rows.items()})
        for code, look in _drawn(vocabulary.judgement_looks(report))
    )
    return _chart(report, "bedomningar", questions.judgements(report), _judged(report), columns, _bodies(report))


def _judged(report: Report) -> str:
    """How many say of each goal that it is met, of those that have given their judgement."""
    words = (wording.judgement_word(report, code) for code in vocabulary.counting_as(report, "met"))
    word, counts = " / ".join(words), []
    for goal in report.goals:
        counts.append(f"{drawn_name(goal)} {n_of_d(vocabulary.met(report, goal.judgements), goal.judgements.given)}")
    text = _("Så många av dem som har lämnat en bedömning säger ”{word}”: {counts}.")
    return text.format(word=word, counts=", ".join(counts))


def _bodies(report: Report) -> str:
    return _("Antal {bodies}").format(bodies=report.about.city.bodies.many)


def _statuses(
    report: Report, key: str, question: str, answer: str, rows: Mapping[str, Statuses], counted: str
) -> Chart:
    columns = tuple(
        Column(wording.status_word(report, code), look, {name: given.of(code) for name, given in rows.items()})
        for code, look in _drawn(vocabulary.status_looks(report))
    )
    text = _("Räknat per ansvarig – {statuses}.").format(statuses=answer)
    return _chart(report, key, question, text, columns, counted)


def _drawn(looks: Mapping[str, vocabulary.Look]) -> Iterator[tuple[str, Look]]:
    """How each code is drawn: by what it means, and by a pattern of its own where several mean the same."""
    seen: Counter[vocabulary.Look] = Counter()
    for code, meaning in looks.items():
        look = LOOKS[meaning]
        others = [pattern for pattern in PATTERNS if pattern != look.pattern]
        again = seen[meaning]
        yield code, look if not again else replace(look, pattern=others[(again - 1) % len(others)])
        seen[meaning] += 1


def _chart(
    report: Report, key: str, question: str, answer: str, columns: tuple[Column, ...], counted: str
) -> Chart:
    """``counted``: what the bars count. A column in which nothing is counted is left out of the drawing."""
    names = tuple(columns[0].counts)
    drawn = [column for column in columns if any(column.counts.values())]
    starts, end = _starts(drawn)
    words = [lines_of(column.word, LONGEST_LINE) for column in drawn]
    head = HEAD_LINE * max((text.count("<br>") + 1 for text in words), default=1) + 8
    title = {"title": {"text": lines_of(counted, LONGEST_NAME), "font": {"size": 13, "color": SOFT}}}
    return Chart(
        key=key,
        question=question,
        answer=answer,
        traces=tuple(_bars(column, start) for column, start in zip(drawn, starts, strict=True)),
        layout=layout(
            rows_height(names) + head - HEAD_LINE,
            barmode="overlay",
            bargap=0.3,
            xaxis=axis(range=[0, end], tickvals=[], ticktext=[], showgrid=False, **title),
            yaxis=rows_axis(names),
            annotations=[_head(text, start) for text, start in zip(words, starts, strict=True)],
            shapes=[_zero(start) for start in starts],
            margin={"l": 8, "r": 16, "t": head, "b": BOTTOM},
        ),
        figures=_figures(columns),
        source=reported_source(report),
    )


def _starts(columns: list[Column]) -> tuple[list[float], float]:
    """Where each column begins, in counts, and where the last one ends."""
    longest = [max(column.counts.values()) for column in columns]
    widths = [max(each, NARROWEST * max(longest)) for each in longest]
    room = ROOM * sum(widths)
    starts = [sum(widths[:place]) + room * place for place in range(len(widths))]
    return starts, (starts[-1] + widths[-1] + room) if starts else 1.0


def _bars(column: Column, start: float) -> Json:
    """One status through all rows. A count of zero is no bar, and its number is not written."""
    return {
        "type": "bar",
        "orientation": "h",
        "name": column.word,
        "y": list(column.counts),
        "x": list(column.counts.values()),
        "base": [start] * len(column.counts),
        "text": [whole_text(count) if count else "" for count in column.counts.values()],
        "hovertext": [f"{name}: {column.word} – {whole_text(count)}" for name, count in column.counts.items()],
        "hoverinfo": "text",
        "textposition": "outside",
        "textfont": {"color": INK, "size": 13},
        "cliponaxis": False,
        "marker": {
            "color": column.look.colour,
            "line": {"color": SOFT, "width": 1},
            "pattern": {
                "shape": column.look.pattern, "fillmode": "overlay", "fgcolor": SOFT, "size": 6, "solidity": 0.2,
            },
        },
    }  # fmt: skip


def _head(text: str, start: float) -> Json:
    font = {"color": INK, "size": 11}
    return sign_at(start, 1, text, yref="paper", xanchor="left", yanchor="bottom", align="left", font=font)


def _zero(start: float) -> Json:
    line = {"color": LINE, "width": 1, "dash": "solid"}
    return {"type": "line", "x0": start, "x1": start, "y0": 0, "y1": 1, "yref": "paper", "line": line}


def _figures(columns: tuple[Column, ...]) -> Figures:
    rows: list[tuple[Datum, ...]] = [
        (name, *(column.counts[name] for column in columns)) for name in columns[0].counts
    ]
    return Figures((_("Mål eller aktivitet"), *(column.word for column in columns)), tuple(rows))
