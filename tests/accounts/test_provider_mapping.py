"""The file that says which roles a provider's claims give: what it gives, and how its faults are told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tracker.accounts.account import Grant
from tracker.accounts.provider.claims import Identity
from tracker.accounts.provider.faults import NotAdmitted
from tracker.accounts.provider.mapping import RoleMapping, read_mapping, unknown_codes
from tracker.definitions.faults import DefinitionFaults

ENTRA = """
bodies:
  Bromma stadsdelsförvaltning: bromma
  Farsta stadsdelsförvaltning: farsta
rules:
  - when: {roles: Samordnare}
    role: coordinator
    unit_from: department
    program: prov
  - when: {groups: [0b1c, 2d3e]}
    role: compiler
  - when: {roles: Granskare, acct: '0'}
    role: reviewer
two_steps: {amr: [mfa, ngcmfa]}
"""
ADFS = """
person: {login: upn, name: unique_name}
rules:
  - when: {'http://schemas.microsoft.com/ws/2008/06/identity/claims/role': Uppföljning-Admin}
    role: administrator
  - {when: {group: 'STAD\\Järva'}, role: coordinator, unit: jarva}
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "roles.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def mapping(folder: Path, text: str) -> RoleMapping:
    return read_mapping(written(folder, text))


def who(**claims: Any) -> Identity:
    return Identity("https://idp.example", "s", claims)


@pytest.mark.parametrize(("claims", "grants"), [
    ({"roles": ["Samordnare"], "department": "Bromma stadsdelsförvaltning"}, {Grant("coordinator", "bromma", "prov")}),
    ({"roles": ["Samordnare"], "department": ["Bromma stadsdelsförvaltning", "Farsta stadsdelsförvaltning", "Annan"]},
     {Grant("coordinator", "bromma", "prov"), Grant("coordinator", "farsta", "prov")}),
    ({"roles": ["Samordnare"]}, set()),
    ({"roles": ["samordnare"], "department": "Bromma stadsdelsförvaltning"}, set()),
    ({"groups": ["x", "2d3e"]}, {Grant("compiler")}),
    ({"roles": ["Granskare"], "acct": 0, "groups": "0b1c"}, {Grant("reviewer"), Grant("compiler")}),
    ({"roles": ["Granskare"], "acct": 1}, set()),
    ({"roles": {"Granskare": 1}, "groups": None}, set()),
])  # fmt: skip
def test_claims_as_entra_id_writes_them(tmp_path: Path, claims: dict[str, Any], grants: set[Grant]) -> None:
    assert mapping(tmp_path, ENTRA).grants(who(**claims)) == grants


def test_claims_as_adfs_writes_them(tmp_path: Path) -> None:
    found, role = mapping(tmp_path, ADFS), "http://schemas.microsoft.com/ws/2008/06/identity/claims/role"
    assert found.grants(who(**{role: "Uppföljning-Admin", "group": ["STAD\\Alla", "STAD\\Järva"]})) == {
        Grant("administrator"), Grant("coordinator", "jarva")}  # fmt: skip
    assert (found.person.login, found.person.email) == ("upn", "email")
    assert not found.vouches(who(amr=["mfa"])), "without two_steps nobody's word is taken"


def test_a_claim_that_was_left_out_as_too_long_takes_no_role_away(tmp_path: Path) -> None:
    left_out = {"_claim_names": {"groups": "src1"}, "_claim_sources": {"src1": {"endpoint": "https://graph"}}}
    with pytest.raises(NotAdmitted) as refusal:
        mapping(tmp_path, ENTRA).grants(who(**left_out))
    assert refusal.value.reason == "too_many_groups"
    assert mapping(tmp_path, ADFS).grants(who(**left_out)) == frozenset()


@pytest.mark.parametrize(("amr", "vouches"), [(["pwd", "mfa"], True), ("mfa", True), (["pwd"], False), (None, False)])
def test_the_second_step_of_the_provider(tmp_path: Path, amr: Any, vouches: bool) -> None:
    assert mapping(tmp_path, ENTRA).vouches(who(amr=amr)) is vouches


@pytest.mark.parametrize(("text", "line", "words"), [
    ("rules:\n  - when: {a: b}\n    role: kung\n", 3, "”role” är ”kung”; det ska vara coordinator, "),
    ("rules:\n  - when: {a: b}\n    role: compiler\n    unit: bromma\n", 2, "en samordnare eller medarbetare behöver"),
    ("rules:\n  - when: {a: b}\n    role: coordinator\n", 2, "en samordnare eller medarbetare behöver"),
    ("rules:\n  - {when: {a: b}, role: administrator, program: p}\n", 2, "ta bort program"),
    ("rules:\n  - when: {}\n    role: compiler\n", 2, "”when”"), ("rules: []\n", 1, "”rules”"),
    ("rules:\n  - when: {a: 7}\n    role: compiler\n", 2, "”a”"), ("regler: []\n", 1, "”regler” är okänd"),
    ("rules:\n  - when: {a: b}\n    role: compiler\n    role: reviewer\n", 4, "role"), ("", 1, "Filen är tom."),
])  # fmt: skip
def test_each_fault_has_its_line_and_its_sentence(tmp_path: Path, text: str, line: int, words: str) -> None:
    file = written(tmp_path, text)
    with pytest.raises(DefinitionFaults) as refusal:
        read_mapping(file)
    assert any(fault.line == line and words in fault.message for fault in refusal.value.faults), str(refusal.value)
    assert all(fault.file == file for fault in refusal.value.faults)


def test_codes_that_nobody_has_are_told(tmp_path: Path) -> None:
    found = unknown_codes(written(tmp_path, ENTRA), {"bromma"}, set())
    assert [(fault.line, fault.message) for fault in found] == [
        (4, "”farsta” finns inte i organisationen."), (9, "Programmet ”prov” finns inte.")]  # fmt: skip
