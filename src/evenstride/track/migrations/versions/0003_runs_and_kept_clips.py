"""Runs that a watch recorded, and clips that were asked to be kept."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables."""
    _table(
        "run",
        "document",
        sa.Column("started", sa.String(40), nullable=False),
        *(sa.Column(name, sa.Float, nullable=False) for name in ("duration_s", "running_s")),
        *(sa.Column(name, sa.Float) for name in _AVERAGES),
    )
    _table(
        "kept_clip",
        "athlete",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("size_bytes", sa.Integer, nullable=False),
        sa.UniqueConstraint("athlete_id", "sha256", name=op.f("uq_kept_clip_athlete_id")),
    )
    _table(
        "kept_part",
        "kept_clip",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )


_AVERAGES = ("distance_m", "contact_left_pct", "contact_ms", "cadence_spm", "oscillation_cm")


def _table(table: str, parent: str, *columns: sa.schema.SchemaItem) -> None:
    name = op.f(f"fk_{table}_{parent}_id")
    op.create_table(
        table,
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column(f"{parent}_id", sa.Integer, nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.ForeignKeyConstraint([f"{parent}_id"], [f"{parent}.id"], ondelete="CASCADE", name=name),
    )
    op.create_index(op.f(f"ix_{table}_{parent}_id"), table, [f"{parent}_id"])
