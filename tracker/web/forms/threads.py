"""Forms of threads: what is asked or decided, an answer, and the confirmation that a text points nobody out."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length, Optional

from tracker.store.threads import Asked
from tracker.web.forms.choices import choices, cited_choices
from tracker.web.forms.workflow import LONGEST_CASE, a_day, parsed, stripped
from tracker.words import gettext as _
from tracker.words import lazy

LONGEST = 4000


class AskForm(FlaskForm):
    """``about``: ``target:code``. A priority has its decision, a question its origin."""

    kind = RadioField(lazy("Vad är det?"))
    about = SelectField(lazy("Vad gäller det?"))
    text = TextAreaField(
        lazy("Text"),
        description=lazy("Visas som du skriver den för dem som det gäller. Den kan inte ändras efteråt."),
        filters=[stripped],
        validators=[DataRequired(lazy("Skriv vad det gäller.")), Length(max=LONGEST)],
    )
    body = StringField(lazy("Beslutande organ"), filters=[stripped], validators=[Length(max=200)])
    decided_on = StringField(lazy("Beslutsdatum"), validators=[Optional(), a_day])
    origin = StringField(
        lazy("Ursprung"),
        description=lazy("Till exempel skrivelse, interpellation, budgetuppdrag eller revision."),
        filters=[stripped],
        validators=[Length(max=200)],
    )
    case_number = StringField(
        lazy("Diarienummer"),
        filters=[stripped],
        validators=[Length(max=LONGEST_CASE, message=lazy("Diarienumret är för långt."))],
    )
    answer_by = StringField(lazy("Svar senast"), validators=[Optional(), a_day])

    def offer(self, abouts: list[tuple[str, str]]) -> None:
        """Give the choices; ``abouts``: everything that a thread can be about."""
        self.kind.choices = choices(("question", _("Fråga")), ("priority", _("Prioritering")))
        items = ("indicator:", "activity:")  # named by the definitions alone
        self.about.choices = [
            choice
            for about in abouts
            for choice in (cited_choices(about) if about[0].startswith(items) else choices(about))
        ]

    def validate_body(self, field: StringField) -> None:
        self._needed(field, "priority", _("En prioritering behöver det organ som har beslutat."))

    def validate_case_number(self, field: StringField) -> None:
        self._needed(field, "priority", _("En prioritering behöver sitt diarienummer."))

    def validate_origin(self, field: StringField) -> None:
        self._needed(field, "question", _("Skriv var frågan kommer ifrån."))

    def asked(self) -> Asked:
        """What was typed, with only what belongs to its kind."""
        target, _colon, code = self.about.data.partition(":")
        case_number = self.case_number.data or None
        if self.kind.data == "priority":
            decided_on = parsed(self.decided_on.data)
            return Asked("priority", target, code, self.text.data or "", body=self.body.data, decided_on=decided_on,
                         case_number=case_number)  # fmt: skip
        answer_by = parsed(self.answer_by.data)
        return Asked("question", target, code, self.text.data or "", origin=self.origin.data, case_number=case_number,
                     answer_by=answer_by)  # fmt: skip

    def _needed(self, field: StringField, kind: str, message: str) -> None:
        if self.kind.data == kind and not field.data:
            raise ValidationError(message)


class AnswerForm(FlaskForm):
    """``unit``: the body that answers; blank for the compilers."""

    unit = SelectField(lazy("Svara för"))
    text = TextAreaField(
        lazy("Svar"),
        description=lazy("Skriv inga uppgifter som kan peka ut en enskild person. Svaret kan inte ändras efteråt."),
        filters=[stripped],
        validators=[DataRequired(lazy("Skriv ett svar.")), Length(max=LONGEST)],
    )


class ReleaseForm(FlaskForm):
    """Before a text leaves the compilers: that its numbers point nobody out, where it has any."""

    checked = BooleanField(lazy("Talen i texten kan inte peka ut någon enskild eller avslöja en prickad siffra"))
