"""Passwords are kept as argon2 hashes (RFC 9106), never as text."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from tracker.words import gettext as _

SHORTEST = 12
LONGEST = 200

_HASHER = PasswordHasher()


class WeakPassword(ValueError):
    """The password cannot be used; the message is a Swedish sentence for the user."""


def hash_password(password: str) -> str:
    """The hash to keep. Raises WeakPassword."""
    if not SHORTEST <= len(password) <= LONGEST:
        message = _("Lösenordet ska ha minst {shortest} och högst {longest} tecken.")
        raise WeakPassword(message.format(shortest=SHORTEST, longest=LONGEST))
    return _HASHER.hash(password)


def matches(kept: str | None, password: str) -> bool:
    """Whether the password is the one kept. Without one, as much work is done and the answer is no.

    So the time it takes tells nobody which accounts exist.
    """
    try:
        _HASHER.verify(kept or _nobodys(), password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


@cache
def _nobodys() -> str:
    return _HASHER.hash("the password of no account")
