"""A picture's pixels."""

from __future__ import annotations

import resvg_py

from tracker.charts.still.letters import FAMILY, font_files

SCALE = 2.0
"""Pixels for each of the picture's own: sharp on paper and on a fine screen."""


def png(svg: str, scale: float = SCALE) -> bytes:
    """The picture as PNG. Only our own letters are read, so it is the same on every machine."""
    files = [str(file) for file in font_files()]
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg, zoom=scale, skip_system_fonts=True, font_files=files, font_family=FAMILY,
            sans_serif_family=FAMILY,
        )
    )  # fmt: skip
