"""The charts' colours are told apart with any colour vision and in grey print, and are seen on white paper.

Worked out here from the standards' own numbers (WCAG 2.2 for contrast; Machado, Oliveira and Fernandes 2009 for how
colours look to who lacks one kind of cones), sharing nothing with the charts.
"""

from __future__ import annotations

from itertools import combinations

import pytest

from tracker.charts import colours
from tracker.charts.in_columns import LOOKS

Rgb = tuple[float, float, float]

# Severity 1.0, on linear RGB.
VISION = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
# What may lie on or beside each other in one chart.
TOGETHER = (
    (colours.ACCENT, colours.REFERENCE),
    (colours.ACCENT, colours.PAPER),
    (colours.INK, colours.PAPER),
    (colours.SOFT, colours.PAPER),
    (colours.REFERENCE, colours.PAPER),
    (colours.ACCENT, colours.WITHIN),
    (colours.INK, colours.WITHIN),
    *combinations([LOOKS[look].colour for look in ("best", "under_way", "other", "not_reported")], 2),
)


def linear(colour: str) -> Rgb:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def seen(colour: str, vision: str) -> Rgb:
    given = linear(colour)
    rows = (sum(a * b for a, b in zip(row, given, strict=True)) for row in VISION[vision])
    red, green, blue = (min(1.0, max(0.0, part)) for part in rows)
    return red, green, blue


def lightness(rgb: Rgb) -> float:
    """CIE L*, from 0 to 100: what grey print shows."""
    luminance = 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]
    return 116 * luminance ** (1 / 3) - 16 if luminance > 0.008856 else 903.3 * luminance


def lab(rgb: Rgb) -> Rgb:
    x = (0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.9505
    y = 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]
    z = (0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.089
    f, g, h = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return 116 * g - 16, 500 * (f - g), 200 * (g - h)


def difference(a: str, b: str, vision: str) -> float:
    """CIE 1976: some 2 can just be seen, 20 is plain."""
    there, here = lab(seen(a, vision)), lab(seen(b, vision))
    return float(sum((p - q) ** 2 for p, q in zip(there, here, strict=True)) ** 0.5)


def contrast(a: str, b: str) -> float:
    lights = sorted(0.2126 * r + 0.7152 * g + 0.0722 * bl for r, g, bl in (linear(a), linear(b)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


@pytest.mark.parametrize("vision", VISION)
def test_colours_that_meet_are_told_apart_with_any_colour_vision(vision: str) -> None:
    for a, b in TOGETHER:
        assert difference(a, b, vision) > 20, (a, b)


def test_colours_that_tell_something_alone_are_told_apart_in_grey_print() -> None:
    """The city's line and the bodies' bars also differ in shape; judgements and statuses in place and pattern."""
    for a, b in TOGETHER[1:]:
        assert abs(lightness(linear(a)) - lightness(linear(b))) > 8, (a, b)


def test_marks_and_words_are_seen_on_white_paper() -> None:
    for mark in (colours.ACCENT, colours.REFERENCE, colours.SOFT, colours.INK, colours.OTHER):
        assert contrast(mark, colours.PAPER) >= 4.5, mark


def test_colours_that_are_alike_would_be_found() -> None:
    assert difference("#c00000", "#6b6b00", "deuteranopia") < 20 < difference("#c00000", "#6b6b00", "normal")
