"""Answers of authenticators, right and wrong, and who may ask them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.fixtures.authenticator import Authenticator, Json, raw, text
from tracker.accounts.webauthn import (
    Key,
    RelyingParty,
    WrongAnswer,
    new_key,
    question_for_new,
    question_for_one_of,
    relying_party,
    signed,
)

ORIGIN = "https://uppfoljning.example"
PARTY = RelyingParty("uppfoljning.example", ORIGIN, "Uppföljning")
Wrong = Callable[[Authenticator, Json], str]


def made(device: Authenticator) -> Key:
    options, challenge = question_for_new(PARTY, 1, "rolf", "Rolf", [])
    return new_key(PARTY, challenge, device.make(options))


def other_key(device: Authenticator, asked: Json) -> str:
    """Of a device that has a key, but not this one."""
    other = Authenticator(ORIGIN)
    made(other)
    return other.sign(asked)


def with_signature_of_another(device: Authenticator, asked: Json) -> str:
    answer, other = json.loads(device.sign(asked)), json.loads(other_key(device, asked))
    answer["response"]["signature"] = other["response"]["signature"]
    return json.dumps(answer)


def with_another_count(device: Authenticator, asked: Json) -> str:
    answer = json.loads(device.sign(asked))
    data = raw(answer["response"]["authenticatorData"])
    answer["response"]["authenticatorData"] = text(data[:-1] + bytes([data[-1] + 1]))
    return json.dumps(answer)


def of_a_new_key(device: Authenticator, asked: Json) -> str:
    """The right challenge, but said to be for making a key."""
    return _with(device.sign(asked), "clientDataJSON", b"webauthn.get", b"webauthn.create")


def _with(answer: str, of: str, part: bytes, other: bytes) -> str:
    read = json.loads(answer)
    whole = raw(read["response"][of])
    assert part in whole
    read["response"][of] = text(whole.replace(part, other))
    return json.dumps(read)


WRONG: dict[str, Wrong] = {
    "another site": lambda device, asked: replace(device, origin=f"{ORIGIN}.evil.example").sign(asked),
    "a part of the site's name": lambda device, asked: replace(device, origin="https://a.uppfoljning.example").sign(asked),
    "another port": lambda device, asked: replace(device, origin=f"{ORIGIN}:8443").sign(asked),
    "plain http": lambda device, asked: replace(device, origin=ORIGIN.replace("https", "http")).sign(asked),
    "a key for another site": lambda device, asked: device.sign(asked, host="evil.example"),
    "another question": lambda device, asked: device.sign(asked, challenge="A" * 43),
    "nobody was there": lambda device, asked: replace(device, flags=0).sign(asked),
    "another kind": of_a_new_key,
    "another signature": with_signature_of_another,
    "another count": with_another_count,
    "another key": other_key,
    "nothing": lambda device, asked: "",
    "no object": lambda device, asked: "[]",
    "empty": lambda device, asked: "{}",
    "nothing in it": lambda device, asked: '{"rawId": "", "response": {}, "type": "public-key"}',
    "numbers": lambda device, asked: '{"rawId": 1, "response": 2, "type": 3}',
    "deep": lambda device, asked: "[" * 9_000,
    "long": lambda device, asked: '{"a": "' + "x" * 30_000 + '"}',
    "cut": lambda device, asked: device.sign(asked)[:-9],
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_what_is_no_right_answer(wrong: Wrong) -> None:
    device = Authenticator(ORIGIN)
    key = made(device)
    options, challenge = question_for_one_of(PARTY, [key])
    with pytest.raises(WrongAnswer):
        signed(PARTY, challenge, wrong(device, options), [key])
    right = signed(PARTY, challenge, device.sign(options), [key])
    assert right._replace(sign_count=0) == key and right.sign_count == device.sign_count > 0


WRONG_NEW: dict[str, Wrong] = {
    "another site": lambda device, asked: replace(device, origin="https://evil.example").make(asked),
    "nobody was there": lambda device, asked: replace(device, flags=0).make(asked),
    "a signature": lambda device, asked: _with(device.make(asked), "clientDataJSON", b"create", b"get"),
    "an algorithm that was not offered": lambda device, asked: _attesting(device.make(asked), b"\x03\x26", b"\x03\x24"),
    "a key that is cut": lambda device, asked: _attesting(device.make(asked), b"\x21\x58\x20", b"\x21\x58\x1f"),
    "no key in it": lambda device, asked: _attesting(device.make(asked), b"\x68authData", b"\x68authDatb"),
    "empty": lambda device, asked: "{}",
}


def _attesting(answer: str, part: bytes, other: bytes) -> str:
    return _with(answer, "attestationObject", part, other)


@pytest.mark.parametrize("wrong", WRONG_NEW.values(), ids=WRONG_NEW)
def test_what_is_no_new_key(wrong: Wrong) -> None:
    options, challenge = question_for_new(PARTY, 1, "rolf", "Rolf", [])
    with pytest.raises(WrongAnswer):
        new_key(PARTY, challenge, wrong(Authenticator(ORIGIN), options))


def test_a_device_is_told_which_keys_there_are() -> None:
    key = made(Authenticator(ORIGIN))
    options, _challenge = question_for_new(PARTY, 1, "rolf", "Rolf", [key])
    assert [each["id"] for each in options["publicKey"]["excludeCredentials"]] == [key.credential]
    assert [each["alg"] for each in options["publicKey"]["pubKeyCredParams"]] == [-7, -8, -257]


@pytest.mark.parametrize(("address", "host", "origin"), [
    ("https://Uppfoljning.Stad.example/", "uppfoljning.stad.example", "https://uppfoljning.stad.example"),
    ("https://a.example:443", "a.example", "https://a.example"),
    ("https://a.example:8443/x", "a.example", "https://a.example:8443"),
    ("http://localhost:5000", "localhost", "http://localhost:5000"),
    ("https://räksmörgås.example", "xn--rksmrgs-5wao1o.example", "https://xn--rksmrgs-5wao1o.example"),
])  # fmt: skip
def test_who_asks_is_read_off_the_base_address(address: str, host: str, origin: str) -> None:
    party = relying_party(address)
    assert party is not None and (party.host, party.origin) == (host, origin)


@pytest.mark.parametrize("address", ["http://a.example", "https://10.0.0.1", "https://[::1]:8", "https://", "https://a:x"])
def test_where_there_are_no_keys(address: str) -> None:
    assert relying_party(address) is None
