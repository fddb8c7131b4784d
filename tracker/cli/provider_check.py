"""Whether people can sign in through the organisation's own provider: its file of roles, and the provider itself."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from sqlalchemy import Engine

from tracker.accounts.provider.faults import ProviderDown
from tracker.accounts.provider.mapping import read_mapping, unknown_codes
from tracker.config import Settings
from tracker.definitions.faults import DefinitionFaults
from tracker.store import health
from tracker.store.catalogue import program_codes, read_units
from tracker.store.database import read_session


def of_provider(found: Settings, engine: Engine) -> Iterator[str]:
    """A line for each fault; none where no provider is set."""
    if found.provider is None:
        return
    try:
        read_mapping(found.provider.mapping)
    except DefinitionFaults as refusal:
        yield from map(str, refusal.faults)
    else:
        if health.unready(engine) is None:
            with read_session(engine) as session:
                units, programs = {unit.code for unit in read_units(session).units}, set(program_codes(session))
            yield from map(str, unknown_codes(found.provider.mapping, units, programs))
    provider = import_module("tracker.accounts.provider.client").Provider(found.provider, found.base_url)
    try:
        provider.keys()
    except ProviderDown as fault:
        yield str(fault)
