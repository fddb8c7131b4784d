"""What can be done to an account: kept as codes, and worded for whoever reads the history."""

from __future__ import annotations

from typing import Literal, cast

from tracker.accounts.account import Role, role_word
from tracker.store.account import ActRole
from tracker.words import gettext as _

Act = Literal[
    "created", "corrected", "password", "role_given", "role_taken", "closed", "opened", "link", "two_steps_added",
    "two_steps_removed", "app_removed", "recovery_code", "passkey_added", "passkey_removed", "passkey_copied",
    "linked", "unlinked",
]  # fmt: skip


def act_words(what: str, role: ActRole | None = None) -> str:
    """The act in the reader's language. What no code is was written by an earlier version, as a sentence."""
    about = role_words(cast("Role", role.role), role.unit, role.program) if role is not None else ""
    known: dict[str, str] = {
        "created": _("kontot skapades"),
        "corrected": _("namn eller adress rättades"),
        "password": _("lösenordet byttes"),
        "role_given": _("fick rollen {role}").format(role=about),
        "role_taken": _("miste rollen {role}").format(role=about),
        "closed": _("kontot stängdes"),
        "opened": _("kontot öppnades igen"),
        "link": _("fick en engångslänk för att välja lösenord"),
        "two_steps_added": _("tvåstegsinloggning lades till"),
        "two_steps_removed": _("tvåstegsinloggningen togs bort"),
        "app_removed": _("appen för koder togs bort"),
        "recovery_code": _("en återställningskod användes"),
        "passkey_added": _("en lösennyckel lades till"),
        "passkey_removed": _("en lösennyckel togs bort"),
        "passkey_copied": _("en lösennyckel nekades: den kan vara kopierad"),
        "linked": _("inloggningstjänsten kopplades till kontot"),
        "unlinked": _("inloggningstjänsten kopplades bort från kontot"),
    }
    return known.get(what, what)


def role_words(role: Role, unit: str | None, program: str | None) -> str:
    """The role, and for what it is held: ``samordnare (bromma)``."""
    where = ", ".join(code for code in (unit, program) if code is not None)
    return f"{role_word(role)} ({where})" if where else role_word(role)
