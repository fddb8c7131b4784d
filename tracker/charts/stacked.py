"""Counts of bodies in one row per goal or activity: statuses and judgements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from tracker.charts.chart import INK, PAPER, SOFT, Chart, Json, counts_axis, layout, rows_axis, rows_height
from tracker.measures.numbers import n_of_d, whole_text
from tracker.report import overview, questions, vocabulary, wording
from tracker.report.counts import Statuses
from tracker.report.model import Goal, Report
from tracker.report.short_names import drawn_name
from tracker.words import gettext as _


@dataclass(frozen=True)
class Look:
    """How a segment is drawn: its colour, its pattern, and a text colour that can be read on it."""

    colour: str
    pattern: str
    text: str


LOOKS: Mapping[vocabulary.Look, Look] = {
    "best": Look("#0b5394", "", PAPER),
    "under_way": Look("#7fb2dd", "", INK),
    "waiting": Look("#f2c879", "/", INK),
    "worst": Look("#f2c879", "/", INK),
    "other": Look("#6b6b6b", "x", PAPER),
    "not_reported": Look("#ffffff", "", INK),
}
PATTERNS = ("", "/", "x", ".", "+")
"""What tells several judgements or statuses of the same meaning apart, in this order after the look's own."""


def activities(report: Report, goal: Goal) -> Chart | None:
    """How far each activity under a goal has come; None where no statuses were asked or none exist."""
    if "statuses" not in report.calendar.asks or not goal.activities:
        return None
    rows = {activity.code: activity.statuses for activity in goal.activities}
    answer = wording.statuses_text(report, overview.goal_statuses(goal))
    return _statuses(report, f"{goal.code}-aktiviteter", questions.activities(goal), answer, rows, _bodies())


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
    names = tuple(drawn_name(goal) for goal in report.goals)
    traces = tuple(
        _segments(
            wording.judgement_word(report, code),
            {drawn_name(goal): goal.judgements.of(code) for goal in report.goals},
            look,
        )
        for code, look in _drawn(vocabulary.judgement_looks(report))
    )
    return _chart("bedomningar", questions.judgements(), _judged(report), names, traces, _bodies())


def _judged(report: Report) -> str:
    """How many say of each goal that it is met, of those that have given their judgement."""
    words = (wording.judgement_word(report, code) for code in vocabulary.counting_as(report, "met"))
    word, counts = " / ".join(words), []
    for goal in report.goals:
        counts.append(f"{drawn_name(goal)} {n_of_d(vocabulary.met(report, goal.judgements), goal.judgements.given)}")
    text = _("Så många av dem som har lämnat en bedömning säger ”{word}”: {counts}.")
    return text.format(word=word, counts=", ".join(counts))


def _bodies() -> str:
    return _("Antal nämnder och bolag")


def _statuses(
    report: Report, key: str, question: str, answer: str, rows: Mapping[str, Statuses], counted: str
) -> Chart:
    traces = tuple(
        _segments(wording.status_word(report, code), {name: s.of(code) for name, s in rows.items()}, look)
        for code, look in _drawn(vocabulary.status_looks(report))
    )
    text = _("Räknat per ansvarig – {statuses}.").format(statuses=answer)
    return _chart(key, question, text, tuple(rows), traces, counted)


def _drawn(looks: Mapping[str, vocabulary.Look]) -> Iterator[tuple[str, Look]]:
    """How each code is drawn: by what it means, and by a pattern of its own where several mean the same."""
    seen: Counter[vocabulary.Look] = Counter()
    for code, meaning in looks.items():
        look = LOOKS[meaning]
        others = [pattern for pattern in PATTERNS if pattern != look.pattern]
        again = seen[meaning]
        yield code, look if not again else replace(look, pattern=others[(again - 1) % len(others)])
        seen[meaning] += 1


def _segments(word: str, counts: Mapping[str, int], look: Look) -> Json:
    """One status through all rows. A count of zero is no segment, and its number is not written."""
    return {
        "type": "bar",
        "orientation": "h",
        "name": word,
        "y": list(counts),
        "x": list(counts.values()),
        "text": [whole_text(count) if count else "" for count in counts.values()],
        "hovertext": [f"{name}: {word} – {whole_text(count)}" for name, count in counts.items()],
        "hoverinfo": "text",
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "insidetextfont": {"color": look.text},
        "marker": {
            "color": look.colour,
            "line": {"color": SOFT, "width": 1},
            "pattern": {"shape": look.pattern, "fillmode": "overlay", "fgcolor": SOFT, "size": 6, "solidity": 0.2},
        },
    }


def _chart(
    key: str, question: str, answer: str, names: tuple[str, ...], traces: tuple[Json, ...], counted: str
) -> Chart:
    """``counted``: what the axis counts."""
    largest = max((sum(row) for row in zip(*(trace["x"] for trace in traces), strict=True)), default=0)
    return Chart(
        key=key,
        question=question,
        answer=answer,
        traces=traces,
        layout=layout(
            rows_height(len(names)) + 30,
            barmode="stack",
            uniformtext={"minsize": 10, "mode": "hide"},
            bargap=0.3,
            xaxis=counts_axis(largest, counted),
            yaxis=rows_axis(names),
        ),
    )
