"""A loaded database, and people who work in it."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Engine

from tests.world import DEFINITIONS
from tracker.store.database import connect, write_session
from tracker.store.loading import load


@pytest.fixture
def engine(migrated_url: str) -> Iterator[Engine]:
    engine = connect(migrated_url)
    with write_session(engine) as session:
        load(session, DEFINITIONS, date(2021, 1, 1))
    yield engine
    engine.dispose()
