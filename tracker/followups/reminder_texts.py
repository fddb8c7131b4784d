"""Reminders in plain words. No figure of any follow-up is ever in a mail."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from tracker.accounts.account import shown_name
from tracker.followups.addressees import letter
from tracker.followups.nudging import Nudge
from tracker.followups.reminders import Mail, Owed, Summary
from tracker.words import gettext as _
from tracker.words import ngettext, use_language


def subject(mail: Mail) -> str:
    """One line that says what it is about, and of which program where it is of one; in its reader's language."""
    with use_language(mail.language):
        programs = dict.fromkeys(about.program_name for about in mail.occasions)
        said = _about(mail)
        return f"{next(iter(programs))}: {said}" if len(programs) == 1 else said


def body(mail: Mail, base_url: str) -> str:
    """The mail's text, in its reader's language; addresses lead to the pages of the site at ``base_url``."""
    with use_language(mail.language):
        return _body(mail, base_url)


def nudge_subject(mail: Nudge) -> str:
    """The subject of a mail that a compiler asked for."""
    with use_language(mail.language):
        text = _("{program}: {period} för {body} väntas in")
        return text.format(program=mail.owed.program_name, period=_period(mail.owed), body=mail.owed.name)


def nudge_body(mail: Nudge, base_url: str) -> str:
    """Its text: what is owed, where, and who asks."""
    owed = mail.owed
    with use_language(mail.language):
        asked = _("{by} ber er lämna in det här:").format(by=shown_name(mail.by))
        address = f"  {base_url}/uppfoljning/{owed.program}/{owed.period}/{owed.unit}"
        return letter(mail.name, (asked, "", *_line(owed), address))


def _about(mail: Mail) -> str:
    if len(mail.owed) > 1:
        text = ngettext("{n} uppföljning att lämna in", "{n} uppföljningar att lämna in", len(mail.owed))
        return text.format(n=len(mail.owed))
    if mail.owed:
        owed = mail.owed[0]
        before, after = _("{period} ska lämnas in senast {due}"), _("{period} skulle ha lämnats in {due}")
        return (before if owed.when == "before" else after).format(period=_period(owed), due=owed.due.isoformat())
    if len(mail.summaries) > 1:
        return _("Läget inför {n} sammanställningar").format(n=len(mail.summaries))
    return _("Läget inför sammanställningen: {period}").format(period=_period(mail.summaries[0].about))


def _body(mail: Mail, base_url: str) -> str:
    lines = [_("Hej {name}!").format(name=mail.name), ""]
    if mail.owed:
        lines += [_("Det här är inte inlämnat än:"), ""]
        for program, of_program in groupby(mail.owed, key=lambda owed: owed.program_name):
            lines += [f"{program}:", ""]
            for owed in of_program:
                lines += [*_line(owed), f"  {base_url}/uppfoljning/{owed.program}/{owed.period}/{owed.unit}", ""]
    for summary in mail.summaries:
        lines += [*_summary(summary), f"{base_url}/mottagning/{summary.about.program}/{summary.about.period}", ""]
    lines.append(
        _(
            "Mejlet skickas automatiskt: före och efter sista dagen, när uppföljningen har kommit åter, och därefter en"
            " gång i månaden så länge något saknas. Det kan inte besvaras."
        )
    )
    return "\n".join(lines) + "\n"


def _period(owed: Owed) -> str:
    return f"{owed.period_name} {owed.period.year}"


def _line(owed: Owed) -> Iterator[str]:
    states = {
        "not_opened": _("Den är inte påbörjad."),
        "draft": _("Den är påbörjad men inte inlämnad."),
        "returned": _("Den har kommit åter för komplettering."),
    }
    state = _("Den har öppnats igen.") if owed.state == "draft" and owed.came_back else states[owed.state]
    due = _("senast {due}") if owed.when == "before" else _("skulle ha lämnats in {due}")
    yield f"- {owed.name}, {_period(owed)}: {due.format(due=owed.due.isoformat())}. {state}"


def _summary(summary: Summary) -> Iterator[str]:
    about, given = summary.about, summary.expected - len(summary.lacking)
    text = _("{program}, {period}: {given} av {expected} har lämnat in (sista dag {due}).")
    counts = {"given": given, "expected": summary.expected, "due": about.due.isoformat()}
    yield text.format(program=about.program_name, period=_period(about), **counts)
    if summary.lacking:
        yield _("Inte inlämnat: {names}.").format(names=", ".join(owed.name for owed in summary.lacking))
    if summary.unreachable:
        names = ", ".join(summary.unreachable)
        yield _("Ingen samordnare med e-postadress: {names}.").format(names=names)
