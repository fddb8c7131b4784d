"""Passwords are kept as argon2 hashes (RFC 9106), never as text. Refused are those that are guessed first: common ones,
keyboard walks, and words of the person or the service."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from tracker.typed import typed_text, without_accents
from tracker.words import gettext as _

SHORTEST = 12
LONGEST = 200

_HASHER = PasswordHasher(time_cost=2, memory_cost=32 * 1024, parallelism=1)
"""argon2id. ASVS 5.0 asks for 19 MiB with two passes; see docs/decisions/passwords.md."""
_AT_ONCE = BoundedSemaphore(1)
"""A hash takes 32 MiB and a thirtieth of a second: a hundred people signing in at once wait for each other. One at a
time in each process, since the hash runs beside Python and takes the processor from those who save."""


class WeakPassword(ValueError):
    """The password cannot be used; the message is a Swedish sentence for the user."""


def hash_password(password: str, own: Iterable[str] = ()) -> str:
    """The hash to keep: of the letters as they look, however the keyboard composed them. Raises WeakPassword.

    ``own``: what is known of the person, from which the password must not be made.
    """
    password = typed_text(password)
    if not SHORTEST <= len(password) <= LONGEST:
        message = _("Lösenordet ska ha minst {shortest} och högst {longest} tecken.")
        raise WeakPassword(message.format(shortest=SHORTEST, longest=LONGEST))
    if is_guessable(password, own):
        message = _(
            "Lösenordet går lätt att gissa: det liknar vanliga lösenord, eller ord som hör till personen eller "
            "tjänsten. Ta till exempel fyra ord som inte hör ihop."
        )
        raise WeakPassword(message)
    return _HASHER.hash(password)


def matches(kept: str | None, password: str, instead: str | None = None) -> bool:
    """Whether the password is the one kept. Without one, as much work is done and the answer is no.

    So the time it takes tells nobody which accounts exist. ``instead``: somebody else's hash, which is worked at where
    there is none: hashes made by an earlier version take longer. A password kept before signs that nobody sees were
    left out of it still holds as it was typed then.
    """
    plain = typed_text(password)
    worked_at = kept or instead or _nobodys()
    right = any(_verified(worked_at, each[:LONGEST]) for each in dict.fromkeys((plain, password)))
    return right and kept is not None


def renewed(kept: str, password: str) -> str | None:
    """The hash to keep from now on of a password that has just been right; None where it is as new ones are."""
    return _HASHER.hash(typed_text(password)) if _HASHER.check_needs_rehash(kept) else None


def _verified(kept: str, password: str) -> bool:
    try:
        with _AT_ONCE:
            return _HASHER.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys() -> str:
    return _HASHER.hash("the password of no account")


_ENOUGH = 4
"""Of the library's scores, 0 to 4: more than ten thousand million guesses."""
_LONGEST_READ = 72
"""The library looks at so many signs; what follows can only make it harder."""
_SHORTEST_WORD = 3
_SERVICE = ("programuppföljning", "uppföljning", "program", "tracker", "lösenord", "inloggning", "välkommen")
"""Words of ours, and those that Swedes choose first and an English list lacks."""


def is_guessable(password: str, own: Iterable[str] = ()) -> bool:
    """Whether somebody who knows the texts (login, name, address, city) would soon come to the password."""
    words = [form for text in (*_SERVICE, *own) for word in _words(text) for form in (word, without_accents(word))]
    return int(zxcvbn(without_accents(password)[:_LONGEST_READ], user_inputs=words)["score"]) < _ENOUGH


def _words(text: str) -> Iterator[str]:
    """The whole, and its parts: ``sara.lind@example.org`` → sara, lind, example."""
    for word in (text, *re.split(r"[\W_]+", text)):
        if len(word) >= _SHORTEST_WORD:
            yield word.casefold()
