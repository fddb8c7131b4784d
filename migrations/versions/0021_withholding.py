"""What a person chooses to leave out of a period's next editions, besides what the rules dot."""

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "withholding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("program", sa.String(length=80), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("place", sa.String(length=1000), nullable=False),
        sa.Column("chosen", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["program"], ["program.code"], name=op.f("fk_withholding_program")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_withholding")),
    )
    op.create_index("ix_withholding_program_year_part", "withholding", ["program", "year", "part"])


def downgrade() -> None:
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM withholding")):
        raise CommandError("Val av vad som döljs skulle gå förlorade; läs in en säkerhetskopia i stället.")
    op.drop_table("withholding")
