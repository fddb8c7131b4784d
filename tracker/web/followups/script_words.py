"""The sentences that the entry page's script says, where ``{…}`` is filled in by the script; and its keys."""

from __future__ import annotations

from tracker.words import gettext as _
from tracker.words import ngettext


def script_words() -> dict[str, str]:
    return {
        "saving": _("Sparar …"),
        "saved": _("Allt är sparat {time}."),
        "unsaved": _("Osparade ändringar."),
        "blocked": _("Sparat utom i {items}: rätta det som är markerat."),
        "clashed": _("Någon annan har ändrat samtidigt. Välj version:"),
        "clashed_own": _("Du har ändrat samma uppgift i en annan flik eller på en annan enhet. Välj version:"),
        "offline": _("Ingen kontakt med servern. Det du har skrivit finns kvar på sidan; nytt försök görs snart."),
        "signed_out": _("Du har blivit utloggad. Det du har skrivit finns kvar på sidan."),
        "other_account": _("Någon annan är nu inloggad i webbläsaren. Logga in som dig själv för att spara."),
        "sign_in": _("Logga in i en ny flik"),
        "restored": _("Text som inte hann sparas förra gången är tillbaka i fälten."),
        "to_fix": _("{n} att se över"),
        "summary_one": _to_correct(1),
        "summary": _to_correct(2).replace("2", "{n}"),
        "error": _("Fel:"),
        "warning": _("Att kontrollera:"),
        "explain": _("Rätta eller förklara i kommentaren."),
        "settled": _("Besvarad i kommentaren."),
        "clash_title": _("{by} ändrade {item} {at}"),
        "clash_title_own": _("Du ändrade {item} i en annan flik eller på en annan enhet {at}"),
        "field": _("Fält"),
        "mine": _("Din version"),
        "theirs": _("Sparad version"),
        "keep_mine": _("Spara min version"),
        "keep_theirs": _("Behåll den sparade"),
        "blank": _("(tomt)"),
        "pasted": _("{count} tal klistrades in."),
        "pasted_total": _("{total} är summan av de andra raderna och fylldes inte i. Är det en egen uppgift?"),
        "paste_total": _("Fyll i den också"),
        "undo": _("Ångra"),
        "pasted_left": _("{left} av talen fick inte plats i tabellen och klistrades inte in."),
    }


def _to_correct(count: int) -> str:
    return ngettext("%(num)d uppgift behöver rättas", "%(num)d uppgifter behöver rättas", count) % {"num": count}


def shortcuts(plan: bool = False) -> list[tuple[str, str]]:
    """Keys, and what each does. ``plan``: where there are texts, and no answers."""
    answers = [
        ("1–8", _("Välj svar, där man står vid svaren; 0 tar tillbaka")),
        (_("9 eller Alt + S"), _("Samma som förra perioden")),
    ]
    return [
        (_("Enter"), _("Nästa fält; från målets sista fält till nästa mål")),
        (_("Ctrl + Enter"), _("Nästa fält, i en text")),
        *([("Alt + S", _("Samma som förra årets plan"))] if plan else answers),
        ("Alt + 1–9", _("Gå till målet med det numret i listan")),
        ("Alt + Page Down", _("Nästa mål")),
        ("Alt + Page Up", _("Föregående mål")),
        ("Alt + T", _("Nästa tomma fält")),
        ("Alt + R", _("Nästa att rätta eller förklara")),
        ("Alt + V", _("Visa eller dölj vad som stod tidigare")),
        ("Ctrl + Z", _("Ångra, även en hel inklistring")),
        ("?", _("Den här listan, utanför textfält")),
    ]
