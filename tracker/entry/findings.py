"""What a check can find: the rules by name and code, and one finding.

A rule that blocks has to be put right before the value can be saved. A warning asks for a comment on the
item or, where a comment would not answer it, for a tick of confirmation when the follow-up is submitted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from tracker.words import gettext as _


def N_(message_id: str) -> str:  # noqa: N802 - gettext's customary name
    """Marks a message for the catalogue; it is translated where it is shown."""
    return message_id


Answer = Literal["correction", "comment", "confirmation"]


@dataclass(frozen=True)
class Rule:
    """``answer`` is what settles a finding of it."""

    code: str
    message_id: str
    answer: Answer

    @property
    def name(self) -> str:
        """The rule's name in the reader's language, looked up when shown."""
        return _(self.message_id)

    @property
    def label(self) -> str:
        """As it stands before every finding: its name, and the code by which it can be talked about."""
        return f"{self.name} ({self.code})"

    @property
    def blocks(self) -> bool:
        return self.answer == "correction"


@dataclass(frozen=True)
class Finding:
    """One rule that fired at one field. ``item`` is the entry's code. ``settled``: a comment answers it."""

    rule: Rule
    field: str
    item: str
    message: str
    settled: bool = False

    @property
    def key(self) -> str:
        """The name under which the finding is confirmed, and its confirmation kept."""
        return f"{self.rule.code}:{self.field}"


def fields_confirmed(rule: Rule, keys: Iterable[str]) -> tuple[str, ...]:
    """The fields of the rule's findings among kept confirmations."""
    pairs = (key.partition(":") for key in keys)
    return tuple(field for code, _colon, field in pairs if code == rule.code)


WHOLE = Rule("K01", N_("Helt tal"), "correction")
NEGATIVE = Rule("K02", N_("Negativt tal"), "correction")
LARGE = Rule("K03", N_("För stort tal"), "correction")
NUMBER = Rule("K04", N_("Tal"), "correction")
DATE = Rule("K05", N_("Datum"), "correction")
CHOICE = Rule("K06", N_("Svaret finns inte i listan"), "correction")
LONG_TEXT = Rule("K07", N_("För lång text"), "correction")
N_WITHIN_D = Rule("K08", N_("Del och helhet"), "correction")
DISTINCT_TOTAL = Rule("K09", N_("Totalen stämmer inte med raderna"), "correction")
REASON = Rule("K10", N_("Skäl saknas"), "correction")
EMPTY_OR_VALUE = Rule("K11", N_("Både tal och märkning"), "correction")
START_BEFORE_END = Rule("K12", N_("Slut före start"), "correction")
PERCENT = Rule("K13", N_("Mer än 100 procent"), "correction")

PAIR = Rule("K21", N_("Båda talen behövs"), "comment")
CUMULATIVE = Rule("K22", N_("Lägre än tidigare under året"), "comment")
HISTORY = Rule("K23", N_("Ovanligt mot egna tidigare värden"), "comment")
SIZE = Rule("K24", N_("Ovanligt mot folkmängden"), "comment")
D_CHANGED = Rule("K25", N_("Ändrat mer än en tredjedel"), "comment")
DONE_COMMENT = Rule("K26", N_("Avslutad utan kommentar"), "comment")
DONE_BEFORE = Rule("K28", N_("Inte längre genomförd"), "comment")
SAME_D = Rule("K27", N_("Olika tal för samma sak"), "comment")
PERSONAL = Rule("K31", N_("Personuppgift i text"), "confirmation")
UNFILLED = Rule("K32", N_("Ej ifyllt"), "confirmation")
