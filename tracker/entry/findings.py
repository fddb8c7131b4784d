"""What a check can find: the rules by name and code, and one finding.

A rule that blocks has to be put right before the value can be saved. A warning asks for a comment on the
item, for the text that is lacking or, where neither would answer it, for a tick of confirmation when the
follow-up is submitted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from tracker.words import lazy

Answer = Literal["correction", "comment", "text", "confirmation"]


@dataclass(frozen=True)
class Rule:
    """``name``: in the reader's language, looked up when shown. ``answer`` is what settles a finding of it."""

    code: str
    name: str
    answer: Answer

    @property
    def label(self) -> str:
        """As it stands before every finding: its name, and the code by which it can be talked about."""
        return f"{self.name} ({self.code})"

    @property
    def of_text(self) -> bool:
        """Whether it is a text that has to be looked at, and not a figure."""
        return self.code == PERSONAL.code

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


WHOLE = Rule("K01", lazy("Helt tal"), "correction")
NEGATIVE = Rule("K02", lazy("Negativt tal"), "correction")
LARGE = Rule("K03", lazy("För stort tal"), "correction")
NUMBER = Rule("K04", lazy("Tal"), "correction")
DATE = Rule("K05", lazy("Datum"), "correction")
CHOICE = Rule("K06", lazy("Svaret finns inte i listan"), "correction")
LONG_TEXT = Rule("K07", lazy("För lång text"), "correction")
N_WITHIN_D = Rule("K08", lazy("Del och helhet"), "correction")
DISTINCT_TOTAL = Rule("K09", lazy("Totalen stämmer inte med raderna"), "correction")
REASON = Rule("K10", lazy("Skäl saknas"), "correction")
EMPTY_OR_VALUE = Rule("K11", lazy("Både tal och märkning"), "correction")
START_BEFORE_END = Rule("K12", lazy("Slut före start"), "correction")
PERCENT = Rule("K13", lazy("Mer än 100 procent"), "correction")

PAIR = Rule("K21", lazy("Båda talen behövs"), "comment")
CUMULATIVE = Rule("K22", lazy("Lägre än tidigare under året"), "comment")
HISTORY = Rule("K23", lazy("Ovanligt mot egna tidigare värden"), "comment")
SIZE = Rule("K24", lazy("Ovanligt mot folkmängden"), "comment")
D_CHANGED = Rule("K25", lazy("Ändrat mer än en tredjedel"), "comment")
DONE_COMMENT = Rule("K26", lazy("Avslutad utan kommentar"), "comment")
DONE_BEFORE = Rule("K28", lazy("Inte längre genomförd"), "comment")
SUM = Rule("K29", lazy("Delarna ger en annan summa"), "comment")
SAME_D = Rule("K27", lazy("Olika tal för samma sak"), "comment")
PASTED_TOTAL = Rule("K33", lazy("Summan på en kategoris rad"), "confirmation")
FRACTION = Rule("K30", lazy("Andel under en procent"), "confirmation")
FAR_DAY = Rule("K34", lazy("Datum långt från programmets år"), "confirmation")
PERSONAL = Rule("K31", lazy("Personuppgift i text"), "confirmation")
NO_ANALYSIS = Rule("K35", lazy("Analys saknas"), "text")
ANALYSIS_ASKED = Rule("K36", lazy("Bedömning utan analys"), "confirmation")
UNFILLED = Rule("K32", lazy("Ej ifyllt"), "confirmation")
