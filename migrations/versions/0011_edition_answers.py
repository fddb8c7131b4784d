"""What persons answered for an edition is kept with it."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    kinds = "kind IN ('text', 'movement', 'incident', 'rule', 'afterwards', 'restored')"
    op.create_table(
        "edition_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.CheckConstraint(kinds, name=op.f("ck_edition_answer_kind")),
        sa.ForeignKeyConstraint(["edition"], ["edition.sequence"], name=op.f("fk_edition_answer_edition")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition_answer")),
    )
    op.create_index("ix_edition_answer_edition", "edition_answer", ["edition"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_edition_answer_edition", "edition_answer")
    op.drop_table("edition_answer")
