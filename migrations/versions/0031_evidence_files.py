"""Files that a body adds to items of its follow-up."""

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "evidence_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("program", sa.String(length=80), nullable=False),
        sa.Column("unit", sa.String(length=80), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("item", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_by", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            "(removed_at IS NULL) = (content IS NOT NULL)", name=op.f("ck_evidence_file_removed")
        ),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_evidence_file_account")),
        sa.ForeignKeyConstraint(["program"], ["program.code"], name=op.f("fk_evidence_file_program")),
        sa.ForeignKeyConstraint(["unit"], ["unit.code"], name=op.f("fk_evidence_file_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_file")),
    )
    op.create_index("ix_evidence_file_program_unit_year_part", "evidence_file", ["program", "unit", "year", "part"])


def downgrade() -> None:
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM evidence_file")):
        raise CommandError("Filer med underlag skulle gå förlorade; läs in en säkerhetskopia i stället.")
    op.drop_table("evidence_file")
