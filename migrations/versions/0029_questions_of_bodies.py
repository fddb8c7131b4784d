"""A body asks the compilers about an item of its follow-up: a question with a place, as a remark has."""

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

_BEFORE = "(kind = 'remark') = (unit IS NOT NULL AND year IS NOT NULL AND part IS NOT NULL)"
_PLACED = "(unit IS NULL) = (year IS NULL) AND (unit IS NULL) = (part IS NULL)"
_BETWEEN = "kind = 'question' OR (kind = 'remark') = (unit IS NOT NULL)"


def upgrade() -> None:
    with op.batch_alter_table("thread") as batch:
        batch.drop_constraint(op.f("ck_thread_placed"), type_="check")
        batch.create_check_constraint(op.f("ck_thread_placed"), _PLACED)
        batch.create_check_constraint(op.f("ck_thread_between"), _BETWEEN)


def downgrade() -> None:
    asked = "SELECT count(*) FROM thread WHERE kind = 'question' AND unit IS NOT NULL"
    if op.get_bind().scalar(sa.text(asked)):
        raise CommandError("Frågor till sammanställarna skulle gå förlorade; läs in en säkerhetskopia i stället.")
    with op.batch_alter_table("thread") as batch:
        batch.drop_constraint(op.f("ck_thread_between"), type_="check")
        batch.drop_constraint(op.f("ck_thread_placed"), type_="check")
        batch.create_check_constraint(op.f("ck_thread_placed"), _BEFORE)
