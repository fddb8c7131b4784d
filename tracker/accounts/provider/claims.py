"""What a provider says of a person, once it is proven to say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Claims = Mapping[str, Any]
_LEFT_OUT = "_claim_names"
"""Under this the provider (Entra ID) names the claims that were too long for the token."""


@dataclass(frozen=True)
class Attempt:
    """A sign-in that was begun, and is told by these from any other."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True)
class Identity:
    """``subject``: the provider's own name of the person, which never becomes another's."""

    issuer: str
    subject: str
    claims: Claims

    def values(self, claim: str) -> frozenset[str]:
        """What the claim says, as texts: it may be one value or a list."""
        found = self.claims.get(claim)
        several = found if isinstance(found, list) else [found]
        return frozenset(_text(each) for each in several if isinstance(each, str | int | float | bool))

    def text(self, claim: str) -> str | None:
        """What the claim says, where that is one text."""
        found = self.claims.get(claim)
        return found.strip() or None if isinstance(found, str) else None

    def lacks(self, claim: str) -> bool:
        """Whether the provider says that it has the claim and left it out."""
        left_out = self.claims.get(_LEFT_OUT)
        return claim not in self.claims and isinstance(left_out, dict) and claim in left_out


def _text(value: str | float | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
