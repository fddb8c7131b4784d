"""What items of a follow-up rest on, as the entry page shows it: links and files at each, and where more are added."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.entry.model import GoalEntry
from tracker.followups.evidence_files import endings
from tracker.store.evidence import Evidence
from tracker.store.evidence_file import EvidenceFile
from tracker.web.followups.said_at_items import SaidAtItems


@dataclass(frozen=True, kw_only=True)
class EvidenceAtItems(SaidAtItems):
    """``evidence``: links, by item; ``files``: that are there; ``adding``: the item at which more can be added now, or
    blank; ``refused_link``: what was typed there, the field at fault, and why.
    """

    evidence: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)
    files: tuple[EvidenceFile, ...] = ()
    adding: str = ""
    refused_link: tuple[Mapping[str, str], str, str] | None = None

    def files_at(self, code: str) -> list[EvidenceFile]:
        return [each for each in self.files if each.item == code]

    def evidence_at(self, code: str) -> int:
        """How many links and files there are."""
        return len(self.evidence.get(code, ())) + len(self.files_at(code))

    def evidence_under(self, goal: GoalEntry) -> int:
        """The same of all that is asked for under a goal."""
        return sum(self.evidence_at(entry.code) for entry in goal.entries())

    @property
    def kinds_of_files(self) -> str:
        """As their names end; blank where the program takes no files."""
        return endings(self.work.program.evidence)
