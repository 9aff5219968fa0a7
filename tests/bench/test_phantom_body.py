"""Our skinning is anny's, to well under a millimetre; needs anny and torch, which only the bench's own venv has."""

import numpy as np
import pytest

pytest.importorskip("anny", reason="anny is only in the bench's venv (bench/requirements.txt)")
torch = pytest.importorskip("torch", reason="torch is only in the bench's venv (bench/requirements.txt)")
pytest.importorskip("numba", reason="numba is only in the bench's venv (bench/requirements.txt)")


def test_our_skinning_is_annys() -> None:
    import anny

    from bench.phantom import raster
    from bench.phantom.body import height_value, phenotype, rest_body
    from bench.phantom.movement import bind
    from bench.phantom.rig import Rig
    from bench.phantom.spec import BodySpec, SquatSpec

    spec = BodySpec(gender=0.3, weight=0.6, stature_m=1.71)
    body = rest_body(spec)
    rig = Rig(body)
    posed = rig.pose(bind(SquatSpec(), rig).perform(np.array([0.0, 1.9])))
    ours = np.zeros_like(body.vertices)
    transforms = rig.bone_transforms(posed)
    raster.skin(body.vertices, body.weights, body.weight_bones, transforms[1], ours)

    model = anny.Anny()
    kind = phenotype(spec, height_value(model, spec))
    rest = model(phenotype_kwargs=kind)["rest_bone_poses"][0].numpy()
    world = np.tile(np.eye(4), (len(rest), 1, 1))
    world[:, :3, :3] = posed.rotations[1] @ rest[:, :3, :3]
    world[:, :3, 3] = posed.heads[1]
    with torch.no_grad():
        out = model(torch.tensor(world[None], dtype=model.dtype), phenotype_kwargs=kind, pose_parameterization="world")
    away = np.linalg.norm(out["vertices"][0].numpy() - ours, axis=1)
    assert away.max() < 1e-3
    assert np.linalg.norm(out["bone_poses"][0, :, :3, 3].numpy() - posed.heads[1], axis=1).max() < 1e-4
