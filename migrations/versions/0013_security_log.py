"""The security log: sign-ins, refusals, pages and forms that were refused."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "security_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("account", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(100), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('signed_in', 'refused', 'signed_out', 'forbidden', 'form_refused')",
            name=op.f("ck_security_event_kind"),
        ),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_security_event_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_security_event")),
    )
    op.create_index("ix_security_event_at", "security_event", ["at"])


def downgrade() -> None:
    op.drop_index("ix_security_event_at", "security_event")
    op.drop_table("security_event")
