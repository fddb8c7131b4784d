"""Forms of the workflow: a reason, the body's decision, closing dates and exceptions."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from tracker.words import gettext as _
from tracker.words import lazy

LONGEST_CASE = 100


def iso_date(_form: FlaskForm, field: Field) -> None:
    """The text is a day written as an ISO date. Raises ValidationError."""
    if field.data and parsed(field.data) is None:
        raise ValidationError(_("Skriv datumet som år-månad-dag, till exempel 2024-09-15."))


def parsed(text: str | None) -> date | None:
    """The day that was typed, or None for nothing (and for what ``iso_date`` refuses)."""
    try:
        return date.fromisoformat((text or "").strip())
    except ValueError:
        return None


def stripped(text: str | None) -> str | None:
    return text.strip() if text else text


class ReasonForm(FlaskForm):
    reason = TextAreaField(
        lazy("Skäl"),
        description=lazy("Visas för nämnden eller styrelsen."),
        filters=[stripped],
        validators=[DataRequired(lazy("Skriv ett skäl."))],
    )


class DecisionForm(FlaskForm):
    decided_on = StringField(lazy("Beslutsdatum"), validators=[Optional(), iso_date])
    case = StringField(
        lazy("Diarienummer"),
        validators=[Optional(), Length(max=LONGEST_CASE, message=lazy("Diarienumret är för långt."))],
    )


class ClosingForm(FlaskForm):
    """``can_be_empty``: there is a closing date to take away."""

    closes_on = StringField(lazy("Sista dag för ändringar"), validators=[iso_date])
    reason = StringField(
        lazy("Skäl"),
        description=lazy("Visas för nämnderna och styrelserna."),
        filters=[stripped],
        validators=[DataRequired(lazy("Skriv ett skäl."))],
    )

    def __init__(self, *arguments: Any, can_be_empty: bool = False, **more: Any) -> None:
        super().__init__(*arguments, **more)
        if can_be_empty:
            self.closes_on.description = _("Lämna tomt för att ta bort stängningsdatumet.")
        else:
            self.closes_on.validators = [InputRequired(_("Skriv ett datum.")), iso_date]


class ExceptionForm(FlaskForm):
    unit = SelectField(lazy("Nämnd eller styrelse"))
    until = StringField(lazy("Får ändra till och med"), validators=[InputRequired(lazy("Skriv ett datum.")), iso_date])
    reason = StringField(lazy("Skäl"), filters=[stripped], validators=[DataRequired(lazy("Skriv ett skäl."))])
