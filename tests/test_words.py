"""The language of words: looked up at each call, each reader in their own."""

from __future__ import annotations

from collections.abc import Mapping
from gettext import NullTranslations
from threading import Thread

import pytest

from tracker import words
from tracker.config import SettingsError, read_language
from tracker.words import catalogue, first_spoken, gettext, language, lazy, ngettext, use_language


class Shouting(NullTranslations):
    """A catalogue that needs no file."""

    def gettext(self, message: str) -> str:
        return message.upper()

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return (msgid1 if n == 1 else msgid2).upper()


@pytest.fixture
def shouting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "_catalogue", lambda _code: Shouting())


@pytest.mark.usefixtures("shouting")
def test_the_same_text_in_the_language_of_the_moment() -> None:
    later = lazy("mål")
    assert (gettext("mål"), str(later), language()) == ("mål", "mål", "sv")
    with use_language("en"):
        assert (gettext("mål"), str(later), f"{later}", language()) == ("MÅL", "MÅL", "MÅL", "en")
        assert (later.title(), ngettext("ett", "flera", 1), ngettext("ett", "flera", 2)) == ("Mål", "ETT", "FLERA")
        with use_language("sv"):
            assert ngettext("ett", "flera", 2) == "flera"
        assert gettext("mål") == "MÅL"
    assert gettext("mål") == "mål"


def test_a_text_looked_up_later_can_be_filled_in() -> None:
    """As WTForms fills in the messages of its validators."""
    assert lazy("högst %(max)d tecken") % {"max": 5} == "högst 5 tecken"


@pytest.mark.usefixtures("shouting")
def test_one_readers_language_is_nobody_elses() -> None:
    heard: list[str] = []
    with use_language("en"):
        thread = Thread(target=lambda: heard.append(gettext("mål")))
        thread.start()
        thread.join()
    assert heard == ["mål"]


def test_a_language_without_a_catalogue_is_refused() -> None:
    with pytest.raises(ValueError, match="de"), use_language("de"):
        pass


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (["en_GB.UTF-8"], "en"),
        (["de", "sv-FI", "en"], "sv"),
        (["EN-us"], "en"),
        (["C.UTF-8"], None),
        (["POSIX", ""], None),
        (["english"], None),
        ([], None),
    ],
)
def test_locales_of_browsers_and_terminals(wanted: list[str], found: str | None) -> None:
    assert first_spoken(wanted) == found


@pytest.mark.parametrize(
    ("environment", "found"),
    [
        ({}, "sv"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "sv_SE.UTF-8"}, "sv"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "C"}, "sv"),
        ({"LANG": "sv_SE.UTF-8", "TRACKER_LANGUAGE": "en"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": ""}, "en"),
    ],
)
def test_the_language_of_a_command(environment: Mapping[str, str], found: str) -> None:
    assert read_language(environment) == found


def test_a_language_that_does_not_exist_is_said_so() -> None:
    with pytest.raises(SettingsError, match=r"^TRACKER_LANGUAGE: de finns inte. Välj bland sv, en.$"):
        read_language({"TRACKER_LANGUAGE": "de", "LANG": "sv_SE"})


def test_the_english_catalogue_can_be_read() -> None:
    assert catalogue.read("en").info()["language"] == "en"
