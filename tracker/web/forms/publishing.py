"""The form that publishes an edition."""

from __future__ import annotations

from collections.abc import Mapping

from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from tracker.editions.number_question import Question
from tracker.editions.prepared import Prepared
from tracker.editions.question_words import ANSWERS
from tracker.words import gettext as _
from tracker.words import lazy


class PublishForm(FlaskForm):
    """``seen``: the fingerprint of what the person was shown. What is asked of numbers in texts is answered beside the
    form, each in a field of its own."""

    title = StringField(
        lazy("Titel"),
        [InputRequired(lazy("Skriv en titel.")), Length(max=300, message=lazy("Titeln är för lång."))],
    )
    reason = TextAreaField(lazy("Skäl till rättelsen"), [Length(max=2000, message=lazy("Skälet är för långt."))])
    incidents_accepted = TextAreaField(
        lazy("Skäl till att det ändå publiceras"),
        [Length(max=2000, message=lazy("Skälet är för långt."))],
        description=lazy("Skriv vem som har tagit ställning och varför. Skälet sparas med utgåvan och trycks inte."),
    )
    seen = HiddenField()

    def faults(self, prepared: Prepared, answers: Mapping[str, str]) -> list[tuple[str, str]]:
        """The id of every field at fault, with what is wrong; what an edition needs depends on the edition."""
        needed: dict[str, list[DataRequired | InputRequired]] = {}
        if prepared.last is not None:
            needed["reason"] = [DataRequired(_("Ange skälet till rättelsen."))]
        if prepared.incidents:
            needed["incidents_accepted"] = [DataRequired(_("Ta ställning till det som kan räknas ut."))]
        self.validate(extra_validators=needed)
        found = [(field.id, field.errors[0]) for field in self if field.errors]
        for number, movement in enumerate(prepared.movements, 1):
            if movement.place not in answers:
                text = _("Ta ställning till vad rättelsen visar i {indicator}.")
                found.append((f"movement-{number}", text.format(indicator=movement.indicator)))
        for number, told in enumerate(prepared.told_by_rules, 1):
            if told.place not in answers:
                text = _("Ta ställning till det som reglerna avslöjar i {indicator}.")
                found.append((f"rule-{number}", text.format(indicator=told.indicator)))
        for number, question in enumerate(self.questions(prepared), 1):
            if answers.get(question.place) not in ANSWERS:
                text = _("Besvara talet ”{number}”.").format(number=question.number)
                found.append((f"answer-{number}-other", text))
        return found

    def questions(self, prepared: Prepared) -> tuple[Question, ...]:
        """What is asked of the numbers in all that will be published in words, those of this form among them."""
        return prepared.questions((self.title.data or "").strip(), self.reason.data)
