"""Answers of a few bodies to one question in four years, and the report of the last."""

from __future__ import annotations

from tests.programs import EQUAL, shipped
from tracker.observations import Observation
from tracker.periods import Period
from tracker.report.build import build_report
from tracker.report.model import Report

YES, NO = 1, 0
# Järva was formed in 2023 of Rinkeby-Kista and Spånga-Tensta.
ANSWERS: dict[str, dict[int, int | None]] = {
    "bromma": {2021: YES, 2022: YES, 2023: YES, 2024: YES},
    "farsta": {2021: YES, 2022: NO, 2023: YES, 2024: YES},
    "skarpnack": {2022: YES, 2023: NO, 2024: NO},
    "sodermalm": {2021: NO, 2022: YES, 2024: YES},
    "kungsholmen": {2024: None},
    "rinkeby-kista": {2021: NO, 2022: YES},
    "spanga-tensta": {2021: YES, 2022: YES},
    "jarva": {2023: YES, 2024: YES},
}


def answer(body: str, year: int, said: int | None) -> Observation:
    gone = said is None
    empty, comment = ("-", "vet inte") if gone else (None, None)
    return Observation(EQUAL, body, Period(year, "HELAR"), "S4.1", n=said, empty=empty, comment=comment)


def answered() -> Report:
    rows = [answer(body, year, said) for body, years in ANSWERS.items() for year, said in years.items()]
    program = shipped().program(EQUAL)
    return build_report(shipped(), program, Period(2024, "HELAR"), rows, audience="published")
