"""Which passwords are guessed first: common ones, keyboard walks, and words of the person or the service."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from zxcvbn import zxcvbn

from tracker.typed import without_accents

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
