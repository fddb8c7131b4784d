"""How an indicator is measured."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from tracker.definitions.dated import Dated, Model, added

Kind = Literal["count", "share", "ratio", "rate", "yes_no"]
Measured = Literal["n", "d"]
Empty = Literal["-", "."]
"""What stands for a figure: ``-`` missing (a comment gives the reason), ``.`` not applicable. No row: not reported."""


class Category(Model):
    """One part of a breakdown."""

    code: str
    """What files and the report call it, e.g. ``under-18``."""
    name: str
    """Its words."""
    required: bool = True
    """Whether a body must give it; one that is not required may be left out, which means none."""


class Dimension(Model):
    """A breakdown of persons or things."""

    code: str
    """What measures and files call it, e.g. ``age``."""
    name: str
    """Its word, in lower case."""
    categories: tuple[Category, ...]
    """Its parts, in the order shown."""
    total: Literal["sum", "distinct"] = "sum"
    """The total is the sum of the categories, or ``distinct`` persons who may stand in several categories; only then
    is the total given beside them."""


class Labels(Model):
    """What n and d count."""

    n: str
    """What the numerator counts, in the plural."""
    d: str | None = None
    """What the denominator counts; a count has none."""


class SameAs(Model):
    """Which figures of other indicators this one's are. Such a figure is entered once."""

    n: str | None = None
    """Another indicator's n, as ``CODE.n``."""
    d: str | None = None
    """Another indicator's n or d, as ``CODE.n`` or ``CODE.d``."""


class Measure(Dated):
    """How an indicator is measured: its kind and what n and d count."""

    kind: Kind
    """``count``: n. ``share``: n of d, percent. ``ratio``: n per d. ``rate``: n per 1 000 inhabitants. ``yes_no``: each
    body answers; the city's value is the percentage that says yes."""
    labels: Labels
    """The words for what n and d count."""
    protects: tuple[Measured, ...] = ()
    """Which of n and d count persons and are not published while small."""
    accumulates: bool
    """Whether figures count from the part's own first day; otherwise they are read on its last day."""
    asked: tuple[str, ...]
    """The parts of the calendar in which it is asked."""
    direction: Literal["up", "down"] | None = None
    """The wished direction; left out: none."""
    decimals: int = Field(ge=0, le=3)
    """Decimals of the value."""
    dimensions: tuple[Dimension, ...] = ()
    """Breakdowns; each may be given by the code that the program gives it."""
    d_same_as: str | None = None
    """An older way to write ``same_as: {d: …}``."""
    source: Literal["register", "count", "survey", "focus_group", "national"]
    """Where the figures come from."""
    method: str | None = None
    """How they are counted."""
    confirmed: bool = True
    """Whether the city has confirmed the measure, or it is our proposal."""
    same_as: SameAs | None = added(None)
    """Figures that are another indicator's too: one statistic wherever it stands."""
    smallest_base: int | None = added(None, ge=2)
    """The smallest d for which a value is shown, e.g. answers to a survey."""
    variation: Literal["none", "events", "sample"] = added("none")
    """Whether chance has a part in the figures: no, as in events, or as in a sample."""
    margin: Decimal | None = added(None, ge=0)
    """How large a difference counts as unchanged, in the indicator's unit."""
    caution: str | None = added(None)
    """What the figure cannot tell, in at most two sentences."""

    @property
    def takes_d(self) -> bool:
        """Whether a body gives d: a rate takes it from the population, a count has none."""
        return self.kind in ("share", "ratio")

    @property
    def gives_n(self) -> bool:
        """Whether a body enters n here: not where it is another indicator's figure."""
        return self.same_as is None or self.same_as.n is None

    @property
    def gives_d(self) -> bool:
        """Whether a body enters d here."""
        return self.takes_d and (self.same_as is None or self.same_as.d is None)

    @property
    def is_entered(self) -> bool:
        """Whether there is anything to enter; otherwise all of it follows from other indicators."""
        return self.gives_n or self.gives_d

    @property
    def total_is_given(self) -> bool:
        """Whether the row without a category is given by the body, not summed."""
        return not self.dimensions or any(dimension.total == "distinct" for dimension in self.dimensions)

    @property
    def shared(self) -> SameAs:
        """Which figures are another indicator's, however that is written."""
        given = self.same_as or SameAs()
        return SameAs(n=given.n, d=given.d or self.d_same_as)
