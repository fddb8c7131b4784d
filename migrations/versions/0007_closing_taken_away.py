"""A closing date that was taken away keeps who did so, when and why."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("closing") as batch:
        batch.alter_column("closes_on", existing_type=sa.Date(), nullable=True)


def downgrade() -> None:
    op.execute("DELETE FROM closing_exception WHERE closing IN (SELECT id FROM closing WHERE closes_on IS NULL)")
    op.execute("DELETE FROM closing WHERE closes_on IS NULL")
    with op.batch_alter_table("closing") as batch:
        batch.alter_column("closes_on", existing_type=sa.Date(), nullable=False)
