"""The colours of every chart, on screen, in files and in Excel.

They are told apart with any colour vision, and in grey print by lightness: ``tests/charts/test_colours.py`` works out
both. Nothing is said by colour alone; each also has a place, a shape, a pattern or words of its own.
"""

from __future__ import annotations

INK = "#17212e"
SOFT = "#4a5666"
LINE = "#d5dce4"
PAPER = "#ffffff"
ACCENT = "#0b5394"
REFERENCE = "#b35c00"
WITHIN = "#d9e6f2"
"""What chance gives a body in 95 cases of 100; a lighter tone beside it is for 998 of 1 000."""
WITHIN_ALARM = "#eef3f8"

UNDER_WAY = "#7fb2dd"
WAITING = "#f2c879"
OTHER = "#6b6b6b"
