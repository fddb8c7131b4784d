"""What a program decides for itself: its words for judgements and statuses, and its rules for small counts."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, field_validator

from tracker.definitions.dated import Decision, Model, added

CountsAs = Literal["met", "partly", "not_met"]


class JudgementWord(Model):
    """One judgement of a goal."""

    code: str
    """What files and the report call it; free."""
    word: str
    """Its words for a year that is over."""
    forecast: str
    """Its words in a period that judges the year ahead."""
    counts_as: CountsAs
    """What it says of the goal: that it is met, partly met or not met."""
    clause: str | None = added(None)
    """What follows on "judges that the goal …", where that is other words: *inte uppfylls*."""
    forecast_clause: str | None = added(None)
    """The same in a period that judges the year ahead: *kommer att uppfyllas helt*."""
    analysis: Literal["required", "asked", "optional"] = added("optional")
    """Whether a body that judges so must say why before it hands in, is asked to, or may."""


class StatusWord(Model):
    """One status of an activity."""

    code: str
    """What files and the report call it; free."""
    word: str
    """Its words."""
    begun: bool
    """Whether work has begun. Late is computed from the dates: begun after ``start``, or not closed by ``end``."""
    closed: bool
    """Whether nothing more is waited for."""


class Disclosure(Model):
    """Rules for publishing small counts: 0 < a < threshold is sensitive."""

    threshold: int = Field(default=5, ge=2)
    """The smallest count that is not sensitive."""
    zeros_sensitive: bool = False
    """Whether it tells something of persons that there are none."""
    full_sensitive: bool = False
    """Whether it tells something of persons that all of them are counted."""
    insiders: Literal["none", "bodies"] = "bodies"
    """Who already knows figures: nobody, or every reporting body its own."""
    cover: Literal["small", "small_and_threshold"] = added("small_and_threshold")
    """What must stay possible of a dotted small count: every small value, or also one that is not small."""
    decision: Decision | None = added(None)
    """Who decided the rules."""
    confirmed: bool = True
    """Whether the city has confirmed the rules, or they are our proposal."""

    @field_validator("insiders", mode="before")
    @classmethod
    def _districts(cls, value: Any) -> Any:
        """What insiders were called when only districts could be."""
        return "bodies" if value == "districts" else value


class Named(Model):
    """A short text of the program with a heading: a target group, a kind of violence, a perspective, a matrix."""

    code: str
    """What other definitions call it."""
    title: str
    """The heading."""
    text: str | None = None
    """The text under it."""


class TargetGroup(Named):
    """Whom the program is for. Its indicators and activities say that they are ``about`` it."""

    confirmed: bool = added(True)
    """Whether the program itself says what is about the group, or that is our reading."""


FileKind = Literal["pdf", "docx", "xlsx", "odt", "ods", "png", "jpeg"]


class Evidence(Model):
    """What bodies may add to show what an item rests on, beside links."""

    files: tuple[FileKind, ...] = ()
    """The kinds of files; empty: none. Files can hold personal data."""
    megabytes: int = Field(default=5, ge=1, le=10)
    """The largest file."""
    megabytes_together: int = Field(default=50, ge=1, le=500)
    """How much one body's follow-up of one period may hold."""


class Section(Model):
    """A section of the document that the follow-up is handed over in, with its heading."""

    code: str
    """What the report calls it: letters, digits, ``.`` and ``-``."""
    title: str
    """The heading."""
    holds: Literal["summary", "goals", "categories", "appendices"] | None = None
    """What the program writes under the compilers' text: its summary, every goal, the figures by their
    categories, or the list of appendices with method and signs."""
    text: str | None = None
    """What stands there until the compilers write something else."""


class Contact(Model):
    """Where a reader can ask."""

    name: str
    """A person, or better a function."""
    email: str = Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", examples=["name@example.org"])
    """The address."""
