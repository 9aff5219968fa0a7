"""Everything of an athlete out of a store and back; clips that are kept, and gone when the athlete goes."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from evenstride.cli import main
from evenstride.errors import UnknownAthleteError, UsageError
from evenstride.exchange import intake_json, plan_json, run_json, test_json
from evenstride.exchange.fit import read_fit
from evenstride.model import Intake, Side, WorkSet
from evenstride.prescribe import first_plan, overridden
from evenstride.track import Keeping, Store, backup, restore
from evenstride.track.opening import opened
from evenstride.track.portable import PART_BYTES
from evenstride.track.tables import METADATA
from tests.exchange.watch import Second, write_fit
from tests.track.test_store import assessment, cluster, place  # noqa: F401 -- fixtures

CLIP = bytes(range(256)) * (PART_BYTES // 256) * 2 + b"the end"
DIGEST = hashlib.sha256(CLIP).hexdigest()


def filled(where: str, folder: Path, athlete: str = "Kim") -> None:
    """Put something into every table."""
    plain = first_plan("2026-01-05T08:00:00+00:00", athlete, ())
    plan = overridden(plain, plain.lines[0].exercise, "Jo", "sore", reps=8)
    fit = write_fit(folder / "run.fit", datetime(2026, 2, 1, tzinfo=UTC), [Second()] * 20)
    texts = [
        assessment(),
        assessment("2026-03-05T08:00:00+01:00"),
        plan_json.to_json(plan),
        run_json.to_json(read_fit(fit), fit),
        intake_json.to_json(Intake(age_band="30-39"), "2026-01-04T08:00:00+00:00"),
        test_json.to_json("side_plank", "2026-01-06", "s", (41.5, 30.25), 8.1),
    ]
    store = Store(where)
    try:
        for text in texts:
            store.add_document(athlete, text, Path("x.json"))
        store.log(
            athlete,
            "2026-01-07",
            [WorkSet("clam_shell", Side.LEFT, reps=12, load_kg=2.1), WorkSet("heel_walk", Side.BOTH, distance_m=50.0)],
        )
        store.note(athlete, "2026-01-08", "Jo", "new shoes – größer\u2028and a line")
    finally:
        store.close()
    (folder / "clip.mp4").write_bytes(CLIP)
    Keeping(where).keep_clip(athlete, folder / "clip.mp4", DIGEST)


def rows(where: str) -> dict[str, list[dict[str, Any]]]:
    """Return every row of a store, its numbers replaced by its place among the rows of its table."""
    engine = opened(where)
    try:
        with engine.connect() as connection:
            found = {
                table.name: [dict(row) for row in connection.execute(select(table).order_by(table.c.id)).mappings()]
                for table in METADATA.sorted_tables
            }
    finally:
        engine.dispose()
    ranks = {name: {row["id"]: n for n, row in enumerate(own)} for name, own in found.items()}
    for table in METADATA.sorted_tables:
        for row in found[table.name]:
            for key in table.foreign_keys:
                row[key.parent.name] = ranks[key.column.table.name][row[key.parent.name]]
            row["id"] = ranks[table.name][row["id"]]
    return found


def test_out_deleted_and_back_is_equal_row_by_row(place: str, tmp_path: Path) -> None:  # noqa: F811
    filled(place, tmp_path)
    before = rows(place)
    assert all(before.values()), "every table holds something"
    zipped = tmp_path / "kim.zip"
    command = ["--store", place]
    assert main(["export", "all", "--athlete", "Kim", "--faces", "shown", "--out", str(zipped), *command]) == 0
    assert main(["store", "delete", "Kim", "--yes", *command]) == 0
    assert not any(rows(place).values())
    assert main(["import", str(zipped), *command]) == 0
    assert rows(place) == before
    again = tmp_path / "again.zip"
    assert main(["export", "all", "--athlete", "Kim", "--faces", "shown", "--out", str(again), *command]) == 0
    assert again.read_bytes() == zipped.read_bytes()


def test_from_a_file_into_a_clinics_database(place: str, tmp_path: Path) -> None:  # noqa: F811
    own = str(tmp_path / "own.sqlite")
    filled(own, tmp_path)
    before = rows(own)
    filled(own, tmp_path, "Ana")
    zipped = tmp_path / "kim.zip"
    assert main(["export", "all", "--athlete", "Kim", "--out", str(zipped), "--store", own]) == 0
    assert main(["import", str(zipped), "--store", place]) == 0
    assert rows(place) == before | {"kept_clip": [], "kept_part": []}


def test_a_backup_holds_kept_clips_too_piece_by_piece(
    place: str,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    filled(place, tmp_path)
    before = rows(place)
    monkeypatch.setattr("evenstride.track.safekeeping.PARTS_AT_ONCE", 1)
    file, other = tmp_path / "backup.sqlite", str(tmp_path / "other.sqlite")
    assert backup(place, file) == 1
    assert restore(other, file) == 1
    assert rows(other) == before


def test_kept_clips_stay_out_of_a_zip_unless_faces_may_show(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = str(tmp_path / "store.sqlite")
    filled(where, tmp_path)
    zipped = tmp_path / "kim.zip"
    assert main(["export", "all", "--athlete", "Kim", "--out", str(zipped), "--store", where]) == 0
    assert "Left out: 1 kept clips, since they show faces" in capsys.readouterr().out
    assert b"clips/" not in zipped.read_bytes()


def test_a_clip_is_kept_once_in_pieces_and_gone_with_the_athlete(tmp_path: Path) -> None:
    where = tmp_path / "store.sqlite"
    filled(str(where), tmp_path)
    keeping = Keeping(where)
    keeping.keep_clip("Kim", tmp_path / "clip.mp4", DIGEST)
    assert [(c.file, c.sha256, c.size_bytes) for c in keeping.kept_clips("Kim")] == [("clip.mp4", DIGEST, len(CLIP))]
    assert [len(part["content"]) for part in rows(str(where))["kept_part"]] == [PART_BYTES, PART_BYTES, 7]
    assert CLIP[:1024] in where.read_bytes()
    assert main(["store", "delete", "Kim", "--yes", "--store", str(where)]) == 0
    left = b"".join(path.read_bytes() for path in tmp_path.glob("store.sqlite*"))
    assert CLIP[:1024] not in left
    assert b"new shoes" not in left


def test_what_cannot_be_taken_in_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = str(tmp_path / "store.sqlite")
    filled(where, tmp_path)
    zipped = tmp_path / "kim.zip"
    assert main(["export", "all", "--athlete", "Kim", "--out", str(zipped), "--store", where]) == 0
    before = rows(where)
    assert main(["import", str(zipped), "--store", where]) == 2
    assert "knows Kim already" in capsys.readouterr().err
    assert rows(where) == before
    empty = Keeping(tmp_path / "empty.sqlite")
    for head, said in (
        ({"schema": "evenstride.athlete/9", "name": "Ana"}, "of the schema"),
        ({"schema": "evenstride.athlete/1"}, "no whole athlete"),
    ):
        with pytest.raises(UsageError, match=said):
            empty.take_in({"athlete.json": [json.dumps(head).encode()]}.__getitem__)
    line = b'{"id": 1, "athlete_id": 1, "day": "2026-01-01", "author": "", "text": "x", "mood": "fine"}\n'
    files = {"athlete.json": [b'{"schema": "evenstride.athlete/1", "name": "Ana"}'], "rows/note.jsonl": [line]}
    with pytest.raises(UsageError, match="knows of mood"):
        empty.take_in(files.__getitem__)
    assert not any(rows(str(tmp_path / "empty.sqlite")).values())


def test_nobody_is_exported_or_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = str(tmp_path / "store.sqlite")
    with pytest.raises(UnknownAthleteError):
        Keeping(where).keep_clip("Kim", tmp_path / "clip.mp4", DIGEST)
    for arguments, said in (
        (["export", "all", "--athlete", "Kim"], "knows nobody called 'Kim'"),
        (["export", "trc", "--athlete", "Kim"], "made of results"),
        (["export", "all"], "nothing to export"),
        (["assess", "squat=x.mp4", "--keep-clips"], "give --athlete NAME"),
    ):
        assert main([*arguments, "--store", where]) == 2
        assert said in capsys.readouterr().err
