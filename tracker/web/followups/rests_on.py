"""The way from a body's report to what its items rest on."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.report.body_parts import BodyReport
from tracker.report.body_words import evidence_text
from tracker.web.followups.places import Places


def evidence_links(shown: BodyReport, places: Places) -> Mapping[str, tuple[str, str]]:
    """Item → how much it rests on, in words, and where that is opened."""
    return {code: (evidence_text(each), places.at(f"item:{code}")) for code, each in shown.evidence.items()}
