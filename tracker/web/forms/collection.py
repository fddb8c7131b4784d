"""The forms of a heading and of words of one's own in an answer."""

from __future__ import annotations

from collections.abc import Mapping

from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from tracker.web.forms.workflow import stripped
from tracker.words import lazy

LONGEST_HEADING, LONGEST_WORDS = 200, 8000


class HeadingForm(FlaskForm):
    heading = StringField(
        lazy("Ny rubrik"), filters=[stripped],
        validators=[DataRequired(lazy("Skriv en rubrik.")), Length(max=LONGEST_HEADING)],
    )  # fmt: skip

    @property
    def said(self) -> str:
        return self.heading.data or ""


class WordsForm(FlaskForm):
    words = TextAreaField(
        lazy("Egen text"), filters=[stripped],
        validators=[DataRequired(lazy("Skriv en text.")), Length(max=LONGEST_WORDS)],
    )  # fmt: skip

    @property
    def said(self) -> str:
        return self.words.data or ""


OWN_FORMS: Mapping[str, type[HeadingForm] | type[WordsForm]] = {"heading": HeadingForm, "words": WordsForm}
"""By what is written."""
