"""The form of an own indicator or activity."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectField, StringField
from wtforms.validators import Length, Optional

from tracker.definitions.program import Goal
from tracker.followups.own_items import LONGEST_TITLE, NewActivity, NewIndicator, NewItem
from tracker.web.forms.choices import choices
from tracker.words import gettext as _


class OwnItemForm(FlaskForm):
    goal = SelectField(_("Mål"))
    title = StringField(
        _("Vad ska följas upp?"),
        description=_("Skriv hela texten som den ska stå i uppföljningen."),
        validators=[Length(max=LONGEST_TITLE, message=_("Texten är för lång."))],
    )
    type = RadioField(
        _("Sort"),
        choices=choices(
            ("activity", _("Aktivitet (följs upp med status)")), ("indicator", _("Indikator (följs upp med tal)"))
        ),
        default="activity",
    )
    kind = RadioField(
        _("Hur mäts indikatorn?"),
        choices=choices(("count", _("Antal")), ("share", _("Andel i procent")), ("yes_no", _("Ja eller nej"))),
        default="count",
    )
    label_n = StringField(
        _("Vad räknas?"), description=_("Till exempel: personer som fått stöd."), validators=[Optional()]
    )
    label_d = StringField(
        _("Av vilka? (bara för andel)"), description=_("Till exempel: alla som sökt stöd."), validators=[Optional()]
    )
    by_sex = BooleanField(_("Delas upp på kön"))
    accumulates = BooleanField(_("Räknas från årets början (annars läget på periodens sista dag)"))
    direction = SelectField(
        _("Önskad riktning"),
        choices=choices(("", _("Ingen")), ("up", _("Högre är bättre")), ("down", _("Lägre är bättre"))),
    )
    public = BooleanField(
        _("Små tal får visas öppet"),
        description=_("Kryssa bara i om talen inte gäller personer. Annars skyddas tal under fem när de publiceras."),
    )

    def offer_goals(self, goals: tuple[Goal, ...], titles: dict[str, str]) -> None:
        self.goal.choices = choices(*((goal.code, f"{goal.code} {titles.get(goal.code, '')}") for goal in goals))

    def item(self) -> NewItem:
        """What was asked for, as it stands in the form."""
        values: dict[str, Any] = self.data
        title = values["title"] or ""
        if values["type"] != "indicator":
            return NewActivity(title)
        return NewIndicator(
            title=title,
            kind=values["kind"],
            n_label=values["label_n"] or "",
            d_label=values["label_d"] if values["kind"] == "share" else None,
            by_sex=values["by_sex"],
            accumulates=values["accumulates"],
            direction=values["direction"] or None,
            protects=() if values["public"] else ("n", "d"),
        )
