"""What is taken out of the definitions after an edition neither breaks the edition nor asks for a correction."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.editions.publishing import prepared_now
from tests.pipeline.test_retired import FEWER, RETIRED_ON
from tracker.editions.verifying import verify
from tracker.store.database import read_session, write_session
from tracker.store.loading import load


def test_editions_hold_and_stay_as_they_are(published_year: Engine) -> None:
    with write_session(published_year) as session:
        assert load(session, FEWER, RETIRED_ON)
    with read_session(published_year) as session:
        assert list(verify(session, "vald-2021-2025")) == []
    assert prepared_now(published_year, "2023-VB").unchanged
