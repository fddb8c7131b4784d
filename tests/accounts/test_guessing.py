"""Passwords that somebody who guesses would come to, and such as people are asked to choose."""

from __future__ import annotations

import pytest

from tracker.accounts.passwords import is_guessable

OWN = ("sara", "Sara Lindström", "sara.lindstrom@bromma.example.org", "Stockholms stad")


@pytest.mark.parametrize(
    "password",
    [
        "password1234", "qwertyuiop123", "123456789012", "aaaaaaaaaaaaaaa", "lösenord1234", "Programuppföljning2026",
        "saralindstrom2026", "Stockholm2026!", "lindström-sara-1", "tracker-tracker-tracker", "välkommen2026",
    ],
)  # fmt: skip
def test_what_is_common_or_ones_own_is_guessed(password: str) -> None:
    assert is_guessable(password, OWN)


SOUND = ("korrekt häst batteri", "smörgåsbord-2025 ja", "hund blöt karta ved", "x7#Gk2!pQ9zR")


@pytest.mark.parametrize("password", SOUND)
def test_what_hangs_together_with_nothing_is_not(password: str) -> None:
    assert not is_guessable(password, OWN)
