"""What was confirmed at submission, and who added and changed the items that are kept in the browser."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("event") as batch:
        batch.add_column(sa.Column("confirmed", sa.Text(), nullable=True))
        batch.create_check_constraint(op.f("ck_event_confirmed"), "confirmed IS NULL OR kind = 'submitted'")
    op.create_table(
        "item_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.CheckConstraint("channel IN ('web', 'cli')", name=op.f("ck_item_change_channel")),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_item_change_account")),
        sa.ForeignKeyConstraint(["item"], ["item.id"], name=op.f("fk_item_change_item")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_change")),
    )
    op.create_index("ix_item_change_item", "item_change", ["item"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_item_change_item", "item_change")
    op.drop_table("item_change")
    with op.batch_alter_table("event") as batch:
        batch.drop_constraint(op.f("ck_event_confirmed"), type_="check")
        batch.drop_column("confirmed")
