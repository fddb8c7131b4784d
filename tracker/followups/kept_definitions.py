"""The definition of an item kept in the browser: made of what a person says of it, and changed from a day on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal, TypeVar

from tracker.definitions.dated import Dated
from tracker.definitions.measure import Dimension, Kind, Labels, Measure, Measured
from tracker.definitions.program import Activity, Indicator, Program, Responsibility, Text
from tracker.entry.personal import personal_data
from tracker.followups.checking import UNWRITABLE
from tracker.followups.errors import FollowupFault
from tracker.measures.table import KINDS, OWN_ITEM_KINDS, kind_of
from tracker.typed import one_line
from tracker.words import gettext as _

LONGEST_TITLE = 300
LONGEST_LABEL = 150

Definition = Indicator | Activity
Version = TypeVar("Version", bound=Dated)

@dataclass(frozen=True)
class NewActivity:
    title: str


@dataclass(frozen=True)
class NewIndicator:
    """``protects`` everything unless its keeper declares otherwise. ``d_label``: for shares and ratios only.
    ``dimension``: the code of the program's breakdown; blank for none."""

    title: str
    kind: Kind
    n_label: str
    d_label: str | None = None
    accumulates: bool = False
    dimension: str = ""
    direction: Literal["up", "down"] | None = None
    protects: tuple[Measured, ...] = ("n", "d")


NewItem = NewActivity | NewIndicator


class ItemRefused(FollowupFault):
    """The item cannot be kept so. ``faults``: what is wrong, by the name of what was said; all at once."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(" ".join(faults.values()))
        self.faults = dict(faults)


def check_item(program: Program, goal: str, item: NewItem) -> None:
    """Raises ItemRefused unless the item can be kept under the goal."""
    faults = dict(_faults(item))
    if goal not in {known.code for known in program.goals}:
        faults = {"goal": _("Målet {goal} finns inte i programmet.").format(goal=goal), **faults}
    if isinstance(item, NewIndicator) and item.dimension and not _named(program, item.dimension):
        faults = {**faults, "dimension": _("Välj ett av svaren i listan.")}
    if isinstance(item, NewActivity) and not program.statuses:
        faults = {"type": _("Programmet följer inte upp aktiviteter; välj indikator."), **faults}
    if faults:
        raise ItemRefused(faults)


def _faults(item: NewItem) -> Iterator[tuple[str, str]]:
    """Of each field the first fault."""
    texts = {"title": (item.title, LONGEST_TITLE)}
    if not item.title.strip():
        yield "title", _("Skriv vad som ska följas upp.")
    if isinstance(item, NewIndicator):
        texts |= {"n_label": (item.n_label, LONGEST_LABEL), "d_label": (item.d_label or "", LONGEST_LABEL)}
        if not item.n_label.strip():
            yield "n_label", _("Skriv vad som räknas.")
        if item.kind not in {kind.code for kind in OWN_ITEM_KINDS}:
            yield "kind", _("Välj ett av svaren i listan.")
        if item.direction not in (None, "up", "down"):
            yield "direction", _("Välj ett av svaren i listan.")
        takes_d = item.kind in KINDS and kind_of(item.kind).takes_d
        if takes_d and not (item.d_label or "").strip():
            yield "d_label", _("Skriv vilka det är en andel av.")
        if not takes_d and (item.d_label or "").strip():
            yield "d_label", _("Fylls i bara för en andel.")
    for name, (text, longest) in texts.items():
        fault = _text_fault(text, longest)
        if fault:
            yield name, fault


def _text_fault(text: str, longest: int) -> str | None:
    """These texts are read by everybody who reads the follow-up, and may be published: no person is named in them."""
    text = one_line(text)
    if len(text) > longest:
        return _("Skriv högst {longest} tecken.").format(longest=longest)
    if UNWRITABLE.search(text):
        return _("Texten innehåller tecken som inte kan visas; skriv om den.")
    for what in personal_data(text):
        return _("Texten ser ut att innehålla {what}. Ta bort uppgifter som pekar ut en person.").format(what=what)
    return None


def definition(
    program: Program, code: str, origin: Literal["own", "city"], bodies: tuple[str, ...], new: NewItem, first: date
) -> Definition:
    """The item as it applies from its first day."""
    wording = (Text(from_=first, text=_plain(new.title)),)
    responsible = (Responsibility(bodies=bodies),)
    if isinstance(new, NewActivity):
        return Activity(code=code, wording=wording, responsible=responsible, origin=origin)
    kind = kind_of(new.kind)
    measure = Measure(
        from_=first,
        kind=new.kind,
        accumulates=new.accumulates and not kind.is_answer,
        asked=tuple(part.code for part in program.calendar.parts if "figures" in part.asks),
        decimals=0 if kind.adds_up else 1,
        dimensions=() if kind.is_answer else _named(program, new.dimension),
        source="count",
        confirmed=False,
        **_changeable(new),
    )
    return Indicator(code=code, wording=wording, responsible=responsible, origin=origin, measure=(measure,))


def described(item: Definition) -> NewItem:
    """What was said of the item last: its newest version in the words of who keeps it."""
    title = item.wording[-1].text
    if isinstance(item, Activity):
        return NewActivity(title)
    newest = item.measure[-1]
    return NewIndicator(
        title=title,
        kind=newest.kind,
        n_label=newest.labels.n,
        d_label=newest.labels.d,
        accumulates=newest.accumulates,
        dimension=next((each.code for each in newest.dimensions), ""),
        direction=newest.direction,
        protects=newest.protects,
    )


def changed(item: Definition, wanted: NewItem, first: date) -> Definition:
    """The item with other words from a day on; what applied before stays. One that had ended applies again.

    What makes figures comparable (kind, breakdown, from when they are counted) stays as it is: another way to
    measure is another item. Raises ItemRefused.
    """
    if _fixed(described(item)) != _fixed(wanted):
        raise ItemRefused({"kind": _("Hur det mäts kan inte ändras. Avsluta i stället och lägg till en ny.")})
    item = item.model_copy(update={"wording": _from(item.wording, first, {"text": _plain(wanted.title)})})
    if isinstance(item, Indicator) and isinstance(wanted, NewIndicator):
        item = item.model_copy(update={"measure": _from(item.measure, first, _changeable(wanted))})
    return item


def ended(item: Definition, last: date) -> Definition:
    """The item up to a day: earlier periods show it as before. Raises FollowupFault."""
    newest = item.wording[-1]
    if newest.to is not None and newest.to <= last:
        raise FollowupFault(_("{code} är redan avslutad.").format(code=item.code))
    _check_order(newest, last + timedelta(days=1))
    closed = newest.model_copy(update={"to": last})
    return item.model_copy(update={"wording": (*item.wording[:-1], closed)})


def _from(versions: tuple[Version, ...], first: date, update: Mapping[str, Any]) -> tuple[Version, ...]:
    """The versions with another one from the day on, in place of one that begins on the same day."""
    newest = versions[-1]
    is_over = newest.to is not None and newest.to < first
    if not is_over and all(getattr(newest, name) == value for name, value in update.items()):
        return versions
    _check_order(newest, first)
    new = newest.model_copy(update={**update, "from_": first, "to": None if is_over else newest.to})
    if newest.from_ == first:
        return (*versions[:-1], new)
    return (*versions[:-1], newest if is_over else newest.model_copy(update={"to": first - timedelta(days=1)}), new)


def _check_order(newest: Dated, first: date) -> None:
    if newest.from_ is not None and first < newest.from_:
        text = _("Det som gäller i dag gäller från {day}; välj en period som slutar senare.")
        raise ItemRefused({"title": text.format(day=newest.from_)})


def _fixed(item: NewItem) -> tuple[object, ...]:
    return (item.kind, item.dimension, item.accumulates) if isinstance(item, NewIndicator) else ()


def _changeable(new: NewIndicator) -> dict[str, Any]:
    """What may be said otherwise from some day on."""
    protects = tuple(m for m in kind_of(new.kind).protectable if m in new.protects)
    labels = Labels(n=_plain(new.n_label), d=_plain(new.d_label or "") or None)
    return {"labels": labels, "protects": protects, "direction": new.direction}


def dimensions(program: Program) -> tuple[Dimension, ...]:
    """The breakdowns that an item may have: the program's, and those of its own indicators, whose total is a sum."""
    measures = (measure for indicator in program.indicators() for measure in indicator.measure)
    used = (each for measure in measures for each in measure.dimensions)
    found = {each.code: each for each in (*program.dimensions, *used) if each.total == "sum"}
    return tuple(found.values())


def _named(program: Program, code: str) -> tuple[Dimension, ...]:
    return tuple(each for each in dimensions(program) if each.code == code)


def _plain(text: str) -> str:
    """The text on one line."""
    return one_line(text)
