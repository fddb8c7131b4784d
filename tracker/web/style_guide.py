"""``/stil``: every component in every state, made by the macros that the pages use, for who works on the looks.

For administrators, like what else concerns the installation and shows no figures. What is shown is invented here.
"""

from __future__ import annotations

import re

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, RadioField, SelectField, StringField, TextAreaField

from tracker.charts.spark import Spark
from tracker.resources import STATIC
from tracker.web.access import requires
from tracker.web.forms.choices import choices
from tracker.web.tables import Column, Row, Table, Text
from tracker.words import gettext as _
from tracker.words import lazy

blueprint = Blueprint("style", __name__)

TOKENS = "tokens.css"
SPACES = ("0.125", "0.25", "0.375", "0.5", "0.625", "0.75", "1", "1.25", "1.5", "2", "3")
"""Of `TOKENS`, in rem: what stands between things and inside them."""
_TOKEN = re.compile(r"--([a-z0-9-]+): ([^;]+);")


class EveryField(FlaskForm):
    """A field of each sort."""

    text = StringField(lazy("Ett fält"), description=lazy("Vad som ska stå i det."))
    words = TextAreaField(lazy("Ett stycke"))
    chosen = SelectField(lazy("Ett val i en lista"))
    told = RadioField(lazy("Ett val av två"))
    ticked = BooleanField(lazy("En kryssruta"))
    locked = StringField(lazy("Ett låst fält"), render_kw={"disabled": True})


@blueprint.get("/stil")
@requires("manage_definitions")
def show() -> ResponseReturnValue:
    known = tokens()
    return render_template(
        "style/show.html",
        colours=[(name, value) for name, value in known.items() if value.startswith(("#", "rgb"))],
        sizes=[(name, value) for name, value in known.items() if name.startswith("text-")],
        spaces=[(space, float(space) * 16) for space in SPACES],
        form=_form(False), faulty=_form(True), table=_table(), uneven=_table(number=2), wide=_table(wide=True),
        looks=("best", "under_way", "worst", "not_reported"),
        spark=Spark(("2,16 20,10 38,12 54,4",), (54, 4), (2021, 2024)),
    )  # fmt: skip


def tokens() -> dict[str, str]:
    """Every design token with its value, in the file's order."""
    return dict(_TOKEN.findall((STATIC / TOKENS).read_text("utf-8")))


def _form(faulty: bool) -> EveryField:
    """Blank, or each field refused. Names differ, so that both stand on one page."""
    form = EveryField(formdata=None, prefix="fel-" if faulty else "", meta={"csrf": False})
    form.chosen.choices = form.told.choices = choices(("1", _("Det ena")), ("2", _("Det andra")))
    fields: list[Field] = [form.text, form.words, form.chosen, form.told, form.ticked]
    for field in fields if faulty else ():
        field.errors = [_("Säg vad som är fel och vad man ska göra.")]
    return form


def _table(wide: bool = False, number: int = 1) -> Table:
    """A row of each look, and every sign that can stand instead of a figure."""
    columns = (Column(_("Område")), Column(_("Utfall"), number=True), Column(_("Status")))
    signs = (("1 234", ""), ("..", _("Visas inte")), (".", _("Ej tillämpligt")), (_("saknas"), _("Skälet är angett")))
    rows = tuple(
        Row(_("Nämnd {number}").format(number=place), (Text(sign, meaning=meaning, number=True), Text(_("lämnat"))))
        for place, (sign, meaning) in enumerate(signs, 1)
    )
    sums = tuple(Row(name, (Text("71,8 %", number=True), Text("")), look=look)
                 for name, look in ((_("En region"), "region"), (_("Alla"), "total")))  # fmt: skip
    caption = _("En bred tabell") if wide else _("En tabell")
    return Table(f"{caption} {number}", columns, (*rows, *sums), wide=wide)
