"""Tables of people: accounts, the roles they hold, what was done to them, and attempts to sign in."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Utc


def _unique_where(condition: str, *columns: str) -> Index:
    """These columns tell rows apart among those of which the condition holds."""
    where = text(condition)
    return Index(f"uq_role_{'_'.join(columns)}", *columns, unique=True, sqlite_where=where, postgresql_where=where)


class AccountRow(Base):
    """``login`` is kept folded (lower case). ``password``: an argon2 hash, None where there is no local one.
    ``sessions_from``: sign-ins before this moment no longer count (password changed, disabled).
    ``language``: in which pages, files and mails are written; None where the person has chosen none. ``program``: the
    one that the person looked at last."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("login"), CheckConstraint("login <> ''", name="login"))

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str | None] = mapped_column(String(320))
    password: Mapped[str | None] = mapped_column(String(200))
    disabled: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Utc)
    sessions_from: Mapped[datetime] = mapped_column(Utc)
    language: Mapped[str | None] = mapped_column(String(10))
    program: Mapped[str | None] = mapped_column(ForeignKey("program.code"))


class RoleRow(Base):
    """A role that an account holds; a coordinator's or contributor's is for one body. ``program``: the only one that it
    is held for, None for all, those that come later too. ``from_provider``: given by the claims of a sign-in, and
    judged anew at the next."""

    __tablename__ = "role"
    __table_args__ = (
        UniqueConstraint("account", "role", "unit", "program"),
        # A unique constraint does not see that two rows without a body, or without a program, are the same.
        _unique_where("program IS NULL", "account", "role", "unit"),
        _unique_where("unit IS NULL", "account", "role", "program"),
        _unique_where("unit IS NULL AND program IS NULL", "account", "role"),
        CheckConstraint("role IN ('coordinator', 'contributor', 'compiler', 'reviewer', 'administrator')", name="role"),
        CheckConstraint("(role IN ('coordinator', 'contributor')) = (unit IS NOT NULL)", name="unit"),
        CheckConstraint("role <> 'administrator' OR program IS NULL", name="program"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[int] = mapped_column(ForeignKey("account.id"))
    role: Mapped[str] = mapped_column(String(20))
    unit: Mapped[str | None] = mapped_column(ForeignKey("unit.code"))
    program: Mapped[str | None] = mapped_column(ForeignKey("program.code"))
    from_provider: Mapped[bool] = mapped_column(default=False, server_default=false())


class ActRole(NamedTuple):
    """The role that an act was about, as it was held: it may name a body or a program that is gone."""

    role: str
    unit: str | None
    program: str | None


class AccountEventRow(Base):
    """What was done to an account, by whom. Rows are only ever added. ``what``: a code, or a sentence of an earlier
    version that no code could be found for; ``role``, ``unit``, ``program``: of a role that was given or taken."""

    __tablename__ = "account_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(Utc)
    by: Mapped[str] = mapped_column(String(200))
    what: Mapped[str] = mapped_column(Text)
    role: Mapped[str | None] = mapped_column(String(20))
    unit: Mapped[str | None] = mapped_column(String(80))
    program: Mapped[str | None] = mapped_column(String(80))


class AttemptRow(Base):
    """A failed attempt to sign in, for the limit on attempts. ``login`` as typed, folded; known or not."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (
        Index("ix_sign_in_attempt_login_at", "login", "at"),
        Index("ix_sign_in_attempt_address_at", "address", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Utc)
    login: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(String(100))


class InvitationRow(Base):
    """A link with which the person chooses a password, once; at most one to each account. ``token``: SHA-256 of what
    the link holds, so that who reads the database cannot use it."""

    __tablename__ = "invitation"
    __table_args__ = (UniqueConstraint("token"),)

    account: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True, autoincrement=False)
    token: Mapped[str] = mapped_column(String(64))
    expires_at: Mapped[datetime] = mapped_column(Utc)


class SignInRow(Base):
    """A sign-in that holds; it ends by being taken away. ``key``: what the person's cookie carries. ``address``,
    ``device``: from where, as the request told. ``vouched``: the provider that signed the person in asked for a second
    step of its own."""

    __tablename__ = "sign_in"
    __table_args__ = (UniqueConstraint("key"), Index("ix_sign_in_account", "account"))

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64))
    account: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(Utc)
    address: Mapped[str] = mapped_column(String(100))
    device: Mapped[str] = mapped_column(String(100))
    vouched: Mapped[bool] = mapped_column(default=False, server_default=false())


class SecondFactorRow(Base):
    """The app that a person's codes come from. ``seed``: from which the secret that it shares with us is made, together
    with the site's key. ``last_step``: of the last code that was taken, so that none is taken twice."""

    __tablename__ = "second_factor"

    account: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True, autoincrement=False)
    seed: Mapped[str] = mapped_column(String(64))
    last_step: Mapped[int]
    since: Mapped[datetime] = mapped_column(Utc)


class RecoveryCodeRow(Base):
    """A code that stands in for the app, once. ``code``: its SHA-256."""

    __tablename__ = "recovery_code"
    __table_args__ = (UniqueConstraint("account", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[int] = mapped_column(ForeignKey("account.id"))
    code: Mapped[str] = mapped_column(String(64))


class PasskeyRow(Base):
    """A passkey of a person. ``credential``: what the authenticator that keeps it calls it; ``public_key``: as COSE
    writes it; both in base64url. ``sign_count``: how often it has signed by its own word, 0 where it does not count."""

    __tablename__ = "passkey"
    __table_args__ = (UniqueConstraint("credential"), UniqueConstraint("account", "name"))

    id: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[int] = mapped_column(ForeignKey("account.id"))
    name: Mapped[str] = mapped_column(String(100))
    credential: Mapped[str] = mapped_column(String(1400))
    public_key: Mapped[str] = mapped_column(Text)
    sign_count: Mapped[int] = mapped_column(BigInteger)
    since: Mapped[datetime] = mapped_column(Utc)
    used_at: Mapped[datetime | None] = mapped_column(Utc)


class PasskeyChallengeRow(Base):
    """What an account's passkey was last asked to sign; it is taken away with the first answer."""

    __tablename__ = "passkey_challenge"

    account: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True, autoincrement=False)
    challenge: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Utc)


class IdentityRow(Base):
    """Who an account is at a provider of sign-ins. ``subject``: the provider's own name of the person, which it gives
    to nobody else; names and mail addresses may change hands."""

    __tablename__ = "identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    account: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True, autoincrement=False)
    issuer: Mapped[str] = mapped_column(String(300))
    subject: Mapped[str] = mapped_column(String(255))
    since: Mapped[datetime] = mapped_column(Utc)
