"""Logins are kept as they are looked up now: composed, without unseen signs.

Logins given before that were kept as the keyboard had made them. Where two become the same the one that is so already,
or else the first, keeps the account; the other is left as it is, and ``tracker upgrade`` tells of it.
"""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    account = sa.table("account", sa.column("id", sa.Integer), sa.column("login", sa.String))
    rows = op.get_bind().execute(sa.select(account.c.id, account.c.login).order_by(account.c.id)).all()
    taken = {login for _number, login in rows}
    for number, login in rows:
        composed = _composed(login)
        if composed and composed not in taken:
            taken.add(composed)
            op.execute(account.update().where(account.c.id == number).values(login=composed))


def downgrade() -> None:
    """Nothing: the version before finds them when they are typed composed, as most keyboards do."""


def _composed(login: str) -> str:
    seen = (" " if unicodedata.category(sign) == "Zs" else sign for sign in login)
    kept = "".join(sign for sign in seen if unicodedata.category(sign) != "Cf")
    return unicodedata.normalize("NFC", kept).strip().casefold()
