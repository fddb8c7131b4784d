"""Why the bodies of a plan add up to more than there are at once, in words: the same wherever they are counted."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.measures.numbers import whole_text
from tracker.report.existed import within_the_period
from tracker.report.listing import and_list
from tracker.report.model import Existed, Report
from tracker.words import gettext as _


def existed_text(report: Report) -> str:
    """How many there were as the period began and ended, and who was formed of whom; empty where all lasted, and of
    one body's own."""
    listed = within_the_period(report)
    if not listed or report.unit:
        return ""
    first, last = report.calendar.first_day, report.calendar.last_day
    asked = sum(1 for body in report.bodies if body.expected)
    formed = [each for each in listed if each.since is not None and each.since > first]
    ended = [each for each in listed if each.until is not None and each.until < last]
    text = _(
        "De {all} {bodies} som räknas fanns inte samtidigt: {before} fanns {first} och {after} fanns {last}. {changes} "
        "Den som fanns när perioden började och den som bildades under den har var sin plan. En aktivitet räknas "
        "därför både hos dem som slogs samman och hos den som tog över."
    )
    return text.format(
        all=whole_text(asked), bodies=report.about.city.bodies.many, first=first, last=last,
        before=whole_text(asked - len(formed)), after=whole_text(asked - len(ended)),
        changes=" ".join(changes(report, formed, ended)),
    )  # fmt: skip


def changes(report: Report, formed: list[Existed], ended: list[Existed]) -> Iterator[str]:
    """One sentence for each that was formed, with those that were merged into it; then those that only ended."""
    for new in formed:
        merged = [old.name for old in ended if old.merged_into == new.code]
        text = _("{name} bildades {day} av {merged}.") if merged else _("{name} bildades {day}.")
        yield text.format(name=new.name, day=new.since, merged=and_list(merged))
    told = {each.code for each in formed}
    names = {body.code: body.name for body in report.bodies}
    for old in (each for each in ended if each.merged_into not in told):
        heir = names.get(old.merged_into or "")
        text = _("{name} gick upp i {heir} efter {day}.") if heir else _("{name} upphörde efter {day}.")
        yield text.format(name=old.name, heir=heir, day=old.until)
