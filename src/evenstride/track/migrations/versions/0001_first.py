"""The first store: athletes, documents, their measures, and work done."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "athlete",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_athlete")),
        sa.UniqueConstraint("name", name=op.f("uq_athlete_name")),
    )
    op.create_table(
        "document",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("athlete_id", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("created", sa.String(40), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        _cascades("document", "athlete"),
        sa.UniqueConstraint("athlete_id", "sha256", name=op.f("uq_document_athlete_id")),
    )
    op.create_index("ix_document_athlete_id", "document", ["athlete_id", "kind", "created"])
    op.create_table(
        "measure",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("document_id", sa.Integer, nullable=False),
        *(sa.Column(name, sa.String(size), nullable=False) for name, size in _WORDS),
        *(sa.Column(name, sa.Float, nullable=False) for name in ("value", "low", "high")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure")),
        _cascades("measure", "document"),
    )
    op.create_index(op.f("ix_measure_document_id"), "measure", ["document_id"])
    op.create_table(
        "work",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("athlete_id", sa.Integer, nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("exercise", sa.String(40), nullable=False),
        sa.Column("side", sa.String(10), nullable=False),
        *(sa.Column(name, sa.Integer) for name in ("reps", "reps_in_reserve", "pain")),
        *(sa.Column(name, sa.Float) for name in ("hold_s", "distance_m", "load_kg")),
        sa.Column("from_clip", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work")),
        _cascades("work", "athlete"),
    )
    op.create_index("ix_work_athlete_id", "work", ["athlete_id", "day"])


_WORDS = (("movement", 40), ("view", 20), ("name", 60), ("side", 10), ("moment", 30), ("unit", 30))


def _cascades(table: str, parent: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{parent}_id")
    return sa.ForeignKeyConstraint([f"{parent}_id"], [f"{parent}.id"], ondelete="CASCADE", name=name)
