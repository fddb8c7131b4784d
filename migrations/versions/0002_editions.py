"""Editions and the ledger of printed and dotted statistics."""

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "edition",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("program", sa.String(length=80), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("last_event", sa.Integer(), nullable=False),
        sa.Column("last_change", sa.Integer(), nullable=False),
        sa.Column("definitions", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("incidents", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_edition_number")),
        sa.ForeignKeyConstraint(["program"], ["program.code"], name=op.f("fk_edition_program")),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_edition")),
        sa.UniqueConstraint("program", "code", name=op.f("uq_edition_program_code")),
        sa.UniqueConstraint("program", "year", "part", "number", name=op.f("uq_edition_program_year_part_number")),
    )
    op.create_table(
        "ledger",
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.String(length=100), nullable=False),
        sa.Column("dimension", sa.String(length=80), nullable=False),
        sa.Column("category", sa.String(length=80), nullable=False),
        sa.Column("measured", sa.String(length=1), nullable=False),
        sa.Column("bodies", sa.String(length=1000), nullable=False),
        sa.Column("level", sa.String(length=10), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("printed", sa.Boolean(), nullable=False),
        sa.CheckConstraint("measured IN ('n', 'd')", name=op.f("ck_ledger_measured")),
        sa.CheckConstraint("level IN ('unit', 'region', 'city')", name=op.f("ck_ledger_level")),
        sa.CheckConstraint("value >= 0", name=op.f("ck_ledger_value")),
        sa.ForeignKeyConstraint(["edition"], ["edition.sequence"], name=op.f("fk_ledger_edition")),
        sa.PrimaryKeyConstraint(
            "edition", "indicator", "dimension", "category", "measured", "bodies", name=op.f("pk_ledger")
        ),
    )


def downgrade() -> None:
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM edition")):
        raise CommandError("Publicerade utgåvor skulle försvinna; läs in en säkerhetskopia i stället.")
    op.drop_table("ledger")
    op.drop_table("edition")
