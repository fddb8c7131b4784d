"""What browser and authenticator are asked, and what they answer (WebAuthn, level 3), without anything that is stored.

Where an authenticator comes from is not asked (no attestation), nor that it can find its key without being told which
(no resident key): it is the second step, after the password. Fingerprint or code are preferred, not demanded.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, cast
from urllib.parse import urlsplit

from fido2 import cbor
from fido2.cose import CoseKey
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationConveyancePreference,
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialParameters,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

TIMEOUT = 120_000
"""Milliseconds that the browser waits for the person."""
ALGORITHMS = (-7, -8, -257)
"""As COSE numbers them: ES256, EdDSA, RS256."""
LONGEST_ANSWER = 20_000
LONGEST_CREDENTIAL = 1023
"""Bytes, by the standard."""
_PREFERRED = UserVerificationRequirement.PREFERRED
_FAULTY = (ValueError, KeyError, TypeError, AttributeError, IndexError, AssertionError, NotImplementedError,
           OverflowError, RecursionError, struct.error)  # fmt: skip
"""What the library raises for an answer that is none, or a wrong one."""


class WrongAnswer(Exception):
    """What came is not the right answer to what was asked. ``why`` is for tests; people are told one sentence."""


@dataclass(frozen=True)
class RelyingParty:
    """Who asks. ``host``: what keys are made for; ``origin``: the address that the browser must have been at."""

    host: str
    origin: str
    name: str = ""


class Key(NamedTuple):
    """``credential`` and ``public_key`` in base64url. ``sign_count``: how often it has signed, by its own word."""

    credential: str
    public_key: str
    sign_count: int


def relying_party(base_url: str) -> RelyingParty | None:
    """The site at this address; None where browsers offer no keys: plain http, or a number for a host."""
    try:
        parts = urlsplit(base_url)
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except ValueError:
        return None
    is_number = ":" in host or host.replace(".", "").isdigit()
    if is_number or not host or (parts.scheme != "https" and host != "localhost"):
        return None
    is_default = port in (None, {"https": 443, "http": 80}[parts.scheme])
    return RelyingParty(host, f"{parts.scheme}://{host}{'' if is_default else f':{port}'}")


def question_for_new(party: RelyingParty, number: int, login: str, name: str, has: Sequence[Key]) -> tuple[Any, str]:
    """What the browser needs to have a key made for the account ``number``, and its challenge. ``has``: keys that the
    account has already; an authenticator that keeps one of them makes no other."""
    person = PublicKeyCredentialUserEntity(id=str(number).encode(), name=login, display_name=name)
    options, state = _server(party).register_begin(
        person, [_known(key) for key in has], ResidentKeyRequirement.DISCOURAGED, _PREFERRED
    )
    return dict(options), state["challenge"]


def new_key(party: RelyingParty, challenge: str, answer: str) -> Key:
    """The key that was made. Raises WrongAnswer."""
    try:
        made = _server(party).register_complete(_state(challenge), _read(answer))
        known = made.credential_data
        if known is None or known.public_key.ALGORITHM not in ALGORITHMS:
            raise WrongAnswer("algorithm")
        if len(known.credential_id) > LONGEST_CREDENTIAL:
            raise WrongAnswer("credential")
        return Key(websafe_encode(known.credential_id), websafe_encode(cbor.encode(known.public_key)), made.counter)
    except _FAULTY as fault:
        raise WrongAnswer(str(fault)) from fault


def question_for_one_of(party: RelyingParty, keys: Sequence[Key]) -> tuple[Any, str]:
    """What the browser needs to have one of the keys sign, and its challenge."""
    options, state = _server(party).authenticate_begin([_known(key) for key in keys], _PREFERRED)
    return dict(options), state["challenge"]


def signed(party: RelyingParty, challenge: str, answer: str, keys: Sequence[Key]) -> Key:
    """Which of the keys signed, with the count that came with it; whether that count can be is not judged here.
    Raises WrongAnswer."""
    try:
        read = AuthenticationResponse.from_dict(_read(answer))
        used = _server(party).authenticate_complete(_state(challenge), [_known(key) for key in keys], read)
        name = websafe_encode(used.credential_id)
        return Key(name, websafe_encode(cbor.encode(used.public_key)), read.response.authenticator_data.counter)
    except _FAULTY as fault:
        raise WrongAnswer(str(fault)) from fault


def _server(party: RelyingParty) -> Fido2Server:
    server = Fido2Server(
        PublicKeyCredentialRpEntity(id=party.host, name=party.name or party.host),
        AttestationConveyancePreference.NONE,
        verify_origin=lambda origin: origin == party.origin,
    )
    server.timeout = TIMEOUT  # type: ignore[assignment]  # the library reads it
    kind = PublicKeyCredentialType.PUBLIC_KEY
    server.allowed_algorithms = [PublicKeyCredentialParameters(type=kind, alg=each) for each in ALGORITHMS]
    return server


def _state(challenge: str) -> dict[str, Any]:
    """As the library left it when it asked."""
    return {"challenge": challenge, "user_verification": _PREFERRED}


def _known(key: Key) -> AttestedCredentialData:
    public_key = CoseKey.parse(cast("dict[int, Any]", cbor.decode(websafe_decode(key.public_key))))
    return AttestedCredentialData.create(Aaguid.NONE, websafe_decode(key.credential), public_key)


def _read(answer: str) -> dict[str, Any]:
    found = json.loads(answer) if len(answer) <= LONGEST_ANSWER else None
    if not isinstance(found, dict):
        raise WrongAnswer("form")
    return found
