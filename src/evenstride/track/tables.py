"""The tables of the store, as the newest migration leaves them."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

ATHLETE = Table(
    "athlete",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("name", String(200), nullable=False, unique=True),
)


def _of_athlete() -> Column[int]:
    return Column("athlete_id", ForeignKey("athlete.id", ondelete="CASCADE"), nullable=False)


DOCUMENT = Table(
    "document",
    METADATA,
    Column("id", Integer, primary_key=True),
    _of_athlete(),
    Column("kind", String(20), nullable=False),
    Column("created", String(40), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("text", Text, nullable=False),
    UniqueConstraint("athlete_id", "sha256"),
    Index("ix_document_athlete_id", "athlete_id", "kind", "created"),
)
"""Assessments, sessions and plans as they were published, each once."""

MEASURE = Table(
    "measure",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("document_id", ForeignKey("document.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("movement", String(40), nullable=False),
    Column("view", String(20), nullable=False),
    Column("name", String(60), nullable=False),
    Column("side", String(10), nullable=False),
    Column("moment", String(30), nullable=False),
    Column("unit", String(30), nullable=False),
    Column("value", Float, nullable=False),
    Column("low", Float, nullable=False),
    Column("high", Float, nullable=False),
)
"""What a document measured, one row a number, for trends."""

WORK = Table(
    "work",
    METADATA,
    Column("id", Integer, primary_key=True),
    _of_athlete(),
    Column("day", String(10), nullable=False),
    Column("exercise", String(40), nullable=False),
    Column("side", String(10), nullable=False),
    Column("reps", Integer),
    Column("hold_s", Float),
    Column("distance_m", Float),
    Column("load_kg", Float),
    Column("reps_in_reserve", Integer),
    Column("pain", Integer),
    Column("from_clip", Boolean, nullable=False),
    Index("ix_work_athlete_id", "athlete_id", "day"),
)
"""One set of one exercise, as it was logged."""


def _of_document() -> Column[int]:
    return Column("document_id", ForeignKey("document.id", ondelete="CASCADE"), nullable=False, index=True)


CLIP = Table(
    "clip",
    METADATA,
    Column("id", Integer, primary_key=True),
    _of_document(),
    Column("name", String(20), nullable=False),
    Column("file", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("movement", String(40)),
    Column("view", String(20), nullable=False),
    Column("duration_s", Float, nullable=False),
)
"""The clips behind a document: where each came from and its hash; the video itself is kept only when asked for."""

TEST = Table(
    "test",
    METADATA,
    Column("id", Integer, primary_key=True),
    _of_document(),
    Column("key", String(40), nullable=False),
    Column("day", String(10), nullable=False),
    Column("unit", String(30), nullable=False),
    Column("left", Float),
    Column("right", Float),
    Column("sd", Float),
)
"""What a strength test showed, one row a test."""

OVERRIDE = Table(
    "plan_override",
    METADATA,
    Column("id", Integer, primary_key=True),
    _of_document(),
    Column("exercise", String(40), nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("author", String(200), nullable=False),
    Column("reason", Text, nullable=False),
)
"""What a coach changed in a plan."""

RUN = Table(
    "run",
    METADATA,
    Column("id", Integer, primary_key=True),
    _of_document(),
    Column("started", String(40), nullable=False),
    Column("duration_s", Float, nullable=False),
    Column("running_s", Float, nullable=False),
    Column("distance_m", Float),
    Column("contact_left_pct", Float),
    Column("contact_ms", Float),
    Column("cadence_spm", Float),
    Column("oscillation_cm", Float),
)
"""What a watch said of a run, one row a run."""

KEPT_CLIP = Table(
    "kept_clip",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("athlete_id", ForeignKey("athlete.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("sha256", String(64), nullable=False),
    Column("file", Text, nullable=False),
    Column("size_bytes", Integer, nullable=False),
    UniqueConstraint("athlete_id", "sha256"),
)
"""Clips that were asked to be kept, each once; rows, so that they go when the athlete goes."""

KEPT_PART = Table(
    "kept_part",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("kept_clip_id", ForeignKey("kept_clip.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
)
"""A kept clip piece by piece, so that none is ever whole in memory."""

NOTE = Table(
    "note",
    METADATA,
    Column("id", Integer, primary_key=True),
    _of_athlete(),
    Column("day", String(10), nullable=False),
    Column("author", String(200), nullable=False),
    Column("text", Text, nullable=False),
    Index("ix_note_athlete_id", "athlete_id", "day"),
)
"""What somebody wanted remembered."""
