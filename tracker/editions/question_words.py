"""What a person is asked about a number in a text that is about to be published, and can answer, in words."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.editions.number_question import Question
from tracker.words import gettext as _
from tracker.words import lazy


def question_text(question: Question) -> str:
    """The number where it stands, what the report prints instead, and why it is asked about."""
    parts = [_("”{number}” i ”{around}”.").format(number=question.number, around=question.around)]
    if question.printed:
        parts.append(_("Rapporten säger: {printed}.").format(printed="; ".join(question.printed)))
    if question.why != "unclear" or not question.printed:
        parts.append(_why(question))
    return " ".join(parts)


def _why(question: Question) -> str:
    if question.figures:
        figures = "; ".join(question.figures)
        if not question.near:
            words = _("Talet är detsamma som ett som prickas ({figures}), men meningen nämner inte vad det gäller.")
            return words.format(figures=figures)
        if question.why == "hidden":
            return _("Det kan röja {figures}.").format(figures=figures)
        return _("Det sägs om ett område med prickade tal: {figures}.").format(figures=figures)
    if question.why == "small":
        return _("Ett litet antal kan säga något om enskilda personer.")
    return _("Det går inte att avgöra vad talet gäller.")


ANSWERS: Mapping[str, str] = {
    "other": lazy("Det är ett annat tal och säger inget om enskilda"),
    "public": lazy("Det är redan offentligt på annat sätt"),
    "allowed": lazy("Det får sägas"),
}
"""The answers by code: the number is something else; readers know it already; it may be said all the same."""
