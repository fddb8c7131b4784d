"""A mark that changes with any change of the definitions, by whatever way it comes: triggers draw it anew."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

TABLES = ("organisation", "unit", "program", "item")
FUNCTION = """
    CREATE FUNCTION draw_definition_mark() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        -- By its schema: who reads in a dump may have no search path.
        EXECUTE format(
            'INSERT INTO %I.definition_mark (id, mark) VALUES (1, gen_random_uuid())'
            ' ON CONFLICT (id) DO UPDATE SET mark = excluded.mark', TG_TABLE_SCHEMA
        );
        RETURN NULL;
    END $$
"""
# ALWAYS: also while rows are copied in with other triggers left out (session_replication_role).
POSTGRESQL = (
    (
        "CREATE TRIGGER draw_definition_mark AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION draw_definition_mark()"
    ),
    "ALTER TABLE {table} ENABLE ALWAYS TRIGGER draw_definition_mark",
)
# Two steps: a statement's own OR REPLACE or OR IGNORE would rule a conflict in its triggers, too.
SQLITE = """
    CREATE TRIGGER draw_definition_mark_{table}_{event} AFTER {event} ON {table}
    BEGIN
        INSERT INTO definition_mark (id, mark) SELECT 1, '' WHERE NOT EXISTS (SELECT 1 FROM definition_mark);
        UPDATE definition_mark SET mark = lower(hex(randomblob(16)));
    END
"""


def upgrade() -> None:
    op.create_table(
        "definition_mark",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("mark", sa.String(length=40), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_definition_mark_only")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_definition_mark")),
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    if is_sqlite:
        for table in TABLES:
            for event in ("INSERT", "UPDATE", "DELETE"):
                op.execute(SQLITE.format(table=table, event=event))
    else:
        op.execute(FUNCTION)
        for table in TABLES:
            for statement in POSTGRESQL:
                op.execute(statement.format(table=table))
    drawn = "lower(hex(randomblob(16)))" if is_sqlite else "gen_random_uuid()"
    there = " UNION ALL ".join(f"SELECT 1 FROM {table}" for table in TABLES)
    op.execute(f"INSERT INTO definition_mark (id, mark) SELECT 1, {drawn} WHERE EXISTS ({there})")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in TABLES:
            for event in ("INSERT", "UPDATE", "DELETE"):
                op.execute(f"DROP TRIGGER draw_definition_mark_{table}_{event}")
    else:
        for table in TABLES:
            op.execute(f"DROP TRIGGER draw_definition_mark ON {table}")
        op.execute("DROP FUNCTION draw_definition_mark()")
    op.drop_table("definition_mark")
