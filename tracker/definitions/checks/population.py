"""Population: one figure per area and 31 December, of a body that existed then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tracker.definitions.catalogue import Definitions
from tracker.definitions.checks.versions import overlaps
from tracker.definitions.faults import Finding, Loc
from tracker.definitions.organisation import Population
from tracker.words import gettext as _


def rules(definitions: Definitions, spared: frozenset[str]) -> Iterator[Finding]:
    organisation = definitions.organisation
    seen: dict[tuple[str, date], list[Population]] = {}
    for number, row in enumerate(organisation.population):
        at: Loc = ("organisation", "population", number)
        names = {"unit": row.unit, "day": row.date}
        if (row.date.month, row.date.day) != (12, 31):
            message = _("{unit}: folkmängden {day} gäller inte en 31 december.")
            yield Finding((*at, "date"), message.format(**names))
        others = seen.setdefault((row.unit, row.date), [])
        if any(True for other in others for _found in overlaps(at, row.unit, [other, row])):
            yield Finding((*at, "unit"), _("{unit}: folkmängden {day} står två gånger.").format(**names))
        others.append(row)
        unit = organisation.find(row.unit)
        if unit is None:
            if row.unit not in spared:
                yield Finding((*at, "unit"), _("Nämnden ”{unit}” finns inte i units.yaml.").format(**names))
        elif not organisation.city.is_area(unit.kind):
            message = _("{unit} är av ett slag utan område (area i city.yaml) och har ingen folkmängd.")
            yield Finding((*at, "unit"), message.format(**names))
        elif not unit.exists(row.date):
            message = _("{unit} finns inte {day}; folkmängden hör till en annan nämnd eller dag.")
            yield Finding((*at, "unit"), message.format(**names))
