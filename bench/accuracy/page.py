"""The page's text: tables for people who want to know what to believe."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from bench.accuracy.bars import BARS, BIAS_BARS, FEWEST_COVERED, PEERS, WIDEST, title_of
from bench.accuracy.keypoints import keypoint_table
from bench.accuracy.summary import FEWEST, Summary, by_key, sides_of, summary_of
from bench.accuracy.verdicts import Curve, false_sides
from bench.observe import Observed
from bench.phantom.sets import SETS as ALL_SETS
from evenstride.knowledge import facts
from evenstride.model.clip import View

HOW_TO_READ = """\
# How sure?

Written by `python -m bench.accuracy`: `make accuracy` in a minute, from the poses and truths kept in `bench/archive`;
`make bench` renders the clips first. The truth is a rendered body's own joints;
every clip went through the whole product, real decoding and pose model included. **Judging sets** share no body, room,
recorded person or seed with the **tuning sets**, which alone set corrections and errors (`bench.calibrate_view`,
`bench.calibrate`). Recorded people (UI-PRMD markers) drive the same bodies and are given apart.

- **MAE**: mean absolute error. **Asked**: the largest one the design allows (for the bend of the knee, also a bias of
  at most 1.5 deg). **Limits**: 95 % limits of agreement (bias ± 1.96 standard deviations).
- **Coverage**: how many truths lie in their 95 % interval; 90-99 % is asked for, **!** marks less. **Width**: half the
  interval, in brackets how many times what these errors would have needed; at most 1.6 is asked for, **!** marks more.
  The chart shows coverage with its own 95 % interval: a few dozen clips cannot tell 93 % from 97 %.
- **MDC**: minimal detectable change between two clips of one person: 1.96 · √2 · the spread of errors within a body.
  What a body's build adds to the error cancels when that person is filmed again.
- **n**: legs and clips.

No real video with known joint angles exists for these movements. Rendered skin is not film: bodies are symmetric, alone
in a tidy room, and their cloth follows the skin. What real clips say is in [real-clips](real-clips.md), what recorded
skeletons say in [skeletons](skeletons.md), what was tried where a bar is missed in
[accuracy-tried](accuracy-tried.md)."""


def family_lines(family: str, observed: Mapping[str, Sequence[Observed]], figures: Sequence[str]) -> list[str]:
    """Return one movement's part of the page.

    Parameters
    ----------
    observed
        The clips of each named set, those that judge first.
    figures
        File names of the movement's pictures, from the page's folder.
    """
    lines = ["", f"## {facts().movements[family].title}"]
    if figures:
        lines += ["", *(f"![]({name})" for name in figures)]
    for name, clips in observed.items():
        if clips:
            size = ALL_SETS[name].size
            lines += ["", f"### {title_of(name).capitalize()} ({len(clips)} of {size} clips)", "", *_set(clips)]
    return lines


def not_at_hand_lines(family: str) -> list[str]:
    """Return one movement's part of the page of which no clip is at hand."""
    return ["", f"## {facts().movements[family].title}", "", "Not judged here: none of its clips was at hand."]


def exercise_lines(page: str) -> list[str]:
    """Return the part of the eight exercises: the judging table of the page that `bench.exercises` wrote."""
    judging = page.split("## Judging", 1)[1].split("\n## ", 1)[0]
    return [
        "",
        "## The eight exercises",
        "",
        "Counts, holds, sides and faults of `evenstride coach` on judging clips. What they mean, the tuning clips, and",
        "what was tried are in [exercises](exercises.md); clips whose movements somebody else wrote in",
        "[another hand](another_hand.md); what is said of a clip named as another movement in",
        "[confusion](confusion.md); counting live in [live](live.md).",
        "",
        judging.strip(),
    ]


def _set(clips: Sequence[Observed]) -> list[str]:
    rows = {key: summary_of(found) for key, found in by_key(clips).items() if len(found) >= FEWEST}
    right = sum(clip.counted_right for clip in clips)
    true = sum(len(clip.true_reps) for clip in clips)
    found = sum(rep.counted for clip in clips for rep in clip.assessment.reps)
    lines = [
        f"Repetitions: {found} counted, {true} true; every one found, on its side, in {right} of {len(clips)} clips.",
        "",
        "| measure, view, moment | n | MAE | asked | bias | limits | coverage | width | MDC | best peer |",
        "| --- " * 10 + "|",
        *(_row(key, summary) for key, summary in rows.items()),
    ]
    sides = sides_of(clips)
    if sides:
        lines += ["", "Right minus left:", "", "| measure | clips | MAE | bias | coverage | half width |"]
        lines += ["| --- " * 6 + "|"]
        lines += [
            f"| {_short(key)} | {s.clips} | {s.mae:.1f} | {s.bias:+.1f} | {s.coverage:.0%} | {s.half_width:.1f} |"
            for key, s in sides.items()
        ]
    angle = _camera_angle(clips)
    return [*lines, "", angle] if angle else lines


def _row(key: str, s: Summary) -> str:
    asked = f"{BARS[key]:g}" if key in BARS else ""
    missed = " **missed**" if key in BARS and s.mae > BARS[key] else ""
    biased = " **missed**" if abs(s.bias) > BIAS_BARS.get(key, np.inf) else ""
    wide = " !" if s.half_width > WIDEST * s.ideal else ""
    width = f"{s.half_width:.1f} ({s.half_width / s.ideal:.1f}){wide}"
    outside = " !" if s.coverage < FEWEST_COVERED else ""
    cells = (
        _short(key),
        str(s.rows),
        f"{s.mae:.1f}{missed}",
        asked,
        f"{s.bias:+.1f}{biased}",
        f"{s.limits[0]:+.1f} to {s.limits[1]:+.1f}",
        f"{s.coverage:.0%}{outside}",
        width,
        "" if s.mdc is None else f"{s.mdc:.1f}",
        PEERS.get(key, ""),
    )
    return "| " + " | ".join(cells) + " |"


def _short(key: str) -> str:
    _, name, view, moment = key.split(".")
    return f"{name}, {view}, {moment}"


def _camera_angle(clips: Sequence[Observed]) -> str:
    front = [c for c in clips if c.clip.view is View.FRONT and c.spec["camera"]["view_deg"] == 0]
    if len(front) < FEWEST:
        return ""
    true = np.array([c.spec["camera"]["yaw_deg"] for c in front])
    error = np.array([c.clip.view_yaw_deg.value for c in front]) - true
    inside = [
        c.clip.view_yaw_deg.interval[0] <= t <= c.clip.view_yaw_deg.interval[1]
        for c, t in zip(front, true, strict=True)
    ]
    return (
        f"The camera's angle from the front: bias {error.mean():+.1f} deg, standard deviation {error.std(ddof=1):.1f}, "
        f"coverage {np.mean(inside):.0%} ({len(front)} clips)."
    )


def verdict_lines(family: str, clips: Sequence[Observed], curves: Sequence[Curve]) -> list[str]:
    """Return the verdicts of the judging clips by size of the fault, and whether the side was right by camera angle."""
    lines = ["", "### Verdicts by true size of the fault (judging sets)"]
    for curve in curves:
        ours = "a default of ours" if curve.criterion.origin == "ours" else "published"
        threshold = f"{curve.criterion.threshold:g} {curve.criterion.unit} ({ours})"
        lines += ["", f"**{curve.fault.title}**, from the {curve.criterion.view}; threshold {threshold}", ""]
        lines += ["| true size, in thresholds | n | present | possible | absent |", "| --- " * 5 + "|"]
        lines += [
            f"| {span} | {count} | " + " | ".join(f"{share:.0%}" for share in shares) + " |"
            for span, count, shares in zip(curve.spans, curve.counts, curve.shares, strict=True)
        ]
    tallies = false_sides(family, clips)
    lines += ["", "Legs called present, by how far the camera stood off:", ""]
    lines += [
        "| off by | clips | legs called present | have the fault | wrong leg | on clean legs |",
        "| --- " * 6 + "|",
    ]
    lines += [
        f"| {t.band[0]:.0f}-{t.band[1]:.0f} deg | {t.clips} | {t.present} | {t.right} | {t.wrong} | {t.on_clean} |"
        for t in tallies
    ]
    return lines


def keypoint_lines(clips: Sequence[Observed]) -> list[str]:
    """Return how far the keypoints lie from the true joints (tuning sets)."""
    return [
        "",
        "### Keypoints against true joints (tuning sets)",
        "",
        "In % of leg length. Part of each offset is convention: bodies turn their joints where bones do, people",
        "annotate them where skin shows.",
        "",
        *keypoint_table(clips),
    ]
