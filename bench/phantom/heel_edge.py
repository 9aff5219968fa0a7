"""Which steps of a walk out of the picture and back anyone can count who sees the picture.

A step is told by how its foot is put down. It counts if then the hips and the whole of that foot are in the picture,
the toes too, as they say whether it stands on its heel. A camera is taken only if for every step that is plainly so or
plainly not.
"""

from __future__ import annotations

import numpy as np

from bench.phantom.body import Floats
from bench.phantom.camera import aim_height_m, camera
from bench.phantom.heel_walk_path import OTHER, Footfall, Path, ahead_of
from bench.phantom.spec import BodySpec, CameraSpec

_FOOT_M, _HIPS_M = 0.04, 0.06
"""Feet and hips are this far inside the picture's edge or beyond it; the hips go 0.24 to 0.36 m in a step."""
_FOOT_SHARE, _HIPS_SHARE = 0.145, 0.53
"""How long a foot is from heel to toes, and how high the hips are, as shares of the stature."""
LEAST_OUT, LEAST_IN = 1, 2
"""So many steps of a length or more are out of the picture, and in it."""


def clear_edge_m(shot: CameraSpec, body: BodySpec, path: Path) -> float | None:
    """Return beyond how many metres steps are out of the picture; None if that is arguable of any of them."""
    view = camera(shot, aim_height_m("heel_laps", body.stature_m))

    def seen(place: Floats, height_m: float, outward_m: float) -> bool:
        x_px, y_px, _ = view.project(np.array([place[0], place[1] - outward_m, height_m]))
        cut_off = outward_m > 0 and y_px > shot.height_px
        return bool(0 <= x_px <= shot.width_px) and not cut_off

    def told(step: Footfall, hips: Floats, *, outward: float) -> bool:
        toe = step.end + _FOOT_SHARE * body.stature_m * ahead_of(step.end_deg)
        foot = all(seen(place, 0.0, outward * _FOOT_M) for place in ((step.end, toe) if outward > 0 else (step.end,)))
        return foot and seen(hips, _HIPS_SHARE * body.stature_m, outward * _HIPS_M)

    stood = dict(path.homes)
    reached: dict[bool, list[float]] = {True: [], False: []}
    each: dict[int, list[bool]] = {}
    for step in path.footfalls:
        if step.lap is not None:
            hips = (step.end + stood[OTHER[step.side]]) / 2
            surely, maybe = (told(step, hips, outward=outward) for outward in (1.0, -1.0))
            if maybe and not surely:
                return None
            reached[surely].append(-float(step.end[1]))
            each.setdefault(step.lap, []).append(surely)
        stood[step.side] = step.end
    enough = all(sum(own) >= LEAST_IN and len(own) - sum(own) >= LEAST_OUT for own in each.values())
    if not enough or max(reached[True]) >= min(reached[False]):
        return None
    return round((max(reached[True]) + min(reached[False])) / 2, 3)
