"""``tracker user``: accounts and the roles they hold."""

from __future__ import annotations

import sys
from typing import cast

import click

from tracker.accounts.account import COMMAND_LINE, HELD, Account, Grant, Role
from tracker.accounts.administration import (
    add_account,
    correct_account,
    disable_account,
    enable_account,
    grant_role,
    revoke_role,
    set_language,
    set_password,
)
from tracker.accounts.kept import accounts
from tracker.accounts.second_factor import remove_second_factor
from tracker.cli.faults import CommandFault
from tracker.cli.help import option
from tracker.cli.installation import database, settings
from tracker.followups.inviting import send_link
from tracker.store.database import read_session, write_session
from tracker.words import LANGUAGES, lazy
from tracker.words import gettext as _

ROLE_PROGRAM = option("--program", help=lazy("Det enda program som rollen gäller; förval är alla, även kommande."))


@click.group(help=lazy("Konton: lägg till, lista, ge roller, byt lösenord, stäng."))
def user() -> None:
    pass


@user.command(help=lazy("Lägg till ett konto; lösenordet frågas efter, om inte --invite ges."))
@click.argument("login")
@option("--name", required=True, help=lazy("Personens namn, som det står i historiken."))
@option("--email", help=lazy("Dit påminnelser skickas."))
@option("--role", type=click.Choice(HELD), help=lazy("En första roll."))
@option("--unit", help=lazy("Koden för den som samordnaren hör till."))
@ROLE_PROGRAM
@option("--invite", "invites", is_flag=True, help=lazy("Låt personen välja lösenordet själv; gör sedan user invite."))
def add(
    login: str, name: str, email: str | None, role: str | None, unit: str | None, program: str | None, invites: bool
) -> None:
    if role is None and (unit is not None or program is not None):
        raise CommandFault(_("--unit och --program säger vad rollen gäller; ange --role också."))
    wanted, password = cast("Role", role), None if invites else _asked_password()
    with write_session(database()) as session:
        account = add_account(session, login=login, name=name, email=email, password=password, by=COMMAND_LINE)
        if role is not None:
            account = grant_role(session, login=login, role=wanted, unit=unit, program=program, by=COMMAND_LINE)
    click.echo(_line(account))


@user.command(help=lazy("Byt kontots lösenord, som frågas efter; den som är inloggad loggas ut."))
@click.argument("login")
def password(login: str) -> None:
    given = _asked_password()
    with write_session(database()) as session:
        account = set_password(session, login=login, password=given, by=COMMAND_LINE)
    click.echo(_line(account))


@user.command(help=lazy("Gör en länk som personen väljer sitt lösenord med, en gång; den mejlas, eller visas."))
@click.argument("login")
def invite(login: str) -> None:
    found = settings()
    link = send_link(database(), found.mail, found.base_url, login=login, by=COMMAND_LINE)
    if link.mailed_to:
        click.echo(_("Länken har mejlats till {address}.").format(address=link.mailed_to))
    else:
        click.echo(f"{link.reason} " + _("Lämna över länken själv; den visas bara nu:"))
        click.echo(link.address)


@user.command("second-step", help=lazy("Ta bort det andra inloggningssteget: app, lösennycklar, återställningskoder."))
@click.argument("login")
def second_step(login: str) -> None:
    with write_session(database()) as session:
        account = remove_second_factor(session, login=login, by=COMMAND_LINE)
    click.echo(_line(account))
    click.echo(_("Lösenordet räcker nu: app, lösennycklar och återställningskoder är borttagna."))


@user.command(help=lazy("Rätta namnet eller e-postadressen; en tom adress tas bort."))
@click.argument("login")
@option("--name", help=lazy("Personens namn."))
@option("--email", help=lazy("Dit påminnelser skickas."))
def correct(login: str, name: str | None, email: str | None) -> None:
    with write_session(database()) as session:
        account = correct_account(session, login=login, name=name, email=email, by=COMMAND_LINE)
    click.echo(_line(account))


@user.command(help=lazy("Välj det språk som personen läser sidor, filer och mejl på."))
@click.argument("login")
@click.argument("code", type=click.Choice(list(LANGUAGES)))
def language(login: str, code: str) -> None:
    with write_session(database()) as session:
        account = set_language(session, login=login, language=code, by=COMMAND_LINE)
    click.echo(_line(account))


@user.command("list", help=lazy("Lista alla konton."))
def list_() -> None:
    with read_session(database()) as session:
        for account in accounts(session):
            click.echo(_line(account))


@user.command(help=lazy("Ge kontot en roll, eller ta ifrån den."))
@click.argument("login")
@click.argument("role", type=click.Choice(HELD))
@option("--unit", help=lazy("Koden för den som samordnaren hör till."))
@ROLE_PROGRAM
@option("--revoke", is_flag=True, help=lazy("Ta ifrån rollen i stället."))
def role(login: str, role: str, unit: str | None, program: str | None, revoke: bool) -> None:
    change = revoke_role if revoke else grant_role
    with write_session(database()) as session:
        account = change(session, login=login, role=cast("Role", role), unit=unit, program=program, by=COMMAND_LINE)
    click.echo(_line(account))


@user.command(help=lazy("Stäng ett konto: ingen kan logga in med det, och den som är inloggad är ute direkt."))
@click.argument("login")
@option("--enable", is_flag=True, help=lazy("Öppna kontot igen."))
def disable(login: str, enable: bool) -> None:
    change = enable_account if enable else disable_account
    with write_session(database()) as session:
        account = change(session, login=login, by=COMMAND_LINE)
    click.echo(_line(account))


def _asked_password() -> str:
    """What is typed twice; where nobody sits at a terminal, the first line of standard input.

    Never an argument: those can be read by everybody on the computer, and stay in the shell's history.
    """
    if sys.stdin.isatty():
        given: str = click.prompt(_("Lösenord"), hide_input=True, confirmation_prompt=_("Lösenordet igen"))
        return given
    line = sys.stdin.readline().rstrip("\r\n")
    if not line:
        raise CommandFault(_("Skriv lösenordet i en terminal, eller på en rad i standard in."))
    return line


def _line(account: Account) -> str:
    roles = ", ".join(sorted(map(_role, account.grants))) or _("ingen roll")
    closed = " " + _("(stängt)") if account.disabled else ""
    return f"{account.login}\t{account.name}\t{roles}{closed}"


def _role(grant: Grant) -> str:
    """``coordinator bromma (vald-2021-2025)``; an administrator's role is for the installation."""
    words = f"{grant.role} {grant.unit}" if grant.unit else grant.role
    return words if grant.role == "administrator" else f"{words} ({grant.program or _('alla program')})"
