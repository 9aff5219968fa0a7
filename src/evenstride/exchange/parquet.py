"""Measures and repetitions as Parquet tables, for those who gather many runners."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from evenstride.exchange.extras import load_extra
from evenstride.model import Assessment, Measure, Rep

FILES = ("measures.parquet", "reps.parquet")


def write_parquet(folder: Path, assessment: Assessment) -> tuple[Path, Path]:
    """Write ``measures.parquet`` and ``reps.parquet`` into an existing folder and return their paths.

    Raises
    ------
    MissingExtraError
        If pyarrow is not installed.
    """
    arrow, parquet = load_extra("pyarrow", "lab"), load_extra("pyarrow.parquet", "lab")
    about = {
        b"evenstride.created": assessment.created.encode(),
        b"evenstride.version": assessment.software_version.encode(),
    }
    measures, reps = folder / FILES[0], folder / FILES[1]
    for path, rows, fields in (
        (measures, [_measure_row(assessment, m) for m in assessment.measures], _measure_fields(arrow)),
        (reps, [_rep_row(assessment, r) for r in assessment.reps], _rep_fields(arrow)),
    ):
        table = arrow.Table.from_pylist(rows, schema=arrow.schema(fields, metadata=about))
        parquet.write_table(table, path)
    return measures, reps


def _measure_fields(arrow: Any) -> list[tuple[str, Any]]:
    text, number = arrow.string(), arrow.float64()
    return [
        *((name, text) for name in ("athlete", "clip", "movement", "view", "name", "side", "unit", "at")),
        *((name, number) for name in ("value", "low", "high", "standard_error")),
        ("per_rep", arrow.list_(number)),
        ("undetermined", text),
    ]


def _measure_row(assessment: Assessment, measure: Measure) -> dict[str, Any]:
    clip = assessment.clip(measure.clip)
    low, high = measure.interval or (None, None)
    return {
        "athlete": assessment.athlete,
        "clip": clip.file,
        "movement": clip.movement,
        "view": str(clip.view),
        "name": measure.name,
        "side": str(measure.side),
        "unit": measure.unit,
        "at": measure.at,
        "value": measure.value,
        "low": low,
        "high": high,
        "standard_error": measure.budget.total if measure.budget else None,
        "per_rep": list(measure.per_rep),
        "undetermined": measure.undetermined.reason if measure.undetermined else None,
    }


def _rep_fields(arrow: Any) -> list[tuple[str, Any]]:
    text, number = arrow.string(), arrow.float64()
    return [
        *((name, text) for name in ("athlete", "clip", "movement", "side", "variant", "why_not")),
        ("index", arrow.int64()),
        ("counted", arrow.bool_()),
        *((name, number) for name in ("start_s", "turn_s", "end_s", "hold_s", "range_pct")),
    ]


def _rep_row(assessment: Assessment, rep: Rep) -> dict[str, Any]:
    clip = assessment.clip(rep.clip)
    own = ("variant", "why_not", "index", "counted", "start_s", "turn_s", "end_s", "hold_s", "range_pct")
    row: dict[str, Any] = {name: getattr(rep, name) for name in own}
    return {"athlete": assessment.athlete, "clip": clip.file, "movement": clip.movement, "side": str(rep.side), **row}
