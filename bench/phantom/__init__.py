"""Phantoms: rendered clips of a parametric body whose joints are known to the bone.

A clip is described by a `ClipSpec` (body, movement, camera, scene: plain frozen data), rendered by
`bench.phantom.render.render`, and lies in a folder with its truth beside it::

    clip.mp4  spec.json  truth.npz (joints, camera)  truth.json (true measures per rep)

World axes everywhere: metres; +x the runner's left, -y the way the runner faces, +z up; floor at z = 0.
"""
