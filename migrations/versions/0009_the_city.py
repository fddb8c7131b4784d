"""The city describes itself in the definitions, and judgements say what they count as.

The documents of earlier versions get what ``migrations/definitions/0007.json`` holds. Those frozen in editions stay as
they were sealed; they are read through ``tracker/definitions/earlier.py``.
"""

import json
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

LACKING = Path(__file__).parents[1] / "definitions" / "0007.json"
KINDS = "'group', 'region', 'population'"

organisation = sa.table("organisation", *(sa.column(name) for name in ("kind", "code", "position", "document")))
program = sa.table("program", sa.column("code"), sa.column("document"))


def upgrade() -> None:
    with op.batch_alter_table("organisation") as batch:
        batch.drop_constraint(op.f("ck_organisation_kind"), type_="check")
        batch.create_check_constraint(op.f("ck_organisation_kind"), f"kind IN ('city', {KINDS})")
    lacking = json.loads(LACKING.read_text(encoding="utf-8"))
    # A database without definitions gets its city with them.
    if rewrite(lacking["judgements"]):
        city = {"kind": "city", "code": "city", "position": 0, "document": canonical(lacking["city"])}
        op.bulk_insert(organisation, [city])


def downgrade() -> None:
    op.execute("DELETE FROM organisation WHERE kind = 'city'")
    with op.batch_alter_table("organisation") as batch:
        batch.drop_constraint(op.f("ck_organisation_kind"), type_="check")
        batch.create_check_constraint(op.f("ck_organisation_kind"), f"kind IN ({KINDS})")
    rewrite(None)


def rewrite(counts_as: dict[str, dict[str, str]] | None) -> int:
    """Give the programs' judgements what they count as, or take it away. Returns how many programs there are."""
    connection = op.get_bind()
    rows = connection.execute(sa.select(program.c.code, program.c.document)).all()
    for code, document in rows:
        fields = json.loads(document)
        for word in fields["judgements"]:
            word.pop("counts_as", None)
            word.update((counts_as or {}).get(word["code"], {}))
        changed = program.update().where(program.c.code == code).values(document=canonical(fields))
        connection.execute(changed)
    return len(rows)


def canonical(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
