from __future__ import annotations

import json
import os
import pwd
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text

from evenstride.cli import main
from evenstride.errors import NewerStoreError, StoreError, UnknownAthleteError, UsageError
from evenstride.exchange.assessment_json import to_json
from evenstride.exchange.plan_json import to_json as plan_json
from evenstride.model import Side, StrengthTest, WorkSet
from evenstride.prescribe import first_plan, overridden
from evenstride.track import Note, Store, backup, check, restore
from evenstride.track.opening import _config, opened
from evenstride.track.tables import METADATA
from tests.exchange import samples

SOURCE = Path("assessment.json")
SET = WorkSet("clam_shell", Side.LEFT, reps=12, pain=1)
POSTGRES = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)


def assessment(created: str = "2026-01-05T08:00:00+00:00") -> str:
    document = json.loads(to_json(samples.assessment()))
    return json.dumps(document | {"created": created})


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run a real PostgreSQL server for these tests; yield the URL of its database."""
    if POSTGRES is None:
        pytest.skip("no PostgreSQL server is installed (Debian: postgresql)")
    home = tmp_path_factory.mktemp("pg")
    user = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
    if os.getuid() == 0:
        for folder in (home, *home.parents):
            if folder == Path("/tmp"):
                break
            folder.chmod(0o755)
        shutil.chown(home, "postgres")
    start = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []
    data = home / "data"

    def run(*command: str) -> None:
        subprocess.run([*start, *command], check=True, cwd=home, stdout=subprocess.DEVNULL)

    run(str(POSTGRES / "initdb"), "-D", str(data), "-A", "trust", "-U", user)
    options = f"-c listen_addresses='' -c unix_socket_directories={home} -c fsync=off"
    run(str(POSTGRES / "pg_ctl"), "-D", str(data), "-w", "-l", str(home / "log"), "-o", options, "start")
    try:
        yield f"postgresql://{user}@/postgres?host={home}"
    finally:
        run(str(POSTGRES / "pg_ctl"), "-D", str(data), "-w", "-m", "immediate", "stop")


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return str(tmp_path / "store.sqlite")
    url: str = request.getfixturevalue("cluster")
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        for table in (*METADATA.tables, "alembic_version"):
            connection.exec_driver_sql(f'DROP TABLE IF EXISTS "{table}" CASCADE')
    engine.dispose()
    return url


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    opened_store = Store(place)
    yield opened_store
    opened_store.close()


def test_what_is_kept_comes_back(store: Store) -> None:
    text = assessment()
    plan = plan_json(first_plan("2026-01-05T08:00:00+00:00", "Kim", ()))
    assert store.add_document("Kim", text, SOURCE) == "assessment"
    assert store.add_document("Kim", plan, SOURCE) == "plan"
    assert store.documents("Kim", "assessment") == (text,)
    assert store.documents("Kim", "plan") == (plan,)
    values = [m["value"] for m in json.loads(text)["measures"] if m["value"] is not None]
    assert [r.value for r in store.readings("Kim")] == values


def test_the_same_document_is_kept_once(store: Store) -> None:
    for _ in range(2):
        store.add_document("Kim", assessment(), SOURCE)
    assert len(store.documents("Kim", "assessment")) == 1


def test_work_comes_back_day_by_day(store: Store) -> None:
    store.log("Kim", "2026-01-08", [SET])
    store.log("Kim", "2026-01-06", [SET, WorkSet("heel_walk", Side.BOTH, distance_m=50.0)])
    assert [(w.day, len(w.sets)) for w in store.workouts("Kim")] == [("2026-01-06", 2), ("2026-01-08", 1)]
    assert store.workouts("Kim")[1].sets == (SET,)


def test_who_is_deleted_is_gone_with_everything_and_nobody_else_is(store: Store, place: str) -> None:
    for name in ("Kim", "Robin"):
        store.add_document(name, assessment(), SOURCE)
        store.log(name, "2026-01-06", [SET])
    store.delete("Kim")
    assert store.athletes() == ("Robin",)
    with pytest.raises(UnknownAthleteError, match="Kim"):
        store.readings("Kim")
    engine = opened(place)
    with engine.begin() as connection:
        counts = [
            connection.exec_driver_sql(f"SELECT count(*) FROM {t}").scalar() for t in ("athlete", "document", "work")
        ]
        orphans = connection.exec_driver_sql(
            "SELECT count(*) FROM measure WHERE document_id NOT IN (SELECT id FROM document)"
        ).scalar()
    engine.dispose()
    assert (counts, orphans) == ([1, 1, 1], 0)


def test_the_migrations_leave_the_tables_as_they_are_declared(place: str) -> None:
    engine = opened(place)
    with engine.begin() as connection:
        found = compare_metadata(MigrationContext.configure(connection), METADATA)
    engine.dispose()
    assert found == []


def test_a_store_of_a_newer_version_is_refused_and_left_alone(place: str) -> None:
    engine = opened(place)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    with pytest.raises(NewerStoreError, match="upgrade Evenstride"):
        Store(place)


def _log_many(place: str) -> None:
    store = Store(place)
    for _ in range(10):
        store.log("Kim", "2026-01-06", [SET, SET])
    store.close()


def test_writers_at_once_lose_nothing(place: str) -> None:
    Store(place).close()
    first = Store(place)
    first.log("Kim", "2026-01-05", [SET])
    first.close()
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as pool:
        list(pool.map(_log_many, [place] * 3))
    store = Store(place)
    assert [len(w.sets) for w in store.workouts("Kim")] == [1, 60]
    store.close()


@pytest.mark.parametrize("text", ["no JSON", "[]", '{"schema": "other/1", "created": "x"}'])
def test_what_is_not_ours_is_refused_by_name_and_leaves_nobody(store: Store, text: str) -> None:
    with pytest.raises(UsageError, match=r"assessment\.json"):
        store.add_document("Kim", text, SOURCE)
    assert store.athletes() == ()


def test_an_interrupted_write_leaves_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "store.sqlite")
    broken = json.loads(assessment())
    broken["measures"][0] |= {"value": 1.0, "interval": [None, 2.0]}
    with pytest.raises(StoreError):
        store.add_document("Kim", json.dumps(broken), SOURCE)
    assert store.athletes() == ()
    store.close()


def test_a_place_that_cannot_be_used_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("I am no database, but long enough to be taken for one. " * 40)
    with pytest.raises(StoreError, match="cannot be used"):
        Store(tmp_path / "file")
    with pytest.raises(StoreError, match="cannot be used"):
        Store(tmp_path / "file" / "store.sqlite")


def test_a_password_is_not_said() -> None:
    with pytest.raises(StoreError) as told:
        Store("postgresql://kim:hidden@127.0.0.1:1/none")
    assert "hidden" not in str(told.value)


def test_sqlite_writes_ahead_and_keeps_foreign_keys(tmp_path: Path) -> None:
    Store(tmp_path / "store.sqlite").close()
    with sqlite3.connect(tmp_path / "store.sqlite") as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_the_plan_made_last_holds_even_if_it_was_made_of_an_older_screen(store: Store) -> None:
    older, newer = (plan_json(first_plan(f"2026-0{month}-05T08:00:00+00:00", "Kim", ())) for month in (1, 3))
    for made in (newer, older):
        store.add_document("Kim", made, Path("plan.json"))
    assert store.documents("Kim", "plan") == (newer, older)
    store.add_document("Kim", newer, Path("plan.json"))
    assert store.documents("Kim", "plan") == (older, newer)


def test_the_commands_keep_log_and_tell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--athlete", "Kim", "--store", str(tmp_path / "store.sqlite")]
    for name, created in (("a.json", "2026-01-05T08:00:00"), ("b.json", "2026-02-16T08:00:00")):
        (tmp_path / name).write_text(assessment(created), encoding="utf-8")
        assert main(["store", "add", str(tmp_path / name), *where]) == 0
    assert (
        main(["log", "clam-shell", "--side", "left", "--reps", "12", "--sets", "2", "--day", "2026-01-06", *where]) == 0
    )
    assert main(["progress", "Kim", "--day", "2026-02-17", "--store", str(tmp_path / "store.sqlite")]) == 0
    told = capsys.readouterr().out
    assert "No clear change, first screen to last:" in told
    assert "Film again on" in told
    assert main(["store", "list", *where[2:]]) == 0
    assert "Kim" in capsys.readouterr().out.splitlines()
    assert main(["store", "delete", "Kim", "--yes", *where[2:]]) == 0
    assert main(["progress", *where]) == 2
    assert "nobody called 'Kim'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["log", "jumping", "--reps", "3"], "no exercise is called 'jumping'"),
        (["log", "clam_shell"], "nothing was done"),
        (["log", "clam_shell", "--reps", "3", "--day", "soon"], "'soon' is no day"),
        (["store", "add", "missing.json"], "cannot read missing.json"),
    ],
)
def test_bad_words_are_one_line(
    arguments: list[str], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "--store", str(tmp_path / "store.sqlite")]) == 2
    told = capsys.readouterr().err
    assert says in told
    assert told.count("\n") == 1


def test_clips_tests_notes_and_overrides_are_rows(store: Store, place: str) -> None:
    plan = first_plan("2026-01-05T08:00:00+00:00", "Kim", ())
    changed = overridden(plan, plan.lines[0].exercise, "Robin", "sore hip", reps=8)
    test = {"schema": "evenstride.test/1", "created": "2026-01-06", "key": "calf_raise", "unit": "reps"}
    shown = test | {"left": 20, "right": 25, "sd": 1.5}
    for document in (assessment(), plan_json(changed), json.dumps(shown), json.dumps(test)):
        store.add_document("Kim", document, SOURCE)
    store.note("Kim", "2026-01-07", "Robin", "new shoes")
    assert store.tests("Kim") == (StrengthTest("calf_raise", "2026-01-06", 20.0, 25.0, "reps", 1.5),)
    assert store.notes("Kim") == (Note("2026-01-07", "Robin", "new shoes"),)
    counts = {"clip": len(samples.assessment().clips), "test": 2, "plan_override": 1, "note": 1}
    assert _counts(place, *counts) == counts
    store.delete("Kim")
    assert set(_counts(place, *METADATA.tables).values()) == {0}


def _counts(place: str, *tables: str) -> dict[str, int]:
    engine = opened(place)
    with engine.begin() as connection:
        found = {t: int(connection.exec_driver_sql(f"SELECT count(*) FROM {t}").scalar() or 0) for t in tables}
    engine.dispose()
    return found


def test_a_counted_session_is_work_done_once(store: Store) -> None:
    counted = [{"index": 1, "counted": True, "hold_s": 4.0}, {"index": 2, "counted": False, "hold_s": 9.0}]
    session = {"schema": "evenstride.session/1", "created": "2026-01-06T08:00:00", "exercise": "bird_dog"}
    text = json.dumps(
        session | {"reps": counted, "sets": [{"side": "left", "reps": [1, 2]}, {"side": "right", "reps": []}]}
    )
    for _ in range(2):
        store.add_document("Kim", text, SOURCE)
    (day,) = store.workouts("Kim")
    assert day.sets == (WorkSet("bird_dog", Side.LEFT, reps=1, hold_s=4.0, from_clip=True),)


def test_an_older_store_gets_its_rows(place: str) -> None:
    engine = create_engine(f"sqlite:///{place}" if "://" not in place else place.replace("sql:", "sql+psycopg:"))
    with engine.begin() as connection:
        command.upgrade(_config(connection), "0001")
        connection.exec_driver_sql("INSERT INTO athlete (name) VALUES ('Kim')")
        row = {"i": 1, "t": assessment()}
        into = "INSERT INTO document (athlete_id, kind, created, sha256, text)"
        connection.execute(text(f"{into} VALUES (:i, 'assessment', '2026', 'x', :t)"), row)
    engine.dispose()
    Store(place).close()
    assert _counts(place, "clip") == {"clip": len(samples.assessment().clips)}


def test_a_backup_goes_from_any_store_to_any_other(place: str, cluster: str, tmp_path: Path) -> None:
    store = Store(place)
    store.add_document("Kim", assessment(), SOURCE)
    store.log("Kim", "2026-01-06", [SET])
    file = tmp_path / "kept.backup"
    assert backup(place, file) == 1
    assert sorted(p.name for p in tmp_path.glob("*kept*")) == ["kept.backup"]
    with pytest.raises(UsageError, match="there already"):
        backup(place, file)
    with pytest.raises(UsageError, match="holds somebody"):
        restore(place, file)
    store.delete("Kim")
    for target in (place, str(tmp_path / "other.sqlite")):
        assert restore(target, file) == check(target) == 1
        again = Store(target)
        assert again.documents("Kim", "assessment") == (assessment(),)
        again.log("Robin", "2026-01-07", [SET])
        assert [w.sets for w in again.workouts("Kim")] == [(SET,)]
        again.close()
    store.close()


def test_damage_is_found(place: str) -> None:
    store = Store(place)
    store.add_document("Kim", assessment(), SOURCE)
    store.close()
    assert check(place) == 1
    engine = opened(place)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE document SET text = '{}'")
    engine.dispose()
    with pytest.raises(StoreError, match="not what was kept"):
        check(place)


def test_the_commands_back_up_check_and_note(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--store", str(tmp_path / "store.sqlite")]
    (tmp_path / "intake.toml").write_text('equipment = ["band"]\n', encoding="utf-8")
    assert main(["store", "add", str(tmp_path / "intake.toml"), "--athlete", "Kim", *where]) == 0
    assert main(["store", "note", "new shoes", "--athlete", "Kim", "--day", "2026-01-07", *where]) == 0
    assert main(["store", "backup", str(tmp_path / "b"), *where]) == 0
    assert main(["store", "restore", str(tmp_path / "b"), "--store", str(tmp_path / "new.sqlite")]) == 0
    assert main(["store", "check", "--store", str(tmp_path / "new.sqlite")]) == 0
    assert "Sound, 1 athlete: " in capsys.readouterr().out
    assert main(["store", "restore", str(tmp_path / "none"), *where]) == 2


def test_a_server_that_is_not_there_is_exit_5(capsys: pytest.CaptureFixture[str]) -> None:
    nowhere = ["--store", "postgresql://kim:hidden@127.0.0.1:1/none"]
    for words in (["progress"], ["store", "check"], ["assess", "x.mp4", "--athlete", "Kim"]):
        assert main([*words, *nowhere]) == 5
    assert "hidden" not in capsys.readouterr().err
