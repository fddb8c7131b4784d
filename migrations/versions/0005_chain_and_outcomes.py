"""Each edition names the one published before it; whether a mail that was noted was also handed over."""

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("edition") as batch:
        batch.add_column(sa.Column("previous", sa.String(length=64), nullable=True))
    with op.batch_alter_table("reminder") as batch:
        batch.alter_column("sent_at", new_column_name="noted_at")
        batch.add_column(sa.Column("outcome", sa.String(length=10), nullable=True))
        batch.create_check_constraint(op.f("ck_reminder_outcome"), "outcome IN ('sent', 'uncertain')")
    op.execute("UPDATE reminder SET outcome = 'sent'")


def downgrade() -> None:
    # The link is part of what an edition's checksum is made over, and nothing can bring it back.
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM edition WHERE previous IS NOT NULL")):
        raise CommandError("Utgåvor skulle förlora länken till den före dem; läs in en säkerhetskopia i stället.")
    with op.batch_alter_table("reminder") as batch:
        batch.drop_constraint(op.f("ck_reminder_outcome"), type_="check")
        batch.drop_column("outcome")
        batch.alter_column("noted_at", new_column_name="sent_at")
    with op.batch_alter_table("edition") as batch:
        batch.drop_column("previous")
