"""A run as JSON, schema ``evenstride.run/1``: the form in which a store keeps it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

from evenstride.model.run import Run

SCHEMA = "evenstride.run/1"


def to_json(run: Run, source: Path) -> str:
    """Return a run as JSON text, with the name and hash of the watch's file it comes from."""
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    document = {"schema": SCHEMA, "created": run.started, "file": source.name, "sha256": digest, "run": asdict(run)}
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
