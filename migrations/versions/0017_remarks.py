"""A follow-up comes back with remarks on its items, each a thread of the body's period, and with a new due day."""

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_BEFORE = "kind IN ('priority', 'question')"
_AFTER = "kind IN ('priority', 'question', 'remark')"
_PLACED = "(kind = 'remark') = (unit IS NOT NULL AND year IS NOT NULL AND part IS NOT NULL)"


def upgrade() -> None:
    with op.batch_alter_table("event") as batch:
        batch.add_column(sa.Column("due", sa.Date(), nullable=True))
        batch.create_check_constraint(op.f("ck_event_due"), "due IS NULL OR kind = 'returned'")
    with op.batch_alter_table("thread") as batch:
        batch.add_column(sa.Column("unit", sa.String(length=80), nullable=True))
        batch.add_column(sa.Column("year", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("part", sa.String(length=20), nullable=True))
        batch.create_foreign_key(op.f("fk_thread_unit"), "unit", ["unit"], ["code"])
        batch.drop_constraint(op.f("ck_thread_kind"), type_="check")
        batch.create_check_constraint(op.f("ck_thread_kind"), _AFTER)
        batch.create_check_constraint(op.f("ck_thread_placed"), _PLACED)


def downgrade() -> None:
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM thread WHERE kind = 'remark'")):
        raise CommandError("Anmärkningar skulle gå förlorade; läs in en säkerhetskopia i stället.")
    with op.batch_alter_table("thread") as batch:
        batch.drop_constraint(op.f("ck_thread_placed"), type_="check")
        batch.drop_constraint(op.f("ck_thread_kind"), type_="check")
        batch.create_check_constraint(op.f("ck_thread_kind"), _BEFORE)
        batch.drop_constraint(op.f("fk_thread_unit"), type_="foreignkey")
        batch.drop_column("part")
        batch.drop_column("year")
        batch.drop_column("unit")
    with op.batch_alter_table("event") as batch:
        batch.drop_constraint(op.f("ck_event_due"), type_="check")
        batch.drop_column("due")
