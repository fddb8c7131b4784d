"""What earlier editions give away is told in words: a person decides on it, and no person reads codes."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy import Engine

from tests.editions.publishing import prepared_now
from tracker.editions.incident_words import incidents_told
from tracker.editions.protection import protect

FIGURE = re.compile(
    r"(I\d\.\d|S-\d|E-[a-z-]+-\d) "
    r"(Hela staden|RVC [A-ZÅÄÖ]|[A-ZÅÄÖ])[\w -]*, (totalt|kvinnor/flickor|män/pojkar|okänt/annat),"
    r" 2023-(T1|T2|VB), (täljaren|nämnaren|antalet|nämnaren minus täljaren)(, ökningen sedan 2023-T[12])?"
)


def test_what_is_already_given_away_is_named_as_the_pages_name_it(published_year: Engine) -> None:
    """The program's threshold is raised after the year was published: figures from 5 up stand printed already."""
    prepared = prepared_now(published_year, "2023-T2")
    sources = prepared.sources
    stricter = sources.rules.disclosure.model_copy(update={"threshold": 7})
    undecided = [replace(line, printed=None) for line in prepared.protection.lines]
    protection = protect(undecided, sources.ledger, replace(sources.rules, disclosure=stricter))
    told = incidents_told(protection, sources)
    assert len(told) > 20 and len(told) == len(set(told))
    assert {each.who for each in told} == {"Alla läsare"}
    assert any(each.sentence.startswith("Alla läsare kan räkna ut: I") for each in told)
    known = re.compile(r"mindre än 7|(\d(–\d)?, )*\d(–\d)?( eller (minst 7|\d(–\d)?))?")
    assert [each.remains for each in told if each.remains and not known.fullmatch(each.remains)] == []
    assert [each.figure for each in told if not FIGURE.fullmatch(each.figure)] == []
    assert {each.printed for each in told} == {True, False}
