"""The page of items kept in the browser, a body's own or the city's: what each says, since when, and by whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import render_template, url_for
from sqlalchemy.orm import Session

from tracker.accounts.account import shown_name
from tracker.clock import moment
from tracker.definitions.program import Indicator
from tracker.definitions.view import View
from tracker.definitions.viewed import UnitView
from tracker.entry.due import applies_from
from tracker.followups.kept_definitions import Definition, NewIndicator, NewItem, described, dimensions
from tracker.measures.table import kind_of
from tracker.report.measure_words import direction_word
from tracker.store.kept_items import ItemChange, KeptItem, kept_items
from tracker.web.forms.own_item import ChangedItemForm, NewItemForm
from tracker.words import gettext as _


@dataclass(frozen=True)
class KeptPage:
    """``unit``: the body whose own they are; None for the city's. ``locked``: why nothing can be changed, or blank.

    ``handed_in``: how many have handed in the period already, whose follow-ups would ask for something else than then.
    ``asked_of``: what those are called together who are asked for the city's items, and how many they are.
    """

    view: View
    unit: UnitView | None
    items: tuple[KeptItem, ...]
    locked: str = ""
    handed_in: int = 0
    asked_of: tuple[str, int] = ("", 0)

    @property
    def heading(self) -> str:
        if self.unit is not None:
            return _("Egna indikatorer och aktiviteter")
        return _("Gemensamma indikatorer och aktiviteter")

    @property
    def period_name(self) -> str:
        period = self.view.period
        return f"{self.view.program.calendar.part(period).name} {period.year}"

    @property
    def back(self) -> tuple[str, str]:
        """Address and words of the page that this one belongs to."""
        where: dict[str, Any] = {"program": self.view.program.code, "period": self.view.period.code}
        if self.unit is None:
            return url_for("receipt.show", **where), _("Mottagning: {period}").format(period=self.period_name)
        return url_for("entry.show", **where, unit=self.unit.code), f"{self.unit.name} – {self.period_name}"

    def address(self, action: str, code: str | None = None) -> str:
        """The address of ``show``, ``change`` or ``end`` for the body's own or for the city's."""
        journey = "city_items" if self.unit is None else "own_items"
        more = {"code": code, "unit": self.unit.code if self.unit else None}
        given: dict[str, Any] = {name: value for name, value in more.items() if value is not None}
        return url_for(f"{journey}.{action}", program=self.view.program.code, period=self.view.period.code, **given)

    def item(self, code: str) -> KeptItem | None:
        return next((item for item in self.items if item.code == code), None)

    def is_over(self, item: KeptItem) -> bool:
        """Whether the item ended before what the period would add."""
        return item.last_day is not None and item.last_day < applies_from(self.view.program.calendar, self.view.period)

    def is_new(self, item: KeptItem) -> bool:
        """Whether the page's period is the first that asks for it: then to end it is to take it away."""
        begun = item.definition.wording[0].from_
        return begun is not None and begun >= applies_from(self.view.program.calendar, self.view.period)

    def history(self, item: KeptItem) -> list[tuple[str, str, tuple[str, ...]]]:
        """When, who and what of each step, first to last."""
        return [(moment(change.at), shown_name(change.by), tuple(_told(change))) for change in item.changes]


def kept_page(session: Session, view: View, unit: str | None, locked: str = "") -> KeptPage:
    items = kept_items(session, view.program.code, unit)
    return KeptPage(view, view.unit(unit) if unit else None, items, locked)


def list_page(page: KeptPage, form: NewItemForm) -> str:
    form.offer(page.view.goals, activities=bool(page.view.program.statuses))
    form.offer_dimensions(dimensions(page.view.program))
    return render_template("entry/own_items.html", page=page, form=form, asked_never=asked_never)


def change_page(page: KeptPage, item: KeptItem, form: ChangedItemForm, overtaken: str = "") -> str:
    said = described(item.definition)
    kind = kind_of(said.kind) if isinstance(said, NewIndicator) else None
    return render_template(
        "entry/own_item.html", page=page, item=item, said=said, kind=kind, form=form, overtaken=overtaken
    )


def _told(change: ItemChange) -> Iterator[str]:
    if change.before is None:
        yield _("Tillagd.")
        return
    before, after = _words(described(change.before)), _words(described(change.after))
    for label, was in before.items():
        if after[label] != was:
            yield _("{label}: från ”{was}” till ”{now}”.").format(label=label, was=was, now=after[label])
    was_over, is_over = (item.wording[-1].to for item in (change.before, change.after))
    if was_over != is_over:
        if is_over and asked_never(change.after):
            yield _("Borttagen.")
        else:
            yield _("Avslutad, sista dag {day}.").format(day=is_over) if is_over else _("Efterfrågas igen.")
    newest = change.after.wording[-1].from_
    if isinstance(change.after, Indicator):
        newest = max((day for day in (newest, change.after.measure[-1].from_) if day), default=None)
    if newest is not None and before != after:
        yield _("Gäller från {day}.").format(day=newest)


def asked_never(item: Definition) -> bool:
    """Whether it ended before it began, so that no period asks for it."""
    begun, over = item.wording[0].from_, item.wording[-1].to
    return begun is not None and over is not None and over < begun


def _words(item: NewItem) -> Mapping[str, str]:
    """What can be changed of an item, as its form says it."""
    words = {_("Vad som följs upp"): item.title}
    if isinstance(item, NewIndicator):
        words[_("Vad som räknas")] = item.n_label
        words[_("Av vilka")] = item.d_label or ""
        words[_("Önskad riktning")] = direction_word(item.direction)
        words[_("Små tal")] = _("skyddas") if item.protects else _("får visas öppet")
    return words
