"""A body at rest, taken out of anny once and kept as plain arrays; posing it needs neither anny nor torch."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.phantom.cache import cache_dir
from bench.phantom.spec import BodySpec

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SIDES = ("left", "right")
SUFFIX = {"left": ".L", "right": ".R"}
_BODY_VERSION = 3


@dataclass(frozen=True)
class RestBody:
    """Mesh, skinning weights and skeleton in the rest pose (metres; x left, y back, z up; root joint at the origin)."""

    vertices: Floats  # (V, 3)
    faces: Ints  # (F, 3)
    weights: Floats  # (V, 9)
    weight_bones: Ints  # (V, 9)
    heads: Floats  # (B, 3) joint at the start of each bone
    parents: Ints  # (B,)
    labels: tuple[str, ...]
    face_points: dict[str, Floats]  # nose, left_ear, ...: rest positions, which ride on the head bone

    def bone(self, label: str) -> int:
        """Return the index of a bone by anny's name."""
        return self.labels.index(label)

    def bones(self, *starts: str, side: str | None = None) -> list[int]:
        """Return the bones whose names begin with any of ``starts``, on one side if given."""
        end = SUFFIX[side] if side else ""
        return [i for i, name in enumerate(self.labels) if name.startswith(starts) and name.endswith(end)]

    def share(self, *starts: str, side: str | None = None) -> Floats:
        """Return how much of each vertex hangs on the named bones, 0..1, (V,)."""
        wanted = np.isin(self.weight_bones, self.bones(*starts, side=side))
        return np.asarray((self.weights * wanted).sum(axis=1))


def rest_body(spec: BodySpec) -> RestBody:
    """Return the body of ``spec``, from the cache where it has been made before."""
    shape = [spec.gender, spec.age, spec.muscle, spec.weight, spec.proportions, spec.stature_m]
    key = hashlib.sha256(json.dumps([_BODY_VERSION, shape]).encode()).hexdigest()[:16]
    path = cache_dir() / "bodies" / f"{key}.npz"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{key}.{os.getpid()}.part.npz")
        np.savez(part, **_make(spec))
        part.replace(path)
    with np.load(path) as kept:
        arrays = dict(kept)
    points = dict(zip(arrays.pop("point_names").tolist(), arrays.pop("points"), strict=True))
    labels = tuple(arrays.pop("labels").tolist())
    return RestBody(labels=labels, face_points=points, **arrays)


def _make(spec: BodySpec) -> dict[str, Any]:
    import anny
    import torch
    from anny.keypoints import KeypointsRegressor

    model = anny.Anny()
    with torch.no_grad():
        out = model(phenotype_kwargs=phenotype(spec, height_value(model, spec)))
        coco = KeypointsRegressor.coco(model)
        points = coco({"vertices": out["rest_vertices"]})[0].numpy()
    wanted = ("nose", "left_eye", "right_eye", "left_ear", "right_ear")
    rows = [list(coco.labels).index(name) for name in wanted]
    return {
        "vertices": out["rest_vertices"][0].numpy().astype(np.float64),
        "faces": model.get_triangular_faces().numpy().astype(np.int64),
        "weights": model.vertex_bone_weights.numpy().astype(np.float64),
        "weight_bones": model.vertex_bone_indices.numpy().astype(np.int64),
        "heads": out["rest_bone_heads"][0].numpy().astype(np.float64),
        "parents": np.asarray(model.bone_parents, dtype=np.int64),
        "labels": np.asarray(model.bone_labels),
        "point_names": np.asarray(wanted),
        "points": points[rows].astype(np.float64),
    }


def phenotype(spec: BodySpec, height: float) -> dict[str, float]:
    """Return anny's own arguments for a body, given its 0..1 height."""
    named = {"gender": spec.gender, "age": spec.age, "muscle": spec.muscle, "weight": spec.weight}
    return {**named, "proportions": spec.proportions, "height": height}


def height_value(model: object, spec: BodySpec) -> float:
    """Return anny's 0..1 height that gives ``stature_m``: stature is linear in it on each half."""
    tried = np.array([0.0, 0.5, 1.0])
    statures = []
    for value in tried:
        vertices = model(phenotype_kwargs=phenotype(spec, float(value)))["rest_vertices"][0]  # type: ignore[operator]
        statures.append(float(vertices[:, 2].max() - vertices[:, 2].min()))
    return float(np.interp(spec.stature_m, statures, tried))
