"""Clips, strength tests, notes, and what coaches changed; rows for the documents that are there already."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables, and fill them from the documents."""
    clip = _of_document(
        "clip",
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("movement", sa.String(40)),
        sa.Column("view", sa.String(20), nullable=False),
        sa.Column("duration_s", sa.Float, nullable=False),
    )
    _of_document(
        "test",
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("unit", sa.String(30), nullable=False),
        *(sa.Column(name, sa.Float) for name in ("left", "right", "sd")),
    )
    override = _of_document(
        "plan_override",
        sa.Column("exercise", sa.String(40), nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("before", "after", "reason")),
        sa.Column("author", sa.String(200), nullable=False),
    )
    op.create_table(
        "note",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("athlete_id", sa.Integer, nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("author", sa.String(200), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
        _cascades("note", "athlete"),
    )
    op.create_index("ix_note_athlete_id", "note", ["athlete_id", "day"])
    _fill(clip, override)


def _fill(clip: sa.Table, override: sa.Table) -> None:
    connection = op.get_bind()
    document = sa.table("document", sa.column("id"), sa.column("text"))
    for key, text in connection.execute(sa.select(document.c.id, document.c.text)).all():
        known = json.loads(text)
        clips = known.get("clips", []) + ([known["clip"]] if known.get("clip") else [])
        columns = ("file", "sha256", "movement", "view", "duration_s")
        rows = [{"document_id": key, "name": c["id"], **{n: c[n] for n in columns}} for c in clips]
        words = ("exercise", "before", "after", "author", "reason")
        changes = [{"document_id": key, **{n: o[n] for n in words}} for o in known.get("overrides", [])]
        for table, own in ((clip, rows), (override, changes)):
            if own:
                connection.execute(sa.insert(table), own)


def _of_document(table: str, *columns: sa.Column[Any]) -> sa.Table:
    made = op.create_table(
        table,
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("document_id", sa.Integer, nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        _cascades(table, "document"),
    )
    op.create_index(op.f(f"ix_{table}_document_id"), table, ["document_id"])
    return made


def _cascades(table: str, parent: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{parent}_id")
    return sa.ForeignKeyConstraint([f"{parent}_id"], [f"{parent}.id"], ondelete="CASCADE", name=name)
