"""Forms of the workflow: a reason, the body's decision, closing dates and exceptions."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from tracker.entry.days import DayFault, parse_day
from tracker.typed import typed_text, without_unseen
from tracker.words import gettext as _
from tracker.words import lazy

LONGEST_CASE = 100


def a_day(_form: FlaskForm, field: Field) -> None:
    """The text is a day in one of the forms that ``days`` reads. Raises ValidationError."""
    try:
        parse_day(field.data or "")
    except DayFault as fault:
        raise ValidationError(str(fault)) from None


def parsed(text: str | None) -> date | None:
    """The day that was typed, or None for nothing (and for what ``a_day`` refuses)."""
    try:
        return parse_day(text or "")
    except DayFault:
        return None


def stripped(text: str | None) -> str | None:
    """As typed, without blanks at its ends; blank where nothing of it is seen."""
    if not text:
        return text
    return typed_text(text).strip() if without_unseen(text).strip() else ""


class ReasonForm(FlaskForm):
    reason = TextAreaField(
        lazy("Skäl"),
        description=lazy("Visas för dem som fyller i."),
        filters=[stripped],
        validators=[DataRequired(lazy("Skriv ett skäl."))],
    )


class ReturnForm(FlaskForm):
    """``reason``: on the whole; needed where no item has a remark."""

    reason = TextAreaField(
        lazy("Skäl"),
        description=lazy("Visas för dem som fyller i. Behövs inte om en uppgift har en anmärkning."),
        filters=[stripped],
    )
    due = StringField(lazy("Lämnas in igen senast"), validators=[Optional(), a_day])


class DecisionForm(FlaskForm):
    decided_on = StringField(lazy("Beslutsdatum"), validators=[Optional(), a_day])
    case = StringField(
        lazy("Diarienummer"),
        validators=[Optional(), Length(max=LONGEST_CASE, message=lazy("Diarienumret är för långt."))],
    )


class ClosingForm(FlaskForm):
    """``can_be_empty``: there is a closing date to take away."""

    closes_on = StringField(lazy("Sista dag för ändringar"), validators=[a_day])
    reason = StringField(
        lazy("Skäl"),
        description=lazy("Visas för alla som fyller i."),
        filters=[stripped],
        validators=[DataRequired(lazy("Skriv ett skäl."))],
    )

    def __init__(self, *arguments: Any, can_be_empty: bool = False, **more: Any) -> None:
        super().__init__(*arguments, **more)
        if can_be_empty:
            self.closes_on.description = _("Lämna tomt för att ta bort stängningsdatumet.")
        else:
            self.closes_on.validators = [InputRequired(_("Skriv ett datum.")), a_day]


class ExceptionForm(FlaskForm):
    unit = SelectField(lazy("Ansvarig"))
    until = StringField(lazy("Får ändra till och med"), validators=[InputRequired(lazy("Skriv ett datum.")), a_day])
    reason = StringField(lazy("Skäl"), filters=[stripped], validators=[DataRequired(lazy("Skriv ett skäl."))])
