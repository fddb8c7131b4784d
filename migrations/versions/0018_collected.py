"""What a person has collected for an answer: addresses of what reports say, never the figures, and own words."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_REFERENCE, _WRITTEN = "kind = 'reference'", "kind IN ('heading', 'words')"


def upgrade() -> None:
    op.create_table(
        "collected",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("program", sa.String(length=80), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("part", sa.String(length=20), nullable=True),
        sa.Column("what", sa.String(length=300), nullable=True),
        sa.Column("edition", sa.String(length=80), nullable=True),
        sa.Column("last_event", sa.Integer(), nullable=True),
        sa.Column("last_change", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(f"{_REFERENCE} OR {_WRITTEN}", name=op.f("ck_collected_kind")),
        sa.CheckConstraint(
            f"({_REFERENCE}) = (year IS NOT NULL AND part IS NOT NULL AND what IS NOT NULL)",
            name=op.f("ck_collected_what"),
        ),
        sa.CheckConstraint(f"({_WRITTEN}) = (text IS NOT NULL)", name=op.f("ck_collected_text")),
        sa.CheckConstraint(
            f"({_WRITTEN} AND edition IS NULL AND last_event IS NULL) OR "
            f"({_REFERENCE} AND (edition IS NULL) = (last_event IS NOT NULL))",
            name=op.f("ck_collected_read_in"),
        ),
        sa.CheckConstraint("(last_event IS NULL) = (last_change IS NULL)", name=op.f("ck_collected_moment")),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_collected_account")),
        sa.ForeignKeyConstraint(["program"], ["program.code"], name=op.f("fk_collected_program")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collected")),
    )
    op.create_index("ix_collected_account_program", "collected", ["account", "program"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_collected_account_program", "collected")
    op.drop_table("collected")
