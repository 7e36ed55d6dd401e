"""Knowledge base and conversations."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ambiguous_occupation",
        sa.Column("word", sa.String(length=96), nullable=False),
        sa.Column("occupations", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_ambiguous_occupation")),
    )
    op.create_table(
        "answer",
        sa.Column("topic", sa.String(length=64), nullable=False),
        sa.Column("readers", sa.String(length=9), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("checked", sa.String(length=10), nullable=False),
        sa.Column("review", sa.String(length=10), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("topic", name=op.f("pk_answer")),
    )
    op.create_table(
        "concept",
        sa.Column("id", sa.String(length=96), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concept")),
    )
    op.create_table(
        "content_version",
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("loaded_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_content_version")),
    )
    op.create_table(
        "district",
        sa.Column("ags", sa.String(length=5), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("short", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=2), nullable=False),
        sa.Column("seat", sa.Text(), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("plates", sa.JSON(), nullable=False),
        sa.Column("risky_plates", sa.JSON(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("checked", sa.String(length=10), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("ags", name=op.f("pk_district")),
    )
    op.create_table(
        "figure",
        sa.Column("id", sa.String(length=96), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure")),
    )
    op.create_table(
        "follow_up",
        sa.Column("aspect", sa.String(length=32), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("aspect", name=op.f("pk_follow_up")),
    )
    op.create_table(
        "lookup",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lookup")),
    )
    op.create_table(
        "occupation",
        sa.Column("id", sa.String(length=96), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("regulated", sa.String(length=8), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.Column("competent", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occupation")),
    )
    op.create_table(
        "organization",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization")),
        sa.UniqueConstraint("name", name=op.f("uq_organization_name")),
    )
    op.create_table(
        "outside_place",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("contact", sa.JSON(), nullable=False),
        sa.Column("website", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_place")),
    )
    op.create_table(
        "phrase",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phrase")),
    )
    op.create_table(
        "taxonomy_term",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("plural", sa.JSON(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.Column("federal_service_id", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taxonomy_term")),
    )
    op.create_table(
        "word_list",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_word_list")),
    )
    op.create_table(
        "municipality",
        sa.Column("postcode", sa.String(length=5), nullable=False),
        sa.Column("ags8", sa.String(length=8), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("district_ags", sa.String(length=5), nullable=False),
        sa.ForeignKeyConstraint(
            ["district_ags"], ["district.ags"], name=op.f("fk_municipality_district_ags")
        ),
        sa.PrimaryKeyConstraint("postcode", "ags8", name=op.f("pk_municipality")),
    )
    with op.batch_alter_table("municipality", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_municipality_district_ags"), ["district_ags"], unique=False)

    op.create_table(
        "place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("postcode", sa.String(length=5), nullable=True),
        sa.Column("district_ags", sa.String(length=5), nullable=False),
        sa.ForeignKeyConstraint(["district_ags"], ["district.ags"], name=op.f("fk_place_district_ags")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
    )
    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_place_district_ags"), ["district_ags"], unique=False)

    op.create_table(
        "service",
        sa.Column("id", sa.String(length=96), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("taxonomy_term_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.JSON(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("application_process", sa.JSON(), nullable=True),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("assured_date", sa.String(length=10), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_service_organization_id")
        ),
        sa.ForeignKeyConstraint(
            ["taxonomy_term_id"], ["taxonomy_term.id"], name=op.f("fk_service_taxonomy_term_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service")),
    )
    with op.batch_alter_table("service", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_taxonomy_term_id"), ["taxonomy_term_id"], unique=False)

    op.create_table(
        "address",
        sa.Column("service_id", sa.String(length=96), nullable=False),
        sa.Column("address_1", sa.Text(), nullable=True),
        sa.Column("postal_code", sa.String(length=5), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_address_service_id")),
        sa.PrimaryKeyConstraint("service_id", name=op.f("pk_address")),
    )
    op.create_table(
        "language",
        sa.Column("service_id", sa.String(length=96), nullable=False),
        sa.Column("code", sa.String(length=3), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_language_service_id")),
        sa.PrimaryKeyConstraint("service_id", "code", name=op.f("pk_language")),
    )
    op.create_table(
        "phone",
        sa.Column("service_id", sa.String(length=96), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_phone_service_id")),
        sa.PrimaryKeyConstraint("service_id", name=op.f("pk_phone")),
    )
    op.create_table(
        "schedule",
        sa.Column("service_id", sa.String(length=96), nullable=False),
        sa.Column("description", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_schedule_service_id")),
        sa.PrimaryKeyConstraint("service_id", name=op.f("pk_schedule")),
    )
    op.create_table(
        "service_area",
        sa.Column("service_id", sa.String(length=96), nullable=False),
        sa.Column("extent", sa.String(length=5), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_service_area_service_id")),
        sa.PrimaryKeyConstraint("service_id", "extent", name=op.f("pk_service_area")),
    )
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sender_id", sa.String(length=255), nullable=False),
        sa.Column("type_name", sa.String(length=255), nullable=False),
        sa.Column("timestamp", sa.Float(), nullable=True),
        sa.Column("intent_name", sa.String(length=255), nullable=True),
        sa.Column("action_name", sa.String(length=255), nullable=True),
        sa.Column("data", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_events_sender_id"), ["sender_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_events_sender_id"))

    op.drop_table("events")
    op.drop_table("service_area")
    op.drop_table("schedule")
    op.drop_table("phone")
    op.drop_table("language")
    op.drop_table("address")
    with op.batch_alter_table("service", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_service_taxonomy_term_id"))

    op.drop_table("service")
    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_place_district_ags"))

    op.drop_table("place")
    with op.batch_alter_table("municipality", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_municipality_district_ags"))

    op.drop_table("municipality")
    op.drop_table("word_list")
    op.drop_table("taxonomy_term")
    op.drop_table("phrase")
    op.drop_table("outside_place")
    op.drop_table("organization")
    op.drop_table("occupation")
    op.drop_table("lookup")
    op.drop_table("follow_up")
    op.drop_table("figure")
    op.drop_table("district")
    op.drop_table("content_version")
    op.drop_table("concept")
    op.drop_table("answer")
    op.drop_table("ambiguous_occupation")
