"""The city's own Word file, with the definitions: a change of it draws the definitions' mark anew as well."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

# As migration 0033 says it of the other tables.
POSTGRESQL = (
    (
        "CREATE TRIGGER draw_definition_mark AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON letterhead"
        " FOR EACH STATEMENT EXECUTE FUNCTION draw_definition_mark()"
    ),
    "ALTER TABLE letterhead ENABLE ALWAYS TRIGGER draw_definition_mark",
)
SQLITE = """
    CREATE TRIGGER draw_definition_mark_letterhead_{event} AFTER {event} ON letterhead
    BEGIN
        INSERT INTO definition_mark (id, mark) SELECT 1, '' WHERE NOT EXISTS (SELECT 1 FROM definition_mark);
        UPDATE definition_mark SET mark = lower(hex(randomblob(16)));
    END
"""


def upgrade() -> None:
    op.create_table(
        "letterhead",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_letterhead_only")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letterhead")),
    )
    if op.get_bind().dialect.name == "sqlite":
        for event in ("INSERT", "UPDATE", "DELETE"):
            op.execute(SQLITE.format(event=event))
    else:
        for statement in POSTGRESQL:
            op.execute(statement)


def downgrade() -> None:
    # It is in the folder of definitions that it was loaded from; its triggers go with it.
    op.drop_table("letterhead")
