"""Time one picture of a posed body (540x960) by our rasteriser, by pyrender on OSMesa and by warp's ray casting.

``python -m bench.phantom.compare_renderers``: the figures in ``bench/README.md``. CPU time of one process.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable

import numpy as np

from bench.phantom.body import rest_body
from bench.phantom.camera import camera
from bench.phantom.movement import bind
from bench.phantom.render import Filming
from bench.phantom.rig import Rig
from bench.phantom.spec import ClipSpec


def _cpu_ms(draw: Callable[[], object], times: int = 20) -> float:
    draw()
    begun = time.process_time()
    for _ in range(times):
        draw()
    return (time.process_time() - begun) / times * 1000


def _pyrender(filming: Filming) -> Callable[[], object]:
    os.environ["PYOPENGL_PLATFORM"] = "osmesa"
    import pyrender
    import trimesh

    view = filming.view
    scene = pyrender.Scene(ambient_light=[0.4] * 3)
    k = view.intrinsic
    pose = np.eye(4)
    pose[:3, :3], pose[:3, 3] = view.rotation.T * [1, -1, -1], view.place
    scene.add(pyrender.IntrinsicsCamera(k[0, 0], k[1, 1], k[0, 2], k[1, 2]), pose=pose)
    scene.add(pyrender.DirectionalLight(intensity=3.0), pose=pose)
    renderer = pyrender.OffscreenRenderer(view.width_px, view.height_px)
    held: list[object] = []

    def draw() -> object:
        if held:
            scene.remove_node(held.pop())
        mesh = trimesh.Trimesh(filming.posed, filming.faces, process=False)
        held.append(scene.add(pyrender.Mesh.from_trimesh(mesh)))
        return renderer.render(scene)

    return draw


def _warp(filming: Filming) -> Callable[[], object]:
    import warp as wp  # type: ignore[import-not-found,unused-ignore]

    from bench.phantom.warp_rays import cast

    view = filming.view
    mesh = wp.Mesh(
        wp.array(filming.posed.astype(np.float32), dtype=wp.vec3, device="cpu"),
        wp.array(filming.faces.astype(np.int32).ravel(), dtype=wp.int32, device="cpu"),
    )
    y, x = np.mgrid[0 : view.height_px, 0 : view.width_px] + 0.5
    rays = np.stack([x, y, np.ones_like(x)], axis=-1).reshape(-1, 3) @ np.linalg.inv(view.intrinsic).T @ view.rotation
    directions = wp.array(rays.astype(np.float32), dtype=wp.vec3, device="cpu")
    out = wp.zeros(len(rays), dtype=wp.float32, device="cpu")
    place = wp.vec3(*(float(v) for v in view.place))

    def draw() -> object:
        mesh.refit()
        wp.launch(cast, dim=len(rays), inputs=[mesh.id, place, directions, out], device="cpu")
        return out.numpy()

    return draw


def main() -> None:
    """Print CPU milliseconds per picture."""
    spec = ClipSpec()
    rig = Rig(rest_body(spec.body))
    movement = bind(spec.movement, rig)
    filming = Filming(spec, rig, movement, camera(spec.camera, 1.0))
    transforms = rig.bone_transforms(rig.pose(movement.perform(np.array([2.0]))))[0]
    print(f"own rasteriser, skinned and shaded: {_cpu_ms(lambda: filming.draw(transforms, (0.0, 0.0))):.1f} ms")
    for name, make in (("warp rays, depth only", _warp), ("pyrender on OSMesa, shaded", _pyrender)):
        try:
            print(f"{name}: {_cpu_ms(make(filming)):.1f} ms")
        except ImportError as absent:
            print(f"{name}: not measured, {absent}")


if __name__ == "__main__":
    main()
