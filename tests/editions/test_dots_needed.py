"""The demonstration's merger as published: without any one of its complementary dots the auditor would refuse it."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Engine

from tests.disclosure.irreducible import needless, passes
from tracker.disclosure.model.connected import groups
from tracker.disclosure.model.joint import joint_system
from tracker.editions.sources import Archive, sources_of
from tracker.store.database import read_session
from tracker.store.editions import editions, ledger

PROGRAM = "vald-2021-2025"


def test_every_complementary_dot_of_the_merger_is_needed(published_year: Engine) -> None:
    with read_session(published_year) as session:
        published = editions(session, PROGRAM)
        lines = ledger(session, published)
        edition = next(each for each in published if each.code == "2023-T2-1")
        rules = sources_of(Archive(session, PROGRAM), edition).rules
    known = [line for line in lines if line.edition == "2023-T1-1"]
    own = [line for line in lines if line.edition == edition.code]
    complementary = 0
    for group in groups([*known, *own], rules).values():
        undecided = [replace(line, printed=None) if line.edition == edition.code else line for line in group]
        joint = joint_system(undecided, rules)
        dotted = frozenset(joint.names[line.edition, line.key] for line in group if not line.printed)
        assert passes(joint.system, dotted, 5, edition.incidents)
        assert needless(joint.system, dotted, 5, edition.incidents) == []
        free = (each for each in joint.system.statistics if each.key in dotted and not each.frozen)
        complementary += sum(not each.sensitive for each in free)
    assert complementary > 20
