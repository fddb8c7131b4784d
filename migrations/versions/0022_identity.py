"""Who an account is at a provider of sign-ins, and which roles its claims gave. Going back would shut people out."""

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "identity",
        sa.Column("account", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("issuer", sa.String(length=300), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_identity_account")),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_identity")),
        sa.UniqueConstraint("issuer", "subject", name=op.f("uq_identity_issuer_subject")),
    )
    no = sa.false()
    op.add_column("role", sa.Column("from_provider", sa.Boolean(), server_default=no, nullable=False))
    op.add_column("sign_in", sa.Column("vouched", sa.Boolean(), server_default=no, nullable=False))


def downgrade() -> None:
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM identity")):
        raise CommandError("Kopplingar till inloggningstjänsten skulle gå förlorade; ta bort dem först.")
    with op.batch_alter_table("sign_in") as batch:
        batch.drop_column("vouched")
    with op.batch_alter_table("role") as batch:
        batch.drop_column("from_provider")
    op.drop_table("identity")
