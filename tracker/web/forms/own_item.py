"""The forms of an own indicator or activity: to add one, and to change what may be changed of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField

from tracker.definitions.measure import Dimension
from tracker.definitions.viewed import GoalView
from tracker.followups.kept_definitions import NewActivity, NewIndicator, NewItem
from tracker.measures.table import KINDS, OWN_ITEM_KINDS, kind_of
from tracker.web.forms.choices import choices, cited_choices
from tracker.words import lazy


class ChangedItemForm(FlaskForm):
    """What may be said otherwise from some period on. ``seen``: the version that is changed.

    What is asked is checked where items are kept; its answers are put at the fields by ``refuse``.
    """

    title = StringField(
        lazy("Vad ska följas upp?"), description=lazy("Skriv hela texten som den ska stå i uppföljningen.")
    )
    n_label = StringField(lazy("Vad räknas?"), description=lazy("Till exempel: personer som fått stöd."))
    d_label = StringField(lazy("Av vilka? (bara för andel)"), description=lazy("Till exempel: alla som sökt stöd."))
    direction = SelectField(
        lazy("Önskad riktning"),
        choices=choices(("", lazy("Ingen")), ("up", lazy("Högre är bättre")), ("down", lazy("Lägre är bättre"))),
        validate_choice=False,
    )
    public = BooleanField(
        lazy("Små tal får visas öppet"),
        description=lazy(
            "Kryssa bara i om talen inte gäller personer. Annars skyddas tal under fem när den egna delen av rapporten "
            "publiceras."
        ),
    )
    seen = HiddenField()

    def refuse(self, faults: Mapping[str, str]) -> None:
        """Put each fault at its field; at the first what is no field of this form."""
        for name, sentence in faults.items():
            (self[name] if name in self.data else self.title).errors = [sentence]

    def fill(self, item: NewItem) -> None:
        """Show the item as it stands."""
        self.title.data = item.title
        if isinstance(item, NewIndicator):
            self.n_label.data, self.d_label.data = item.n_label, item.d_label or ""
            self.direction.data, self.public.data = item.direction or "", not item.protects

    def changed(self, item: NewItem) -> NewItem:
        """The item with what now stands in the form."""
        if isinstance(item, NewActivity):
            return NewActivity(self.title.data or "")
        return replace(item, **self._words(), d_label=(self.d_label.data or "") if kind_of(item.kind).takes_d else None)

    def _words(self) -> dict[str, Any]:
        return {
            "title": self.title.data or "",
            "n_label": self.n_label.data or "",
            "direction": self.direction.data or None,
            "protects": () if self.public.data else ("n", "d"),
        }


class NewItemForm(ChangedItemForm):
    """All of it."""

    goal = SelectField(lazy("Mål"), validate_choice=False)
    type = RadioField(
        lazy("Typ"),
        choices=choices(
            ("activity", lazy("Aktivitet (följs upp med status)")), ("indicator", lazy("Indikator (följs upp med tal)"))
        ),
        default="activity",
    )
    kind = RadioField(
        lazy("Hur mäts indikatorn?"),
        default=OWN_ITEM_KINDS[0].code,
    )
    dimension = SelectField(lazy("Delas upp på"), validate_choice=False, default="")
    accumulates = BooleanField(lazy("Räknas från periodens första dag (annars läget på dess sista dag)"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = choices(*((kind.code, kind.own_item_word()) for kind in OWN_ITEM_KINDS))

    def offer(self, goals: tuple[GoalView, ...], *, activities: bool) -> None:
        """The goals that it can stand under; and whether activities are followed up at all."""
        self.goal.choices = cited_choices(*((goal.code, f"{goal.title} ({goal.code})") for goal in goals))
        if not activities:
            self.type.choices = [choice for choice in self.type.choices if choice.value == "indicator"]
            self.type.data = "indicator"

    def offer_dimensions(self, offered: tuple[Dimension, ...]) -> None:
        self.dimension.choices = [
            *choices(("", lazy("Ingen uppdelning"))),
            *cited_choices(*((each.code, each.name) for each in offered)),
        ]

    def item(self) -> NewItem:
        """What was asked for, as it stands in the form."""
        if self.type.data != "indicator":
            return NewActivity(self.title.data or "")
        kind = self.kind.data
        takes_d = kind in KINDS and kind_of(kind).takes_d
        return NewIndicator(
            **self._words(),
            kind=kind,
            d_label=self.d_label.data if takes_d else None,
            dimension=self.dimension.data or "",
            accumulates=self.accumulates.data,
        )
