"""Dressing a resting body: where shirt, shorts, socks, shoes and hair are, and how far the cloth stands off.

Each garment is a signed distance per vertex (metres, positive = covered); the renderer interpolates it over each
triangle, so that hems are sharp although the mesh is coarse. Later garments cover earlier ones.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_matrix, diags
from scipy.sparse.csgraph import connected_components

from bench.phantom.body import SIDES, SUFFIX, Floats, RestBody
from bench.phantom.rig import SOLE_M, Rig
from bench.phantom.spec import BodySpec

GARMENTS = ("socks", "shorts", "shirt", "hair", "shoes", "sole")


@dataclass(frozen=True)
class DressedBody:
    """The mesh that is rendered: rest vertices with clothes on, garment fields (V, 6), bare-skin tint (V, 3)."""

    vertices: Floats
    garments: Floats
    tint: Floats


def dress(body: RestBody, rig: Rig, spec: BodySpec) -> DressedBody:
    """Put the clothes of ``spec`` on a body."""
    garments = np.stack([_FIELDS[name](body, rig, spec) for name in GARMENTS], axis=-1)
    shape = dict(zip(GARMENTS, garments.T, strict=True))
    smooth = _smoother(body)
    normals = vertex_normals(body.vertices, body.faces)
    vertices = body.vertices.copy()
    legs = _along(body, "upperleg", "hip", "knee")[0]
    toes = np.clip(body.share("toe") * 2, 0, 1)
    off_shirt = 0.004 + spec.shirt_loose_m * np.clip((shape["shirt"] - 0.0) / 0.04, 0, 1)
    off_shorts = 0.003 + spec.shorts_loose_m * np.clip(0.25 + legs, 0.25, 1.0)
    off = np.where(shape["shorts"] > 0, off_shorts, 0.0)
    off = np.where(shape["shirt"] > 0, np.maximum(off_shirt, off + 0.004), off)
    off = np.where(shape["hair"] > 0, 0.012 * np.clip(shape["hair"] / 0.02, 0.2, 1.0), off)
    off = np.where(shape["shoes"] > 0, 0.008 + 0.010 * toes, off)
    cloth = ((shape["shirt"] > 0) | (shape["shorts"] > 0)).astype(float)
    shoes = (shape["shoes"] > 0).astype(float)
    loose = max(spec.shirt_loose_m, spec.shorts_loose_m)
    vertices = _relax(vertices, smooth, cloth, int(4 + 250 * loose))
    vertices = _relax(_relax(vertices, smooth, shoes, 10), smooth, toes, 60)
    vertices += normals * _relax(off[:, None], smooth, cloth, 3)
    soled = shape["shoes"] > 0
    under = soled & (vertices[:, 2] < rig.floor_z + SOLE_M + 0.006)
    vertices[under, 2] = rig.floor_z
    garments[:, GARMENTS.index("sole")] = np.where(soled, rig.floor_z + SOLE_M + 0.010 - vertices[:, 2], -1.0)
    return DressedBody(vertices, garments, _tint(body))


def vertex_normals(vertices: Floats, faces: np.ndarray) -> Floats:
    """Return unit normals (V, 3), faces weighted by area."""
    a, b, c = (vertices[faces[:, i]] for i in range(3))
    face = np.cross(b - a, c - a)
    normals = np.zeros_like(vertices)
    for i in range(3):
        np.add.at(normals, faces[:, i], face)
    return np.asarray(normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12))


def _smoother(body: RestBody) -> object:
    """Return the sparse matrix that replaces each vertex by the mean of its neighbours."""
    n, f = len(body.vertices), body.faces
    i, j = f[:, [0, 1, 2, 1, 2, 0]].ravel(), f[:, [1, 2, 0, 0, 1, 2]].ravel()
    edges = coo_matrix((np.ones(len(i)), (i, j)), shape=(n, n)).tocsr()
    edges.data[:] = 1.0
    degree = np.maximum(np.asarray(edges.sum(axis=1)).ravel(), 1)
    return diags(1 / degree) @ edges


def _relax(values: Floats, smooth: object, where: Floats, rounds: int) -> Floats:
    mask = where[:, None]
    for _ in range(rounds):
        values = values + 0.6 * mask * (smooth @ values - values)  # type: ignore[operator]
    return values


def _along(body: RestBody, start: str, a: str, b: str) -> tuple[Floats, Floats]:
    """Return how far along a limb's first bone each vertex lies (0 at joint a, 1 at b; -9 off the limb), and metres."""
    joints = {"hip": "upperleg01", "knee": "lowerleg01", "shoulder": "upperarm01", "elbow": "lowerarm01"}
    limbs = {"upperleg": ("upperleg", "lowerleg", "foot", "toe"), "upperarm": ("upperarm", "lowerarm", "wrist")}
    hands = ("finger", "metacarpal")
    fraction = np.full(len(body.vertices), -9.0)
    length = 0.0
    for side in SIDES:
        bones = limbs[start] + (hands if start == "upperarm" else ())
        on = body.share(*bones, side=side) > 0.5
        first = body.heads[body.bone(joints[a] + SUFFIX[side])]
        line = body.heads[body.bone(joints[b] + SUFFIX[side])] - first
        length = float(np.linalg.norm(line))
        fraction[on] = (body.vertices[on] - first) @ line / length**2
    return fraction, np.asarray(length)


def _socks(body: RestBody, rig: Rig, spec: BodySpec) -> Floats:
    top = rig.joint("ankle", "left")[2] + 0.055
    return np.where(body.share("foot", "toe", "lowerleg") > 0.5, top - body.vertices[:, 2], -1.0)


def _shoes(body: RestBody, rig: Rig, spec: BodySpec) -> Floats:
    ankle = rig.joint("ankle", "left")
    collar = ankle[2] - 0.005 + 0.25 * np.clip(body.vertices[:, 1] - ankle[1] - 0.02, -0.03, 0.1)
    on = body.share("foot", "toe", "lowerleg") > 0.5
    return np.where(on, collar - body.vertices[:, 2], -1.0)


def _sole(body: RestBody, rig: Rig, spec: BodySpec) -> Floats:
    return np.full(len(body.vertices), -1.0)  # known only once the shoe has its shape; see `dress`


def _shorts(body: RestBody, rig: Rig, spec: BodySpec) -> Floats:
    fraction, thigh = _along(body, "upperleg", "hip", "knee")
    on_leg = fraction > -9
    waist = rig.joint("hip", "left")[2] + 0.13
    trunk = body.share("root", "pelvis", "spine", "upperleg", "lowerleg") > 0.5
    leg = np.where(on_leg, (spec.shorts_length - fraction) * thigh, 1.0)
    return np.where(trunk | on_leg, np.minimum(waist - body.vertices[:, 2], leg), -1.0)


def _shirt(body: RestBody, rig: Rig, spec: BodySpec) -> Floats:
    x, y, z = body.vertices.T
    fraction, arm = _along(body, "upperarm", "shoulder", "elbow")
    hem = rig.joint("hip", "left")[2] + 0.04
    neck = body.heads[body.bone("neck01")]
    collar = 0.6 * (neck[2] + 0.02 - z) + 0.5 * (np.hypot(x, y - neck[1]) - 0.075)
    on_arm = fraction > -9
    sleeve = np.where(on_arm, (spec.sleeve_length - fraction) * arm, 1.0)
    head = body.share("head", "neck02", "neck03", "eye") > 0.5
    trunk = np.minimum(z - hem, collar)
    return np.where(head, -1.0, np.where(on_arm, sleeve, trunk))


def _hair(body: RestBody, rig: Rig, spec: BodySpec) -> Floats:
    x, y, z = body.vertices.T
    eye, ear = body.face_points["left_eye"], body.face_points["left_ear"]
    hairline = 0.85 * (z - (eye[2] + 0.058)) + 0.5 * (y - eye[1] - 0.012)
    nape = ear[2] - (0.10 if spec.long_hair else 0.035)
    behind = np.minimum(y - ear[1] - 0.02, z - nape)
    ears = np.hypot(y - ear[1], 0.75 * (z - ear[2])) < 0.034
    field = np.maximum(hairline, behind)
    field = np.where(ears & (np.abs(x) > np.abs(ear[0]) - 0.018), np.minimum(field, -0.001), field)
    return np.where(body.share("head", "neck02", "neck03") > 0.5, field, -1.0)


_FIELDS = {"socks": _socks, "shorts": _shorts, "shirt": _shirt, "hair": _hair, "shoes": _shoes, "sole": _sole}


def _tint(body: RestBody) -> Floats:
    """Return what multiplies the skin colour: lips, brows, eyes (above 2: the eye's own white or iris)."""
    x, y, z = body.vertices.T
    tint = np.ones((len(x), 3))
    eye, nose = body.face_points["left_eye"], body.face_points["nose"]
    size = eye[2] - nose[2]
    front = y < eye[1] + 0.03
    ax = np.abs(x)
    brow = front & (np.abs(z - eye[2] - 0.020) < 0.005) & (np.abs(ax - eye[0]) < 0.024)
    tint[brow] = (0.58, 0.53, 0.50)
    lips = front & (np.abs(z - (nose[2] - 1.30 * size)) < 0.007) & (ax < 0.020)
    tint[lips] = (0.85, 0.55, 0.55)
    pieces = _pieces(body)
    for label in np.unique(pieces)[1:]:
        ball = pieces == label
        if abs(np.mean(x[ball])) < 0.01:
            tint[ball] = (0.4, 0.25, 0.25)  # tongue
            continue
        middle = body.vertices[ball].mean(axis=0)
        iris = ball & (np.hypot(x - middle[0], z - middle[2]) < 0.0068) & (y < middle[1])
        tint[ball] = (2.9, 2.9, 2.9)
        tint[iris] = (2.12, 2.09, 2.07)
    return tint


def _pieces(body: RestBody) -> np.ndarray:
    n, f = len(body.vertices), body.faces
    i, j = f.ravel(), np.roll(f, 1, axis=1).ravel()
    labels = connected_components(coo_matrix((np.ones(len(i)), (i, j)), shape=(n, n)), directed=False)[1]
    order = np.argsort(-np.bincount(labels))
    return np.argsort(order)[labels]
