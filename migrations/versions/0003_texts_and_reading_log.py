"""The compilers' texts for the next edition, and the log of who has read internal figures."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "edition_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("program", sa.String(length=80), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("goal", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["program"], ["program.code"], name=op.f("fk_edition_text_program")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition_text")),
    )
    op.create_index("ix_edition_text_program_year_part", "edition_text", ["program", "year", "part"], unique=False)
    op.create_table(
        "reading_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("program", sa.String(length=80), nullable=True),
        sa.Column("period", sa.String(length=40), nullable=True),
        sa.Column("unit", sa.String(length=80), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.CheckConstraint("channel IN ('web', 'cli')", name=op.f("ck_reading_log_channel")),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_reading_log_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading_log")),
    )


def downgrade() -> None:
    op.drop_table("reading_log")
    op.drop_index("ix_edition_text_program_year_part", "edition_text")
    op.drop_table("edition_text")
