"""The conversation with the provider: code flow with PKCE, state and nonce, and proof of the token that comes back.

Authlib builds the requests and judges the claims, joserfc the signature. Nothing of it is logged: an address or an
error of theirs may hold a code or a token.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.common.security import generate_token
from authlib.common.urls import add_params_to_uri
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from requests import RequestException
from requests.exceptions import SSLError

from tracker.accounts.provider.claims import Attempt, Identity
from tracker.accounts.provider.faults import NotAdmitted, ProviderDown
from tracker.config import ProviderSettings
from tracker.config.identity import is_safe
from tracker.words import gettext as _

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
"""Signed with a key that only the provider has: never ``none``, never a secret that both know."""
_SECONDS = 5
"""Until a provider that does not answer is given up."""
_KEPT_SECONDS = 600
"""For so long what the provider says of itself, and its keys, are not asked for again."""
_AGAIN_SECONDS = 10
"""A token that no known key proves makes us ask for the keys, no more often than this."""
_CLOCKS_SECONDS = 60
"""By which its clock and ours may differ."""
_LONGEST_SUBJECT = 255
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_TO_THERE_ONLY = {"allow_redirects": False}
"""Who is led on could be led to an address that is not encrypted, or to one inside the city's own network."""


class Provider:
    """``callback``: the address of ours that the provider sends people back to, as it is registered there."""

    def __init__(
        self, settings: ProviderSettings, callback: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._settings, self._callback, self._clock = settings, callback, clock
        self._about: tuple[float, dict[str, Any]] | None = None
        self._keys: tuple[float, KeySet] | None = None
        # As long again as it was waited for nobody else waits: else those who try would take every thread.
        self._refusal: tuple[float, str] | None = None

    def begin(self) -> tuple[str, Attempt]:
        """Where the person goes, and what is kept until the answer comes. Raises ProviderDown."""
        nonce, verifier = generate_token(32), generate_token(64)
        with self._session() as session:
            address, state = session.create_authorization_url(
                self.about()["authorization_endpoint"], nonce=nonce, code_verifier=verifier
            )
        return address, Attempt(state, nonce, verifier)

    def finish(self, attempt: Attempt, code: str) -> Identity:
        """Who the code stands for. Raises ProviderDown, NotAdmitted."""
        endpoint = self.about()["token_endpoint"]
        try:
            with self._session() as session:
                answer = session.fetch_token(endpoint, code=code, code_verifier=attempt.verifier, **_TO_THERE_ONLY)
        except AuthlibBaseError:
            # The code is used, too old or another's; or ours are not the client and secret that it knows.
            raise NotAdmitted("token") from None
        except (RequestException, ValueError):
            raise self._down(_("den svarade inte, eller inte begripligt, när koden skulle bytas")) from None
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise NotAdmitted("token")
        return self._proven(token, attempt.nonce, answer.get("access_token"))

    def end_address(self, back: str) -> str | None:
        """Where a person signs out at the provider too, and then comes ``back``; None where it has no such address."""
        found = self.about().get("end_session_endpoint")
        if not isinstance(found, str) or not is_safe(found):
            return None
        known = [("client_id", self._settings.client), ("post_logout_redirect_uri", back)]
        return str(add_params_to_uri(found, known))

    def about(self) -> dict[str, Any]:
        """What the provider says of itself. Raises ProviderDown where that is not what the settings say."""
        if self._about is not None and self._clock() - self._about[0] < _KEPT_SECONDS:
            return self._about[1]
        if self._refusal is not None and self._clock() - self._refusal[0] < _SECONDS:
            raise ProviderDown(self._refusal[1])
        try:
            found = self._described()
        except ProviderDown as fault:
            self._refusal = (self._clock(), str(fault))
            raise
        self._about = (self._clock(), found)
        return found

    def _described(self) -> dict[str, Any]:
        found = self._read(f"{self._settings.issuer.rstrip('/')}/.well-known/openid-configuration")
        if found.get("issuer") != self._settings.issuer:
            raise self._down(_("den kallar sig något annat än TRACKER_OIDC_ISSUER"))
        if not all(isinstance(found.get(name), str) and _is_endpoint(found[name]) for name in _ENDPOINTS):
            raise self._down(_("en adress som behövs saknas i det den säger om sig själv, eller är inte https"))
        return found

    def keys(self, *, newer_than: float = _KEPT_SECONDS) -> KeySet:
        """The provider's public keys, asked for again once they are as many seconds old. Raises ProviderDown."""
        if self._keys is not None and self._clock() - self._keys[0] < newer_than:
            return self._keys[1]
        try:
            found = KeySet.import_key_set(self._read(self.about()["jwks_uri"]))  # type: ignore[arg-type]  # its keys are whatever the provider sent
        except (JoseError, KeyError, TypeError, ValueError):
            raise self._down(_("dess nycklar går inte att läsa")) from None
        self._keys = (self._clock(), found)
        return found

    def _proven(self, token: str, nonce: str, access_token: object) -> Identity:
        issuer, client = self._settings.issuer, self._settings.client
        options = {"iss": {"essential": True, "value": issuer}, "aud": {"essential": True, "value": client}}
        known = {"nonce": nonce, "client_id": client, "access_token": access_token}
        try:
            signed = self._signed(token)
            claims = CodeIDToken(signed.claims, signed.header, options, known)
            claims.validate(leeway=_CLOCKS_SECONDS)
        except (JoseError, ValueError, TypeError):
            raise NotAdmitted("token") from None
        subject = claims["sub"]
        if not isinstance(subject, str) or not 0 < len(subject) <= _LONGEST_SUBJECT:
            raise NotAdmitted("token")
        return Identity(issuer, subject, dict(claims))

    def _signed(self, token: str) -> jwt.Token:
        """Once more with new keys where those we know do not prove it: the provider may have changed them."""
        try:
            return jwt.decode(token, self.keys(), algorithms=ALGORITHMS)
        except (JoseError, ValueError):
            return jwt.decode(token, self.keys(newer_than=_AGAIN_SECONDS), algorithms=ALGORITHMS)

    def _session(self) -> OAuth2Session:
        settings, methods = self._settings, self.about().get("token_endpoint_auth_methods_supported")
        posted = isinstance(methods, list) and "client_secret_basic" not in methods
        method = "none" if settings.secret is None else "client_secret_post" if posted else "client_secret_basic"
        return OAuth2Session(
            settings.client, settings.secret, token_endpoint_auth_method=method, scope="openid profile email",
            redirect_uri=self._callback, code_challenge_method="S256", default_timeout=_SECONDS,
        )  # fmt: skip

    def _read(self, address: str) -> dict[str, Any]:
        try:
            with OAuth2Session(default_timeout=_SECONDS) as session:
                answer = session.get(address, withhold_token=True, **_TO_THERE_ONLY)
                answer.raise_for_status()
                found = answer.json()
        except SSLError:
            text = _("dess certifikat godtas inte. Är utfärdaren stadens egen, ange dess fil i REQUESTS_CA_BUNDLE")
            raise self._down(text) from None
        except (RequestException, ValueError):
            raise self._down(_("den svarar inte, eller inte begripligt")) from None
        if not isinstance(found, dict):
            raise self._down(_("den svarar inte, eller inte begripligt"))
        return found

    def _down(self, why: str) -> ProviderDown:
        text = _("Inloggningstjänsten {issuer} kan inte användas: {why}.")
        return ProviderDown(text.format(issuer=self._settings.issuer, why=why))


def _is_endpoint(address: str) -> bool:
    """Safe to send to; other than an issuer it may have a question."""
    return is_safe(address.partition("?")[0])
