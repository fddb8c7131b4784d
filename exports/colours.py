"""The colours of charts in workbooks and documents, by what they mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tracker.report.vocabulary import Look

# Okabe and Ito's palette: told apart with any colour vision, and in grey print by lightness.
MAIN, TARGET, OTHERS = "0072B2", "D55E00", ("7F7F7F", "009E73", "CC79A7")
_COLOURS: Mapping[Look, str] = {
    "best": "0072B2",
    "under_way": "56B4E9",
    "waiting": "F0C05A",
    "worst": "D55E00",
    "other": "8C8C8C",
    "not_reported": "E3E5E8",
}


def colours(looks: Sequence[Look]) -> tuple[str, ...]:
    """The colours of judgements or statuses by what they mean; several that mean the same are shades of one."""
    shades = ("", "99", "66", "CC")
    return tuple(
        _shade(_COLOURS[look], shades[looks[:place].count(look) % len(shades)]) for place, look in enumerate(looks)
    )


def _shade(colour: str, opacity: str) -> str:
    """The colour as it looks on white paper with this opacity; blank: as it is."""
    share = int(opacity, 16) / 255 if opacity else 1
    parts = (int(colour[place : place + 2], 16) for place in (0, 2, 4))
    return "".join(f"{round(255 - (255 - part) * share):02X}" for part in parts)
