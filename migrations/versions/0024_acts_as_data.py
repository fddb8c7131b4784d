"""What was done to accounts is kept as codes: until now it stood as sentences, in the language of whoever did it."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

ACTS = {
    "created": ("kontot skapades", "the account was created"),
    "corrected": ("namn eller adress rättades", "name or address was corrected"),
    "password": ("lösenordet byttes", "the password was changed"),
    "closed": ("kontot stängdes", "the account was disabled"),
    "opened": ("kontot öppnades igen", "the account was enabled again"),
    "link": ("fick en engångslänk för att välja lösenord", "was given a one-time link for choosing a password"),
    "two_steps_added": ("tvåstegsinloggning lades till", "a second step of signing in was added"),
    "two_steps_removed": ("tvåstegsinloggningen togs bort", "the second step of signing in was removed"),
    "recovery_code": ("en återställningskod användes", "a recovery code was used"),
    "linked": ("inloggningstjänsten kopplades till kontot", "the sign-in service was linked to the account"),
    "unlinked": (
        "inloggningstjänsten kopplades bort från kontot", "the sign-in service was unlinked from the account",
    ),
    "role_given": ("fick rollen ", "was given the role "),
    "role_taken": ("miste rollen ", "lost the role "),
}  # fmt: skip
ROLES = {
    "coordinator": "samordnare", "compiler": "sammanställare", "reviewer": "granskare",
    "administrator": "administratör",
}  # fmt: skip
OF_ROLE = re.compile("(?P<word>[a-zåäö]+)(?: \\((?P<where>.+)\\))?")


def upgrade() -> None:
    for name, length in (("role", 20), ("unit", 80), ("program", 80)):
        op.add_column("account_event", sa.Column(name, sa.String(length=length), nullable=True))
    connection, codes = op.get_bind(), {words: code for code, both in ACTS.items() for words in both}
    values = "what = :what, role = :role, unit = :unit, program = :program"
    change = sa.text(f"UPDATE account_event SET {values} WHERE id = :id")
    for number, sentence in connection.execute(sa.text("SELECT id, what FROM account_event")).all():
        told = {"what": codes.get(sentence), "role": None, "unit": None, "program": None}
        told |= _of_role(sentence) or {}
        if told["what"] is not None:
            connection.execute(change, {"id": number, **told})


def downgrade() -> None:
    connection = op.get_bind()
    change = sa.text("UPDATE account_event SET what = :what WHERE id = :id")
    rows = connection.execute(sa.text("SELECT id, what, role, unit, program FROM account_event")).all()
    for number, code, role, unit, program in rows:
        if code in ACTS:
            where = ", ".join(each for each in (unit, program) if each is not None)
            about = ROLES.get(role, "") + (f" ({where})" if where else "")
            connection.execute(change, {"id": number, "what": ACTS[code][0] + about})
    with op.batch_alter_table("account_event") as batch:
        for name in ("program", "unit", "role"):
            batch.drop_column(name)


def _of_role(sentence: str) -> dict[str, str | None] | None:
    """``fick rollen samordnare (bromma, prov)``. A coordinator's first is the body; others have only a program."""
    for what in ("role_given", "role_taken"):
        for begin in ACTS[what]:
            found = OF_ROLE.fullmatch(sentence.removeprefix(begin)) if sentence.startswith(begin) else None
            role = next((code for code, word in ROLES.items() if found and found["word"] in (code, word)), None)
            if found is None or role is None:
                continue
            where = (found["where"] or "").split(", ") if found["where"] else []
            unit = where.pop(0) if role == "coordinator" and where else None
            return {"what": what, "role": role, "unit": unit, "program": where[0] if where else None}
    return None
