"""Files that are ordered and made by a job: several may wait in a program, one is made at a time."""

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

UNFINISHED = "state IN ('waiting', 'running')"


def upgrade() -> None:
    op.create_table(
        "made_file",
        sa.Column("job", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["job"], ["job.id"], name=op.f("fk_made_file_job")),
        sa.PrimaryKeyConstraint("job", name=op.f("pk_made_file")),
    )
    op.create_index("ix_made_file_made_at", "made_file", ["made_at"])
    op.drop_index("uq_job_program_kind", "job")
    _unique("uq_job_program_kind", ["program", "kind"], f"{UNFINISHED} AND kind <> 'file'")
    _unique("uq_job_program_file", ["program"], "state = 'running' AND kind = 'file'")


def downgrade() -> None:
    unfinished = sa.text(f"SELECT count(*) FROM job WHERE kind = 'file' AND {UNFINISHED}")
    if op.get_bind().scalar(unfinished):
        raise CommandError("Beställda filer skulle gå förlorade; vänta tills de är klara.")
    op.drop_table("made_file")
    # What was made of them is gone, and the version before knows no such kind.
    op.execute("DELETE FROM job WHERE kind = 'file'")
    op.drop_index("uq_job_program_file", "job")
    op.drop_index("uq_job_program_kind", "job")
    _unique("uq_job_program_kind", ["program", "kind"], UNFINISHED)


def _unique(name: str, columns: list[str], which: str) -> None:
    where = {"sqlite_where": sa.text(which), "postgresql_where": sa.text(which)}
    op.create_index(name, "job", columns, unique=True, **where)
