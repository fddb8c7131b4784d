"""A program has one unfinished job of each kind: mail does not wait for a publication to end."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_UNFINISHED = sa.text("state IN ('waiting', 'running')")


def upgrade() -> None:
    op.drop_index("uq_job_program", "job")
    _create("uq_job_program_kind", "program", "kind")


def downgrade() -> None:
    op.drop_index("uq_job_program_kind", "job")
    _create("uq_job_program", "program")


def _create(name: str, *columns: str) -> None:
    where = {"sqlite_where": _UNFINISHED, "postgresql_where": _UNFINISHED}
    op.create_index(name, "job", list(columns), unique=True, **where)
