"""The form that publishes an edition."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from tracker.words import gettext as _


class PublishForm(FlaskForm):
    """``seen``: the fingerprint of what the person was shown. Small numbers in texts are confirmed beside the form."""

    title = StringField(_("Titel"), [InputRequired(_("Skriv en titel.")), Length(max=300)])
    reason = TextAreaField(_("Skäl till rättelsen"), [Length(max=2000)])
    accept_incidents = BooleanField(_("Det som tidigare utgåvor redan röjer godtas som det är"))
    seen = HiddenField()
