"""Passkeys as a second step of sign-ins. Going back would leave accounts with only one."""

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "passkey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("credential", sa.String(length=1400), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_passkey_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("account", "name", name=op.f("uq_passkey_account_name")),
        sa.UniqueConstraint("credential", name=op.f("uq_passkey_credential")),
    )
    op.create_table(
        "passkey_challenge",
        sa.Column("account", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("challenge", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_passkey_challenge_account")),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_passkey_challenge")),
    )


def downgrade() -> None:
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM passkey")):
        raise CommandError("Lösennycklar skulle gå förlorade; ta bort dem först.")
    op.drop_table("passkey_challenge")
    op.drop_table("passkey")
