"""The form that publishes an edition."""

from __future__ import annotations

from collections.abc import Collection

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from tracker.editions.publishing import Prepared
from tracker.editions.texts import SmallNumber
from tracker.words import gettext as _
from tracker.words import lazy


class PublishForm(FlaskForm):
    """``seen``: the fingerprint of what the person was shown. Small numbers in texts are confirmed beside the form."""

    title = StringField(
        lazy("Titel"),
        [InputRequired(lazy("Skriv en titel.")), Length(max=300, message=lazy("Titeln är för lång."))],
    )
    reason = TextAreaField(lazy("Skäl till rättelsen"), [Length(max=2000, message=lazy("Skälet är för långt."))])
    accept_incidents = BooleanField(lazy("Det som tidigare utgåvor redan röjer godtas som det är"))
    seen = HiddenField()

    def faults(self, prepared: Prepared, confirmed: Collection[str]) -> list[tuple[str, str]]:
        """The id of every field at fault, with what is wrong; what an edition needs depends on the edition."""
        needed: dict[str, list[DataRequired | InputRequired]] = {}
        if prepared.last is not None:
            needed["reason"] = [DataRequired(_("Ange skälet till rättelsen."))]
        if prepared.incidents:
            needed["accept_incidents"] = [InputRequired(_("Ta ställning till det som tidigare utgåvor redan röjer."))]
        self.validate(extra_validators=needed)
        found = [(field.id, field.errors[0]) for field in self if field.errors]
        open_ = [n for n, small in enumerate(self.written(prepared), 1) if small.place not in confirmed]
        return [*found, *((f"confirmed-{n}", unconfirmed()) for n in open_[:1])]

    def written(self, prepared: Prepared) -> tuple[SmallNumber, ...]:
        """The small numbers in what will be published in words, the words of this form among them."""
        return prepared.to_confirm((self.title.data or "").strip(), self.reason.data)


def unconfirmed() -> str:
    return _("Små tal i texterna måste bekräftas ett och ett.")
