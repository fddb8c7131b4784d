"""The first tables: definitions, accounts, follow-ups, values, closing dates and reminders."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_definitions()
    create_accounts()
    create_followups()
    create_values()
    create_occasions()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


TABLES = (
    "unit",
    "organisation",
    "program",
    "item",
    "account",
    "role",
    "account_event",
    "sign_in_attempt",
    "followup",
    "event",
    "value",
    "change",
    "closing",
    "closing_exception",
    "reminder",
)


def create_definitions() -> None:
    op.create_table(
        "unit",
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_unit")),
    )
    op.create_table(
        "organisation",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=100), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.CheckConstraint("kind IN ('group', 'region', 'population')", name=op.f("ck_organisation_kind")),
        sa.PrimaryKeyConstraint("kind", "code", name=op.f("pk_organisation")),
    )
    op.create_table(
        "program",
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_program")),
    )
    op.create_table(
        "item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("program", sa.String(length=80), nullable=False),
        sa.Column("code", sa.String(length=100), nullable=False),
        sa.Column("type", sa.String(length=20), nullable=False),
        sa.Column("goal", sa.String(length=100), nullable=True),
        sa.Column("origin", sa.String(length=20), nullable=False),
        sa.Column("unit", sa.String(length=80), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.CheckConstraint("(type = 'goal') = (goal IS NULL)", name=op.f("ck_item_under_goal")),
        sa.CheckConstraint("origin <> 'own' OR unit IS NOT NULL", name=op.f("ck_item_kept_by")),
        sa.CheckConstraint("origin IN ('program', 'own', 'city')", name=op.f("ck_item_origin")),
        sa.CheckConstraint("type IN ('goal', 'condition', 'indicator', 'activity')", name=op.f("ck_item_type")),
        sa.ForeignKeyConstraint(["program"], ["program.code"], name=op.f("fk_item_program")),
        sa.ForeignKeyConstraint(["unit"], ["unit.code"], name=op.f("fk_item_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item")),
        sa.UniqueConstraint("program", "code", name=op.f("uq_item_program_code")),
    )


def create_accounts() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=True),
        sa.Column("password", sa.String(length=200), nullable=True),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sessions_from", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("login <> ''", name=op.f("ck_account_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("login", name=op.f("uq_account_login")),
    )
    op.create_table(
        "role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("unit", sa.String(length=80), nullable=True),
        sa.CheckConstraint("(role = 'coordinator') = (unit IS NOT NULL)", name=op.f("ck_role_unit")),
        sa.CheckConstraint(
            "role IN ('coordinator', 'compiler', 'reviewer', 'administrator')", name=op.f("ck_role_role")
        ),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_role_account")),
        sa.ForeignKeyConstraint(["unit"], ["unit.code"], name=op.f("fk_role_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role")),
        sa.UniqueConstraint("account", "role", "unit", name=op.f("uq_role_account_role_unit")),
    )
    op.create_index(
        "uq_role_account_role",
        "role",
        ["account", "role"],
        unique=True,
        sqlite_where=sa.text("unit IS NULL"),
        postgresql_where=sa.text("unit IS NULL"),
    )
    op.create_table(
        "account_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_account_event_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_event")),
    )
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("login", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempt")),
    )
    op.create_index("ix_sign_in_attempt_address_at", "sign_in_attempt", ["address", "at"], unique=False)
    op.create_index("ix_sign_in_attempt_login_at", "sign_in_attempt", ["login", "at"], unique=False)


def create_followups() -> None:
    op.create_table(
        "followup",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("program", sa.String(length=80), nullable=False),
        sa.Column("unit", sa.String(length=80), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("fictional", sa.Boolean(), nullable=False),
        sa.Column("decision_date", sa.Date(), nullable=True),
        sa.Column("decision_case", sa.String(length=100), nullable=True),
        sa.ForeignKeyConstraint(["program"], ["program.code"], name=op.f("fk_followup_program")),
        sa.ForeignKeyConstraint(["unit"], ["unit.code"], name=op.f("fk_followup_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_followup")),
        sa.UniqueConstraint("program", "unit", "year", "part", name=op.f("uq_followup_program_unit_year_part")),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("followup", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint("channel IN ('web', 'cli')", name=op.f("ck_event_channel")),
        sa.CheckConstraint(
            "kind IN ('opened', 'submitted', 'approved', 'returned', 'reopened')", name=op.f("ck_event_kind")
        ),
        sa.CheckConstraint("kind NOT IN ('returned', 'reopened') OR reason IS NOT NULL", name=op.f("ck_event_reason")),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_event_seq")),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_event_account")),
        sa.ForeignKeyConstraint(["followup"], ["followup.id"], name=op.f("fk_event_followup")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("followup", "seq", name=op.f("uq_event_followup_seq")),
    )


def create_values() -> None:
    op.create_table(
        "value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("followup", sa.Integer(), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("dimension", sa.String(length=80), nullable=False),
        sa.Column("category", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=True),
        sa.Column("n", sa.Integer(), nullable=True),
        sa.Column("d", sa.Integer(), nullable=True),
        sa.Column("empty", sa.String(length=1), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("forecast", sa.String(length=40), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("target", sa.String(length=40), nullable=True),
        sa.CheckConstraint("(dimension = '') = (category = '')", name=op.f("ck_value_category")),
        sa.CheckConstraint("empty IN ('-', '.')", name=op.f("ck_value_empty")),
        sa.CheckConstraint("kind <> 'yes_no' OR d = 1", name=op.f("ck_value_yes_no")),
        sa.CheckConstraint("kind IN ('count', 'share', 'ratio', 'rate', 'yes_no')", name=op.f("ck_value_kind")),
        sa.CheckConstraint("kind NOT IN ('count', 'rate') OR d IS NULL", name=op.f("ck_value_no_d")),
        sa.CheckConstraint("kind NOT IN ('share', 'yes_no') OR n <= d", name=op.f("ck_value_n_within_d")),
        sa.CheckConstraint("d >= 0", name=op.f("ck_value_d_not_negative")),
        sa.CheckConstraint("empty IS NULL OR (n IS NULL AND d IS NULL)", name=op.f("ck_value_empty_or_figure")),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_value_dates")),
        sa.CheckConstraint("n >= 0", name=op.f("ck_value_n_not_negative")),
        sa.ForeignKeyConstraint(["followup"], ["followup.id"], name=op.f("fk_value_followup")),
        sa.ForeignKeyConstraint(["item"], ["item.id"], name=op.f("fk_value_item")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_value")),
        sa.UniqueConstraint(
            "followup", "item", "dimension", "category", name=op.f("uq_value_followup_item_dimension_category")
        ),
    )
    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("followup", sa.Integer(), nullable=False),
        sa.Column("item", sa.Integer(), nullable=True),
        sa.Column("dimension", sa.String(length=80), nullable=False),
        sa.Column("category", sa.String(length=80), nullable=False),
        sa.Column("field", sa.String(length=20), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint("channel IN ('web', 'cli')", name=op.f("ck_change_channel")),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_change_account")),
        sa.ForeignKeyConstraint(["followup"], ["followup.id"], name=op.f("fk_change_followup")),
        sa.ForeignKeyConstraint(["item"], ["item.id"], name=op.f("fk_change_item")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
    )
    op.create_index("ix_change_followup_item_id", "change", ["followup", "item", "id"], unique=False)


def create_occasions() -> None:
    op.create_table(
        "closing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("program", sa.String(length=80), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["program"], ["program.code"], name=op.f("fk_closing_program")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closing")),
        sa.UniqueConstraint("program", "year", "part", name=op.f("uq_closing_program_year_part")),
    )
    op.create_table(
        "closing_exception",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("closing", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=80), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["closing"], ["closing.id"], name=op.f("fk_closing_exception_closing")),
        sa.ForeignKeyConstraint(["unit"], ["unit.code"], name=op.f("fk_closing_exception_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closing_exception")),
        sa.UniqueConstraint("closing", "unit", name=op.f("uq_closing_exception_closing_unit")),
    )
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("program", sa.String(length=80), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("unit", sa.String(length=80), nullable=False),
        sa.Column("occasion", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["program"], ["program.code"], name=op.f("fk_reminder_program")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint(
            "program",
            "year",
            "part",
            "unit",
            "occasion",
            "address",
            name=op.f("uq_reminder_program_year_part_unit_occasion_address"),
        ),
    )
