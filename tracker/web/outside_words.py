"""What a person is told who does not get in through the provider, and with which status."""

from __future__ import annotations

from tracker.accounts.provider.faults import Reason
from tracker.words import gettext as _


def refusal_words(reason: Reason) -> tuple[str, str, int]:
    """Title, advice, status."""
    not_in = _("Du kom inte in")
    return {
        "answer": (_("Inloggningen avbröts"), _("Den påbörjades inte här, eller tog för lång tid. Börja om."), 400),
        "declined": (_("Inloggningen avbröts"), _("Inloggningstjänsten släppte inte in dig. Börja om, eller kontakta "
                                                  "den som sköter ditt konto där."), 403),
        "token": (_("Inloggningen avbröts"), _("Svaret från inloggningstjänsten gick inte att lita på. Börja om. "
                                               "Händer det igen: säg till administratören."), 403),
        "no_role": (not_in, _("Ditt konto har ingen roll här. Be administratören om en, om du behöver den i ditt "
                              "arbete."), 403),
        "login_taken": (not_in, _("Användarnamnet har redan ett konto här. Är det ditt: logga in med lösenordet och "
                                  "koppla ihop kontona under Mitt konto. Annars: säg till administratören."), 403),
        "no_login": (not_in, _("Inloggningstjänsten skickade inget användarnamn som kan användas här. Säg till "
                               "administratören."), 403),
        "too_many_groups": (not_in, _("Du är med i fler grupper än inloggningstjänsten kan skicka. Säg till "
                                      "administratören."), 403),
        "closed": (not_in, _("Ditt konto är stängt. Kontakta administratören."), 403),
        "linked": (_("Kontot kopplades inte"), _("Den som du loggade in som har redan ett annat konto här. Säg till "
                                                 "administratören."), 409),
    }[reason]  # fmt: skip
