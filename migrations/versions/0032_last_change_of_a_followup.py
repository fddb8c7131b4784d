"""The last change of a follow-up is found without reading its others: every page asks for those beside it."""

from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_change_followup_id", "change", ["followup", "id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_change_followup_id", "change")
