"""Links that a body refers to for an item of its follow-up."""

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("program", sa.String(length=80), nullable=False),
        sa.Column("unit", sa.String(length=80), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("item", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=True),
        sa.Column("address", sa.String(length=1000), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_by", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            "(removed_at IS NULL) = (address IS NOT NULL AND title IS NOT NULL)", name=op.f("ck_evidence_removed")
        ),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_evidence_account")),
        sa.ForeignKeyConstraint(["program"], ["program.code"], name=op.f("fk_evidence_program")),
        sa.ForeignKeyConstraint(["unit"], ["unit.code"], name=op.f("fk_evidence_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    op.create_index("ix_evidence_program_unit_year_part", "evidence", ["program", "unit", "year", "part"])


def downgrade() -> None:
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM evidence")):
        raise CommandError("Länkar till underlag skulle gå förlorade; läs in en säkerhetskopia i stället.")
    op.drop_table("evidence")
