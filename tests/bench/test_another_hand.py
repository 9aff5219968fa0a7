"""No exercise is counted worse than its page says on clips whose movements another hand wrote."""

from __future__ import annotations

from bench.another_hand import JUDGING, SETTING, TARGET, kept, row
from bench.exercises import COLUMNS, SETS
from evenstride.knowledge import facts


def test_the_page_tells_every_exercise_and_none_is_counted_worse_than_it_says() -> None:
    judging = TARGET.read_text(encoding="utf-8").split("## Judging", 1)[1].split("\n## ", 1)[0]
    for exercise in SETS:
        (line,) = [line for line in judging.splitlines() if line.startswith(f"| {facts().exercises[exercise].title} |")]
        now, said = (
            dict(zip(COLUMNS, text.strip("| ").split(" | "), strict=False)) for text in (row(exercise, JUDGING), line)
        )
        assert now["Clips"] == said["Clips"]
        assert int(now["Counts right"].split()[0]) >= int(said["Counts right"].split()[0])
        assert int(now["Further off"]) <= int(said["Further off"])
        sides = "Repetitions: side right / asked / wrong"
        assert int(now[sides].split(" / ")[2]) <= int(said[sides].split(" / ")[2])
        assert now["Holds within 0.3 s"].split(" of ")[0] >= said["Holds within 0.3 s"].split(" of ")[0]


def test_every_clip_sets_or_judges_and_keeps_its_key_frames_and_its_truth() -> None:
    for exercise in SETS:
        for clip in kept(exercise):
            assert (JUDGING in clip.spec["tags"]) != (SETTING in clip.spec["tags"]), clip.name
            assert clip.spec["movement"]["keys"]
            assert clip.truth["screen"] == exercise
            assert clip.truth["reps"]
