"""What was typed and could not be kept as a value stays with the follow-up until it is put right."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unsaved",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("followup", sa.Integer(), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_unsaved_account")),
        sa.ForeignKeyConstraint(["followup"], ["followup.id"], name=op.f("fk_unsaved_followup")),
        sa.ForeignKeyConstraint(["item"], ["item.id"], name=op.f("fk_unsaved_item")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unsaved")),
        sa.UniqueConstraint("followup", "item", name=op.f("uq_unsaved_followup_item")),
    )


def downgrade() -> None:
    op.drop_table("unsaved")
