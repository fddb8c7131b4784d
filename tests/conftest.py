"""What every test has: deterministic properties, and fixtures by concept in tests/fixtures/."""

import os

from hypothesis import HealthCheck, settings

pytest_plugins = [
    "tests.fixtures.made_once",
    "tests.fixtures.quick",
    "tests.fixtures.postgres",
    "tests.fixtures.database",
    "tests.fixtures.filled",
    "tests.fixtures.published",
    "tests.fixtures.browser",
    "tests.fixtures.server",
    "tests.fixtures.two_programs",
]

# Whatever the terminal's language is; tests of English ask for it.
os.environ["TRACKER_LANGUAGE"] = "sv"

# The same examples on every run and every machine; deadlines only measure how busy the machine is.
settings.register_profile("same", derandomize=True, max_examples=60, deadline=None, database=None)
# For a search by hand: HYPOTHESIS_PROFILE=search or pytest --hypothesis-profile=search
settings.register_profile(
    "search", max_examples=2_000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("same")
