"""What a reader who knows the rules could tell of a period's next edition: for the compiler alone, never blocking."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from tracker.editions.rule_words import HOW, told_indicators
from tracker.web.access import requires
from tracker.web.editions.preparing import preparations
from tracker.web.editions.preview import PATH, prepared_for
from tracker.web.editions.preview import blueprint as blueprint


@blueprint.get(f"{PATH}/regler")
@requires("preview")
def rules(program: str, period: str) -> ResponseReturnValue:
    prepared = prepared_for(program, period)
    told = preparations().told(prepared)
    indicators = told_indicators(prepared, told.found)
    return render_template(
        "publishing/rules.html",
        prepared=prepared,
        report=prepared.report,
        told=told,
        indicators=indicators,
        how=HOW,
        counts={how: sum(indicator.count(how) for indicator in indicators) for how in HOW},
        audience="internal",
        fictional=prepared.report.fictional,
    )
