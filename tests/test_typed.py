"""What looks the same is the same, whichever way it came in."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.typed import code_text, one_line, shortened, typed_text, without_unseen


@pytest.mark.parametrize("unseen", ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u200e", "\u202a"])
def test_format_characters_are_dropped(unseen: str) -> None:
    assert typed_text(f"på{unseen}går{unseen}") == "pågår"


@pytest.mark.parametrize("space", [c for c in map(chr, range(0x3001)) if unicodedata.category(c) == "Zs"])
def test_every_space_is_a_space(space: str) -> None:
    assert typed_text(f"ej{space}påbörjad") == "ej påbörjad"


@pytest.mark.parametrize("broken", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_line_break_is_a_line_feed(broken: str) -> None:
    assert typed_text(f"a{broken}b") == "a\nb"
    assert one_line(f" a{broken}b ") == "a b"


@pytest.mark.parametrize("hyphen", ["-", "\u2010", "\u2011", "\u2012", "–", "\u2212", "\uff0d"])
def test_what_looks_like_a_hyphen_is_one_in_a_code(hyphen: str) -> None:
    assert code_text(f" E{hyphen}bromma{hyphen}1\u200b ") == "E-bromma-1"


@pytest.mark.parametrize("unseen", ["\ufe0f", "\u034f", "\u115f", "\u3164", "\u2800", "\u180e", "\U000e0100"])
def test_what_nobody_sees_is_no_part_of_a_value(unseen: str) -> None:
    assert without_unseen(f"2{unseen}6{unseen}") == "26"


def test_letters_are_composed() -> None:
    assert typed_text(unicodedata.normalize("NFD", "åäö é")) == "åäö é"


def test_a_quoted_text_is_short_and_on_one_line() -> None:
    assert shortened("a\tb\nc\x00d") == "a b c d"
    assert shortened("x" * 90_000) == "x" * 59 + "…"


@given(st.text())
def test_nothing_is_left_to_do(text: str) -> None:
    done = typed_text(text)
    assert typed_text(done) == done
    assert not any(unicodedata.category(sign) in ("Cf", "Zl", "Zp") for sign in done)
