"""Logins, passwords, names and addresses as they are typed: what looks the same is the same, the rest is told."""

import unicodedata

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from tracker.accounts.account import COMMAND_LINE
from tracker.accounts.administration import AccountFault, add_account
from tracker.accounts.kept import fold
from tracker.accounts.passwords import hash_password, matches


@pytest.mark.parametrize("typed", ["åsa", "A\u030asa", " ÅSA ", "å\u200bsa", "\u00a0åsa\u2009"])
def test_a_login_is_the_same_however_it_was_typed(typed: str) -> None:
    assert fold(typed) == "åsa"


def test_a_password_is_the_same_however_the_keyboard_composed_it() -> None:
    kept = hash_password("smörgåsbord-2025 ja")
    for typed in (unicodedata.normalize("NFD", "smörgåsbord-2025 ja"), "smörgåsbord-2025\u00a0ja",
                  "smörgåsbord\u200b-2025 ja"):  # fmt: skip
        assert matches(kept, typed)
    assert not matches(kept, "smorgasbord-2025 ja") and not matches(None, "smörgåsbord-2025 ja")


def test_a_password_that_was_kept_before_holds_as_it_was_typed() -> None:
    from argon2 import PasswordHasher

    typed = unicodedata.normalize("NFD", "smörgåsbord-2025")
    assert matches(PasswordHasher().hash(typed), typed)


@pytest.mark.parametrize(("login", "name", "email", "words"), [
    ("asa", "Åsa", "åsa@example.org", "”åsa@example.org” är ingen e-postadress"),
    ("asa", "Åsa", "inte-en-adress", "”inte-en-adress” är ingen e-postadress"),
    ("asa", "Åsa", "asa@example.org\nBcc: x@example.org", "är ingen e-postadress"),
    ("asa", "Åsa\nLind", None, "Skriv namnet på en rad"),
    ("asa", "Åsa\u2028Lind", None, "Skriv namnet på en rad"),
    ("asa", "Åsa\x07", None, "Skriv namnet på en rad"),
    ("asa\x01", "Åsa", None, "användarnamn utan blanksteg"),
    ("a" * 191, "Åsa", None, "högst 190 tecken"),
    ("asa", "Å" * 191, None, "högst 190 tecken"),
    ("asa\u00a0lind", "Åsa", None, "användarnamn utan blanksteg"),
])  # fmt: skip
def test_a_person_is_checked_when_given(login: str, name: str, email: str | None, words: str) -> None:
    """Before anything is read or written: the database here is empty."""
    with Session(create_engine("sqlite://")) as session, pytest.raises(AccountFault, match=words):
        add_account(session, login=login, name=name, email=email, password=None, by=COMMAND_LINE)
