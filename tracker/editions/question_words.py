"""What is asked of a number in a text, in one or two sentences."""

from __future__ import annotations

from tracker.editions.text_questions import Question
from tracker.words import gettext as _


def question_text(question: Question) -> str:
    """The number where it stands, why it is asked about, and what the report prints instead."""
    parts = [_("”{number}” i ”{around}”.").format(number=question.number, around=question.around), _why(question)]
    if question.printed:
        parts.append(_("Rapporten säger: {printed}.").format(printed="; ".join(question.printed)))
    return " ".join(parts)


def _why(question: Question) -> str:
    if question.figures:
        figures = "; ".join(question.figures)
        if question.why == "hidden":
            return _("Det kan röja {figures}.").format(figures=figures)
        return _("Det sägs om ett område med prickade tal: {figures}.").format(figures=figures)
    if question.why == "small":
        return _("Ett litet antal kan säga något om enskilda personer.")
    return _("Det går inte att avgöra vad talet gäller.")
