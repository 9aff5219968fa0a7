"""The ray casting kernel that `compare_renderers` times; warp reads its annotations, so they must not be strings."""

import warp as wp  # type: ignore[import-not-found,unused-ignore]


@wp.kernel  # type: ignore[untyped-decorator]
def cast(mesh: wp.uint64, place: wp.vec3, rays: wp.array(dtype=wp.vec3), out: wp.array(dtype=wp.float32)):  # type: ignore[valid-type,no-untyped-def]
    """Write the distance to the mesh along each ray (0 = nothing hit)."""
    i = wp.tid()
    hit = wp.mesh_query_ray(mesh, place, rays[i], 100.0)
    out[i] = 0.0
    if hit.result:
        out[i] = hit.t
