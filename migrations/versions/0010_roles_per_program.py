"""A role is held for one program or for all, and an account remembers the program that its person looked at last.

Who held a role before this holds it for the programs that there are now; one that comes later is given anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

SAME = "other.account = role.account AND other.role = role.role AND coalesce(other.unit, '') = coalesce(role.unit, '')"


def upgrade() -> None:
    op.drop_index("uq_role_account_role", table_name="role")
    with op.batch_alter_table("role") as batch:
        batch.add_column(sa.Column("program", sa.String(length=80), nullable=True))
        batch.create_foreign_key(op.f("fk_role_program"), "program", ["program"], ["code"])
        batch.drop_constraint(op.f("uq_role_account_role_unit"), type_="unique")
        columns = ["account", "role", "unit", "program"]
        batch.create_unique_constraint(op.f("uq_role_account_role_unit_program"), columns)
        batch.create_check_constraint(op.f("ck_role_program"), "role <> 'administrator' OR program IS NULL")
    _hold_for_each_program()
    _unique("program IS NULL", "account", "role", "unit")
    _unique("unit IS NULL", "account", "role", "program")
    _unique("unit IS NULL AND program IS NULL", "account", "role")
    with op.batch_alter_table("account") as batch:
        batch.add_column(sa.Column("program", sa.String(length=80), nullable=True))
        batch.create_foreign_key(op.f("fk_account_program"), "program", ["program"], ["code"])


def downgrade() -> None:
    with op.batch_alter_table("account") as batch:
        batch.drop_constraint(op.f("fk_account_program"), type_="foreignkey")
        batch.drop_column("program")
    for columns in ("account_role_unit", "account_role_program", "account_role"):
        op.drop_index(f"uq_role_{columns}", table_name="role")
    _hold_for_all_or_not_at_all()
    with op.batch_alter_table("role") as batch:
        batch.drop_constraint(op.f("ck_role_program"), type_="check")
        batch.drop_constraint(op.f("uq_role_account_role_unit_program"), type_="unique")
        batch.drop_constraint(op.f("fk_role_program"), type_="foreignkey")
        batch.drop_column("program")
        batch.create_unique_constraint(op.f("uq_role_account_role_unit"), ["account", "role", "unit"])
    _unique("unit IS NULL", "account", "role")


def _hold_for_each_program() -> None:
    """One row per program; where there is none yet the role stays as it is, for all."""
    if op.get_bind().dialect.name == "postgresql":
        # Rows that were put in with their numbers have not moved the sequence.
        op.execute("SELECT setval(pg_get_serial_sequence('role', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM role))")
    limited = "role <> 'administrator' AND program IS NULL"
    first = "(SELECT min(code) FROM program)"
    op.execute(
        "INSERT INTO role (account, role, unit, program) SELECT role.account, role.role, role.unit, program.code"
        f" FROM role, program WHERE role.role <> 'administrator' AND role.program IS NULL AND program.code <> {first}"
    )
    op.execute(f"UPDATE role SET program = {first} WHERE {limited}")


def _hold_for_all_or_not_at_all() -> None:
    """The version before knows only roles for all; one held for some programs would open the others, so it goes."""
    same = f"FROM role AS other WHERE {SAME}"
    limited = "program IS NOT NULL"
    op.execute(f"DELETE FROM role WHERE {limited} AND EXISTS (SELECT 1 {same} AND other.program IS NULL)")
    op.execute(f"DELETE FROM role WHERE {limited} AND (SELECT count(*) {same}) < (SELECT count(*) FROM program)")
    op.execute(f"DELETE FROM role WHERE {limited} AND EXISTS (SELECT 1 {same} AND other.id < role.id)")


def _unique(condition: str, *columns: str) -> None:
    where = sa.text(condition)
    name = f"uq_role_{'_'.join(columns)}"
    op.create_index(name, "role", list(columns), unique=True, sqlite_where=where, postgresql_where=where)
