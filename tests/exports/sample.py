"""A small report with every kind of indicator, every empty, and texts that try to be something else."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

from tests.invented_city import CITY
from tracker.definitions.city import City
from tracker.report.asked import PrintedAnswer, PrintedThread
from tracker.report.city_words import shown_city
from tracker.report.counts import Judgements, JudgementUnit, Statuses
from tracker.report.model import (
    Activity,
    ActivityUnit,
    Area,
    Body,
    BreakMark,
    CategoryName,
    Cell,
    ComparisonPoint,
    ComparisonSeries,
    Condition,
    CouncilGoal,
    Coverage,
    DimensionName,
    Goal,
    Indicator,
    Labels,
    PeriodInfo,
    ProgramInfo,
    Report,
    Series,
    SeriesArea,
    SeriesPoint,
    Word,
)

FORMULA = '=HYPERLINK("http://example.org";"klicka")'
CONTROL = "rad ett\r\nrad två\x07 med _x0041_ och \ud800 kvar"
BODIES = ("farsta", "jarva", "bromma", "skarpnack")
NAMES = {"farsta": "Farsta", "jarva": "Järva", "bromma": "Bromma", "skarpnack": "Skarpnäck"}
PERIODS = ("2022-T2", "2022-VB", "2023-T1", "2023-T2")

SEX = DimensionName(
    code="sex",
    name="Kön",
    total="sum",
    categories=(CategoryName(code="women", name="Kvinnor"), CategoryName(code="men", name="Män")),
)

NOTHING = Cell(state="not_reported")
SHARES = (
    Cell(state="value", n=2, d=3, value="66.7"),
    Cell(state="value", n=0, d=12, value="0.0"),
    Cell(state="value", n=0, d=0),
    Cell(state="suppressed", n=None, d=40),
    Cell(state="suppressed", n=None, d=None),
    Cell(state="missing"),
    Cell(state="not_applicable"),
    NOTHING,
    Cell(state="value", n=1234567, d=1234567, value="100.0"),
)
COUNTS = (
    Cell(state="value", n=1234, value="1234"),
    Cell(state="value", n=0, value="0"),
    Cell(state="suppressed"),
    Cell(state="missing"),
    Cell(state="not_applicable"),
    NOTHING,
    Cell(state="value", n=7, value="7"),
)
ANSWERS = (
    Cell(state="value", n=1, d=1, value="100.0"),
    Cell(state="value", n=0, d=1, value="0.0"),
    Cell(state="missing"),
)
RATES = (Cell(state="value", n=17, d=64_321, value="0.26"), Cell(state="suppressed", d=64_321), NOTHING)
CELLS = {"share": SHARES, "ratio": SHARES, "count": COUNTS, "yes_no": ANSWERS, "rate": RATES}


def report(audience: str = "internal", fictional: bool = True, asks: tuple[str, ...] | None = None) -> Report:
    """The sample. ``asks``: what the period asks for (figures, statuses, judgements by default)."""
    asked = asks or ("figures", "statuses", "judgements")
    return Report.model_validate(
        {
            "program": "vald-2021-2025",
            "period": "2023-T2",
            "audience": audience,
            "edition": None,
            "generated_from": "0" * 64,
            "goals": (_first_goal("figures" in asked), _second_goal("figures" in asked)),
            "unit": None,
            "fictional": fictional,
            "about": _about(),
            "calendar": PeriodInfo(
                code="2023-T2", name="Tertialrapport 2", year=2023, first_day="2023-01-01",
                last_day="2023-08-31", due="2023-09-20", asks=asked, forecast=True,
            ),
            "bodies": tuple(
                Body(code=code, name=NAMES[code], kind="stadsdelsnamnd", region="rvc-vast", reported=place * 5,
                     expected=15)
                for place, code in enumerate(BODIES)
            ),
            "threads": tuple(_threads()),
        }
    )  # fmt: skip


def _threads() -> Iterator[PrintedThread]:
    """One that is answered twice, a priority that stands, and one to a body that waits."""
    answers = (
        PrintedAnswer(unit=None, name="Socialnämnden", day="2023-06-02", text="Svaret kommer i höst."),
        PrintedAnswer(unit="jarva", name="Järva", day="2023-09-01", text=FORMULA),
    )
    asked = PrintedThread(
        code="1", kind="question", target="goal", item="M1", name="Mål ett", text=CONTROL.replace("\ud800", ""),
        origin="Skrivelse", body=None, decided_on=None, case_number="KS 2023/12", answer_by="2023-06-30",
        asked_by="kommunstyrelsen", asked_on="2023-05-02", state="answered", answers=answers,
    )  # fmt: skip
    yield asked
    yield asked.model_copy(
        update={"code": "2", "kind": "priority", "target": "indicator", "item": "I1.2", "name": "Andelen",
                "text": "Detta först.", "body": "Kommunstyrelsen", "decided_on": "2023-04-01", "origin": None,
                "answer_by": None, "state": "open", "answers": ()}
    )  # fmt: skip
    yield asked.model_copy(
        update={"code": "3", "target": "unit", "item": "bromma", "name": "Bromma", "text": "Hur går det?",
                "state": "open", "answers": ()}
    )  # fmt: skip


def _about() -> ProgramInfo:
    return ProgramInfo(
        title="Stockholms stads program mot våld & förtryck 2021–2025",
        short_title="Program mot våld & förtryck",
        ils_key=None,
        vision="En stad fri från våld",
        judgements=(
            Word(code="met", word="uppfylls helt", forecast="bedöms uppfyllas helt", counts_as="met"),
            Word(code="partly", word="uppfylls delvis", forecast="bedöms uppfyllas delvis", counts_as="partly"),
            Word(code="not_met", word="uppfylls inte", forecast="bedöms inte uppfyllas", counts_as="not_met"),
        ),
        statuses=(
            Word(code="not_started", word="ej påbörjad", begun=False, closed=False),
            Word(code="ongoing", word="pågår", begun=True, closed=False),
            Word(code="done", word="genomförd", begun=True, closed=True),
            Word(code="cancelled", word="avförd", begun=True, closed=True),
        ),
        threshold=5,
        city=shown_city(City.model_validate(CITY)),
    )


def _first_goal(asked: bool) -> Goal:
    return Goal(
        code="M1",
        title="Stadens verksamheter arbetar våldsförebyggande",
        note="-not som börjar med minus",
        regional_goal="Mål 6",
        conditions=(Condition(code="V1.1", text="Kunskap finns om metoder."),),
        kf_goals=(CouncilGoal(code="KF1", title="+En stad som håller samman"),),
        text=FORMULA,
        judgements=Judgements(
            met=2, partly=1, not_met=0, not_reported=1,
            units=tuple(
                JudgementUnit(code=code, name=NAMES[code], status=status, text=text)
                for code, status, text in zip(
                    BODIES, ("met", "met", "partly", "not_reported"), (FORMULA, CONTROL, "@SUM(A1)", None),
                    strict=True,
                )
            ),
        ),
        indicators=(
            _indicator("I1.1", "share", asked, dimensions=(SEX,), target="60", attainment="reached"),
            _indicator("I1.2", "count", asked, dimensions=(SEX,), accumulates=True),
            _indicator("I1.3", "yes_no", asked),
        ),
        activities=(_activity("A1.1", None), _activity("A1.2", None)),
    )  # fmt: skip


def _second_goal(asked: bool) -> Goal:
    return Goal(
        code="M2",
        title="Ett andra mål",
        note=None,
        regional_goal=None,
        conditions=(),
        kf_goals=(),
        text=None,
        judgements=Judgements(not_reported=4),
        indicators=(
            _indicator("I2.1", "rate", asked, decimals=2, target="0.5", attainment="not_reached"),
            _indicator("I2.2", "ratio", asked, decimals=1),
        ),
        activities=(_activity("A2.1", "A1.1"),),
    )


def _indicator(
    code: str,
    kind: str,
    asked: bool,
    *,
    dimensions: tuple[DimensionName, ...] = (),
    decimals: int = 1,
    target: str | None = None,
    attainment: str | None = None,
    accumulates: bool = False,
) -> Indicator:
    turn = cycle(CELLS[kind])

    def area(area_code: str, name: str) -> SeriesArea:
        breakdown = {d.code: {c.code: next(turn) for c in d.categories} for d in dimensions}
        return SeriesArea(
            code=area_code, name=name, total=next(turn), breakdown=breakdown,
            coverage=Coverage(reported=3, expected=4, population_share="81.3"),
        )  # fmt: skip

    def now(area_code: str, name: str) -> Area:
        return Area(
            **dict(area(area_code, name)), previous_year=next(turn), same_bodies=next(turn), forecast="70.5",
            target=target, comment="skälet: =registret låg nere",
        )  # fmt: skip

    def point(period: str) -> SeriesPoint:
        return SeriesPoint(
            period=period, city=area("city", "Staden"), regions=(area("rvc-vast", "RVC Väst"),),
            units=tuple(area(body, NAMES[body]) for body in BODIES),
        )  # fmt: skip

    return Indicator.model_validate(
        {
            "code": code, "title": f"={code} Andel av de som ”får” stöd", "origin": "program", "kind": kind,
            "labels": Labels(n="personer med stöd", d=None if kind == "count" else "personer"),
            "decimals": 0 if kind == "count" else decimals,
            "direction": "up" if target else None, "protects": ("n",), "accumulates": accumulates,
            "confirmed": False, "breaks": (BreakMark(date="2023-01-01", text="Nytt register"),),
            "dimensions": dimensions, "source": "count", "method": None, "note": None, "asked": asked,
            "city": now("city", "Staden"), "regions": (now("rvc-vast", "RVC Väst"),),
            "units": tuple(now(body, NAMES[body]) for body in BODIES),
            "target": target, "attainment": attainment,
            "comparison": (
                ComparisonSeries(
                    name="Riket", source="Socialstyrelsen",
                    points=(ComparisonPoint(year=2022, value="40"), ComparisonPoint(year=2023, value="41.5")),
                ),
            ),
            "series": Series(
                as_reported=tuple(point(period) for period in PERIODS),
                recast=tuple(point(period) for period in PERIODS),
            ),
        }
    )  # fmt: skip


def _activity(code: str, same_as: str | None) -> Activity:
    statuses = ("done", "ongoing", "cancelled", "not_reported")
    return Activity(
        code=code,
        same_as=same_as,
        title=f"@{code} Sprida information om civilsamhällets resurser i syfte att nå barn, unga, vuxna och äldre",
        origin="program",
        note=None,
        statuses=Statuses(done=1, ongoing=1, cancelled=1, not_reported=1, delayed=1),
        units=tuple(
            ActivityUnit.model_validate(
                {
                    "code": body, "name": NAMES[body], "status": status, "start": "2023-01-01",
                    "end": "2023-06-30", "delayed": status == "ongoing", "plan": "-plan", "comment": CONTROL,
                }
            )
            for body, status in zip(BODIES, statuses, strict=True)
        ),
    )  # fmt: skip
