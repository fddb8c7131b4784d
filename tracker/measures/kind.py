"""What every kind of measure answers. A kind is one class that says where it differs; ``table`` lists them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from decimal import Decimal
from typing import ClassVar, Literal

from tracker.definitions.measure import Kind, Measured
from tracker.measures.numbers import decimal_text, percent_text, quotient
from tracker.words import gettext as _

FigureField = Literal["whole", "decimal", "answer"]
"""How a number is asked for: a whole number, a decimal, or yes or no."""


class MeasureKind(ABC):
    """The value is ``scale`` · n / d. n and d of an area are the sums over its bodies, whatever the kind."""

    code: ClassVar[Kind]

    scale: ClassVar[int] = 1
    has_d: ClassVar[bool] = True
    takes_d: ClassVar[bool] = False
    """A body gives d. Else d is the population, or follows from n, or there is none."""
    d_is_population: ClassVar[bool] = False
    """d is the bodies' inhabitants: never typed, known to everybody, and the same whatever category n is of."""
    n_within_d: ClassVar[bool] = False
    """n is a part of d: n is never larger, and d − n is a figure too."""
    is_percentage: ClassVar[bool] = False
    is_answer: ClassVar[bool] = False
    """A body answers yes (n = 1) or no (n = 0); it is never divided, accumulated or protected."""
    adds_up: ClassVar[bool] = False
    """The value is n itself, so values of bodies and categories can be added, and have no decimals."""
    protectable: ClassVar[tuple[Measured, ...]] = ("n",)
    has_chance: ClassVar[bool] = True
    """Whether chance can have a part in the value: events or a sample, as the measure says (``variation``)."""

    for_own_items: ClassVar[bool] = False

    field: ClassVar[FigureField] = "whole"
    """How n is asked for."""
    ahead_field: ClassVar[FigureField] = "decimal"
    """How a forecast is asked for."""

    @property
    def is_quotient(self) -> bool:
        """Each body has a value of n per d, on the same scale as the city's."""
        return self.has_d and not self.is_answer

    def pair(self, n: int, d: int | None, population: int | None) -> tuple[int, int | None]:
        """n and d of one body's row, as they take part in sums."""
        return n, d if self.takes_d else population if self.d_is_population else None

    def value(self, n: int | None, d: int | None, decimals: int, smallest_base: int | None = None) -> Decimal | None:
        """The value that is printed; None without d, where d is 0, or where it is below the smallest base."""
        if n is None or not d or d < (smallest_base or 0):
            return None
        return quotient(n, d, self.scale, decimals)

    def forecast(self, bodies: Sequence[Decimal], decimals: int) -> Decimal | None:
        """An area's forecast from its bodies' (at least one). Forecast quotients are never averaged, so they have
        none above the body."""
        return None

    def amount_text(self, value: str) -> str:
        """A value, a target or a forecast, given as an exact decimal string."""
        return percent_text(value) if self.is_percentage else decimal_text(value)

    def answer_word(self, n: int | None, d: int | None) -> str | None:
        """One body's answer in a word; None where the figure is a number."""
        return None

    @abstractmethod
    def word(self) -> str:
        """What the kind is called."""

    @abstractmethod
    def axis_title(self, n: str, d: str | None) -> str:
        """What the values on an axis or in a column are; ``n``, ``d``: what is counted."""

    def n_word(self) -> str:
        """What n is called where one figure is named."""
        return _("täljaren")

    def column_word(self) -> str:
        """Heads the value beside n and d; empty where there is no such value."""
        return ""

    def row_word(self) -> str:
        """What the only row of an indicator is called."""
        return _("Totalt")

    def unit_word(self) -> str:
        """What a forecast or a target is counted in; empty where its label is enough."""
        return ""

    def why_no_d(self) -> str:
        """Why no d is given, within a sentence; asked only of kinds for which that holds."""
        return ""

    def own_item_word(self) -> str:
        """How it is offered to who adds an own indicator (``for_own_items``)."""
        return ""
