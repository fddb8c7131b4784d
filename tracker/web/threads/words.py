"""Threads in words: what each is, what it is about, where it has come to."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.clock import day_of, today
from tracker.followups.threads.seeing import Seen
from tracker.report import asked_words
from tracker.store.threads import Entry, Thread
from tracker.words import gettext as _

STATE_TAGS = {"open": "tag-warn", "answered": "tag-good", "closed": ""}


def abouts(seen: Seen) -> list[tuple[str, str]]:
    """Everything that a thread may be about: ``target:code`` and its name."""
    found = [("program:", _("Hela programmet"))]
    for goal in seen.goals:
        found.append((f"goal:{goal.code}", _("Mål: {name}").format(name=seen.name("goal", goal.code))))
        for target, items in (("indicator", goal.indicators), ("activity", goal.activities)):
            found += [
                (f"{target}:{item.code}", f"{item.code} {item.short_title or item.title}")
                for item in items
                if item.origin != "own"
            ]
    return found + [(f"unit:{unit.code}", unit.name) for unit in seen.view.units]


@dataclass(frozen=True)
class ThreadWords:
    seen: Seen

    def about(self, thread: Thread) -> str:
        return self.seen.name(thread.asked.target, thread.asked.code)

    def kind(self, thread: Thread) -> str:
        return asked_words.kind_word(thread.asked.kind)

    def state(self, thread: Thread) -> str:
        if thread.state == "open" and thread.asked.answer_by and thread.asked.answer_by < today():
            return _("skulle ha besvarats {day}").format(day=thread.asked.answer_by)
        return asked_words.state_word(thread.state)

    def tag(self, thread: Thread) -> str:
        return STATE_TAGS[thread.state]

    def facts(self, thread: Thread) -> list[tuple[str, str]]:
        """What the asker gave with the text."""
        asked = thread.asked
        given = (
            (_("Gäller"), self.about(thread)),
            (_("Beslutande organ"), asked.body),
            (_("Beslutsdatum"), asked.decided_on and asked.decided_on.isoformat()),
            (_("Ursprung"), asked.origin),
            (_("Diarienummer"), asked.case_number),
            (_("Svar senast"), asked.answer_by and asked.answer_by.isoformat()),
            (_("Ställd av"), _("{by}, {day}").format(by=thread.by, day=day_of(thread.at))),
        )
        return [(name, value) for name, value in given if value]

    def who(self, entry: Entry) -> str:
        """The body that wrote it, or the one that compiles; of that, where it answers for nothing itself, its role."""
        code, view = entry.unit or self.seen.view.city.compiles, self.seen.view
        return next((unit.name for unit in view.units if unit.code == code), _("sammanställningen"))

    def entry(self, entry: Entry) -> str:
        """What was done, by whom and when."""
        text = {
            "answered": _("{who} svarade {day} ({by})"),
            "passed_on": _("{by} lämnade svaret vidare {day}"),
            "closed": _("{by} avslutade frågan {day}"),
            "published": _("{by} publicerade frågan {day}"),
            "unpublished": _("{by} tog tillbaka publiceringen {day}"),
        }[entry.kind]
        return text.format(who=self.who(entry), by=entry.by, day=day_of(entry.at))
