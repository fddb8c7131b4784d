"""The looks come from one small set of tokens: no colour and no size of letters stands anywhere else."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.web.test_progress import sign_in, words
from tracker.charts import colours
from tracker.resources import STATIC
from tracker.web.style_guide import SPACES, TOKENS, tokens

__all__ = ["sign_in"]

FILES = {file.name: file.read_text("utf-8") for file in sorted(STATIC.glob("*.css"))}
OTHERS = sorted(FILES.keys() - {TOKENS})
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl)a?\(|:\s*(?:white|black|red|green|blue|gr[ae]y)\b")
SIZE = re.compile(r"font-size: ([^;}]+)")
SPACE = re.compile(r"(?<![\w-])(?:margin|padding|gap)[a-z-]*: ([^;}]+)")
REM = re.compile(r"(?<![\d.])(\d*\.?\d+)rem")


@pytest.mark.parametrize("name", OTHERS)
def test_colours_sizes_and_spaces_come_from_the_tokens(name: str) -> None:
    text = COMMENT.sub("", FILES[name])
    assert COLOUR.findall(text) == []
    known = {f"var(--{token})" for token in tokens() if token.startswith(("text-", "paper-"))} | {"inherit"}
    assert [size for size in SIZE.findall(text) if size.strip() not in known] == []
    spaces = (space for value in SPACE.findall(text) if "calc(" not in value for space in REM.findall(value))
    assert sorted({space for space in spaces if space not in (*SPACES, "0")}) == []


def test_every_token_is_used() -> None:
    everything = "".join(FILES[name] for name in OTHERS)
    assert [token for token in tokens() if f"var(--{token})" not in everything] == []


def test_charts_are_drawn_in_the_same_colours() -> None:
    known = tokens()
    drawn = (colours.INK, colours.SOFT, colours.PAPER, colours.ACCENT, colours.UNDER_WAY)
    assert drawn == tuple(known[name] for name in ("ink", "ink-soft", "paper", "accent", "accent-light"))


@pytest.mark.parametrize(
    ("letters", "grounds"),
    [("ink", ("paper", "tint")), ("ink-soft", ("paper", "tint")), ("accent", ("paper", "tint")),
     ("good", ("good-tint", "paper")), ("warn", ("warn-tint", "paper")), ("bad", ("bad-tint", "paper")),
     ("on-dark", ("accent", "accent-dark", "ink"))],
)  # fmt: skip
def test_letters_can_be_read_on_their_ground(letters: str, grounds: tuple[str, ...]) -> None:
    """4.5 to 1, as WCAG 2.2 AA asks of text of any size."""
    known = tokens()
    for ground in grounds:
        light, dark = sorted((_luminance(known[letters]), _luminance(known[ground])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, ground


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_page_of_all_components_is_for_administrators(sign_in: Callable[[str], FlaskClient]) -> None:
    page = sign_in("ada").get("/stil")
    assert page.status_code == 200
    for name, value in tokens().items():
        if value.startswith("#"):
            assert f"--{name}" in words(page.text)
    for login in ("sara", "karin", "rolf"):
        assert sign_in(login).get("/stil").status_code == 403
