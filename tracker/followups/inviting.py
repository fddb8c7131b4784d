"""A one-time link is made and handed over, by page and command alike: mailed, or shown once to whoever made it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine

from tracker.accounts.account import Account, shown_name
from tracker.accounts.administration import account_row
from tracker.accounts.invitations import LASTS, make_link
from tracker.accounts.kept import account_of
from tracker.config import Mail
from tracker.followups.outbox import MailFault, outbox
from tracker.store.database import write_session
from tracker.words import SWEDISH, first_spoken, use_language
from tracker.words import gettext as _

PATH = "/valj-losenord/"


@dataclass(frozen=True)
class Link:
    """``address``: of the page where the person chooses a password. ``mailed_to``: empty where whoever made the link
    has to hand it over; ``reason`` then says why."""

    address: str
    mailed_to: str
    reason: str = ""


def send_link(engine: Engine, mail: Mail | None, base_url: str, *, login: str, by: Account) -> Link:
    """Make a link to the account and mail it to the person. Raises AccountFault."""
    with write_session(engine) as session:
        token = make_link(session, login=login, by=by)
        account = account_of(session, account_row(session, login))
    address = f"{base_url}{PATH}{token}"
    if account.email is None:
        return Link(address, "", _("Kontot har ingen e-postadress."))
    if mail is None:
        return Link(address, "", _("E-post är inte inställd."))
    try:
        with outbox(mail) as post:
            outcome = post.send(account.email, *_written(account, address, by))
    except MailFault as fault:
        return Link(address, "", str(fault))
    if outcome == "sent":
        return Link(address, account.email)
    return Link(address, "", _("E-postservern tog inte emot mejlet till {address}.").format(address=account.email))


def _written(account: Account, address: str, by: Account) -> tuple[str, str]:
    """Subject and text, in the person's language."""
    with use_language(first_spoken([account.language or SWEDISH]) or SWEDISH):
        text = _(
            "Hej {name},\n\n{by} har gjort en länk till dig för att välja lösenord i programuppföljningen. Ditt "
            "användarnamn är {login}.\n\n{address}\n\nLänken gäller en gång och i {days} dagar. Har du inte väntat dig "
            "mejlet behöver du inte göra något.\n"
        )
        by_name = shown_name(by.name)
        shown = text.format(name=account.name, by=by_name, login=account.login, address=address, days=LASTS.days)
        return _("Välj lösenord i programuppföljningen"), shown
