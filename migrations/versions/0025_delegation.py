"""Goals and items that a body's coordinators give to its contributors, a role of their own."""

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

BEFORE = (
    "role IN ('coordinator', 'compiler', 'reviewer', 'administrator')",
    "(role = 'coordinator') = (unit IS NOT NULL)",
)
AFTER = (
    "role IN ('coordinator', 'contributor', 'compiler', 'reviewer', 'administrator')",
    "(role IN ('coordinator', 'contributor')) = (unit IS NOT NULL)",
)


def upgrade() -> None:
    _check_roles(*AFTER)
    op.create_table(
        "delegation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("program", sa.String(length=80), nullable=False),
        sa.Column("unit", sa.String(length=80), nullable=False),
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_by", sa.String(length=200), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_by", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_delegation_account")),
        sa.ForeignKeyConstraint(["program"], ["program.code"], name=op.f("fk_delegation_program")),
        sa.ForeignKeyConstraint(["unit"], ["unit.code"], name=op.f("fk_delegation_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation")),
    )
    op.create_index("ix_delegation_program_unit", "delegation", ["program", "unit"])
    op.create_index("ix_delegation_account", "delegation", ["account"])


def downgrade() -> None:
    bind = op.get_bind()
    if bind.scalar(sa.text("SELECT count(*) FROM delegation")):
        raise CommandError("Vad som är fördelat skulle gå förlorat; läs in en säkerhetskopia i stället.")
    if bind.scalar(sa.text("SELECT count(*) FROM role WHERE role = 'contributor'")):
        raise CommandError("Ta först ifrån medarbetarna deras roller.")
    op.drop_table("delegation")
    _check_roles(*BEFORE)


def _check_roles(known: str, of_body: str) -> None:
    with op.batch_alter_table("role") as batch:
        for name in ("role", "unit"):
            batch.drop_constraint(op.f(f"ck_role_{name}"), type_="check")
        batch.create_check_constraint(op.f("ck_role_role"), known)
        batch.create_check_constraint(op.f("ck_role_unit"), of_body)
