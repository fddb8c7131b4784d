"""What was handed in can be withdrawn until it is received."""

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_BEFORE = "kind IN ('opened', 'submitted', 'approved', 'returned', 'reopened')"
_AFTER = "kind IN ('opened', 'submitted', 'withdrawn', 'approved', 'returned', 'reopened')"


def upgrade() -> None:
    _kinds(_AFTER)


def downgrade() -> None:
    # Without the event what was withdrawn would count as handed in.
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM event WHERE kind = 'withdrawn'")):
        raise CommandError("Tillbakadragna uppföljningar skulle räknas som inlämnade; läs in en säkerhetskopia.")
    _kinds(_BEFORE)


def _kinds(allowed: str) -> None:
    with op.batch_alter_table("event") as batch:
        batch.drop_constraint(op.f("ck_event_kind"), type_="check")
        batch.create_check_constraint(op.f("ck_event_kind"), allowed)
