"""Threads: priorities and questions of the reviewers, and what was said of them since."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_KINDS = "kind IN ('priority', 'question')"
_TARGETS = "target IN ('program', 'goal', 'indicator', 'activity', 'unit')"
_ENTRIES = "kind IN ('answered', 'passed_on', 'closed', 'published', 'unpublished')"


def upgrade() -> None:
    op.create_table(
        "thread",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("program", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("target", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=100), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("origin", sa.String(length=200), nullable=True),
        sa.Column("body", sa.String(length=200), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("case_number", sa.String(length=100), nullable=True),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.CheckConstraint(_KINDS, name=op.f("ck_thread_kind")),
        sa.CheckConstraint(_TARGETS, name=op.f("ck_thread_target")),
        sa.CheckConstraint(
            "kind != 'priority' OR (body IS NOT NULL AND decided_on IS NOT NULL)", name=op.f("ck_thread_decided")
        ),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_thread_account")),
        sa.ForeignKeyConstraint(["program"], ["program.code"], name=op.f("fk_thread_program")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thread")),
    )
    op.create_index("ix_thread_program", "thread", ["program"], unique=False)
    op.create_table(
        "thread_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("thread", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("unit", sa.String(length=80), nullable=True),
        sa.Column("answer", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.CheckConstraint(_ENTRIES, name=op.f("ck_thread_entry_kind")),
        sa.CheckConstraint("kind != 'answered' OR text IS NOT NULL", name=op.f("ck_thread_entry_text")),
        sa.CheckConstraint("(kind = 'passed_on') = (answer IS NOT NULL)", name=op.f("ck_thread_entry_answer")),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_thread_entry_account")),
        sa.ForeignKeyConstraint(["answer"], ["thread_entry.id"], name=op.f("fk_thread_entry_answer")),
        sa.ForeignKeyConstraint(["thread"], ["thread.id"], name=op.f("fk_thread_entry_thread")),
        sa.ForeignKeyConstraint(["unit"], ["unit.code"], name=op.f("fk_thread_entry_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thread_entry")),
    )
    op.create_index("ix_thread_entry_thread", "thread_entry", ["thread"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_thread_entry_thread", "thread_entry")
    op.drop_table("thread_entry")
    op.drop_index("ix_thread_program", "thread")
    op.drop_table("thread")
