"""A small software rasteriser: skin a mesh, draw it into a depth buffer, shade what is seen. Numba, one core.

Drawing is deferred: the depth pass only remembers which triangle is nearest in each pixel, and each covered pixel is
shaded once. Anti-aliasing and motion blur both come from averaging sub-frames whose pixel grids are shifted.
"""

from __future__ import annotations

import numpy as np
from numba import njit

# Columns of a vertex's attributes, interpolated over each triangle.
TINT, GARMENT, REST, NORMAL = 0, 3, 9, 12
ATTRIBUTES = 15
# Rows of the colour table handed to `shade` (linear RGB).
SKIN, HAIR, SHIRT, SHORTS, SHOES, SOCKS, ACCENT = range(7)
_SOCKS_G, _SHORTS_G, _SHIRT_G, _HAIR_G, _SHOES_G, _SOLE_G = range(6)


@njit(cache=True, fastmath=True)
def skin(rest, weights, bones, transforms, out):  # type: ignore[no-untyped-def]
    """Linear blend skinning: rest (V, 3), weights and bones (V, K), transforms (B, 3, 4) -> out (V, 3)."""
    for v in range(rest.shape[0]):
        x, y, z = rest[v, 0], rest[v, 1], rest[v, 2]
        for i in range(3):
            out[v, i] = 0.0
        for k in range(weights.shape[1]):
            w = weights[v, k]
            if w == 0.0:
                continue
            t = transforms[bones[v, k]]
            for i in range(3):
                out[v, i] += w * (t[i, 0] * x + t[i, 1] * y + t[i, 2] * z + t[i, 3])


@njit(cache=True, fastmath=True)
def set_normals(vertices, faces, attributes):  # type: ignore[no-untyped-def]
    """Write area-weighted vertex normals (not of unit length) into the attribute table."""
    attributes[:, NORMAL : NORMAL + 3] = 0.0
    for f in range(faces.shape[0]):
        a, b, c = faces[f, 0], faces[f, 1], faces[f, 2]
        ux, uy, uz = vertices[b, 0] - vertices[a, 0], vertices[b, 1] - vertices[a, 1], vertices[b, 2] - vertices[a, 2]
        wx, wy, wz = vertices[c, 0] - vertices[a, 0], vertices[c, 1] - vertices[a, 1], vertices[c, 2] - vertices[a, 2]
        nx, ny, nz = uy * wz - uz * wy, uz * wx - ux * wz, ux * wy - uy * wx
        for v in (a, b, c):
            attributes[v, NORMAL] += nx
            attributes[v, NORMAL + 1] += ny
            attributes[v, NORMAL + 2] += nz
    for v in range(vertices.shape[0]):
        n = attributes[v, NORMAL : NORMAL + 3]
        size = np.sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]) + 1e-20
        n /= size


@njit(cache=True, fastmath=True)
def project(vertices, rotation, translation, focal, cx, cy, out):  # type: ignore[no-untyped-def]
    """Write pixel x, pixel y and 1 / depth of each vertex."""
    for v in range(vertices.shape[0]):
        p = vertices[v]
        x = rotation[0, 0] * p[0] + rotation[0, 1] * p[1] + rotation[0, 2] * p[2] + translation[0]
        y = rotation[1, 0] * p[0] + rotation[1, 1] * p[1] + rotation[1, 2] * p[2] + translation[1]
        z = rotation[2, 0] * p[0] + rotation[2, 1] * p[1] + rotation[2, 2] * p[2] + translation[2]
        inverse = 1.0 / max(z, 0.05)
        out[v, 0] = cx + focal * x * inverse
        out[v, 1] = cy + focal * y * inverse
        out[v, 2] = inverse


@njit(cache=True, fastmath=True)
def draw(screen, faces, nearest, owner):  # type: ignore[no-untyped-def]
    """Fill `nearest` (H, W; 1 / depth, 0 = nothing) and `owner` (H, W; triangle, -1 = nothing); culls back faces."""
    height, width = nearest.shape
    nearest[:] = 0.0
    owner[:] = -1
    for f in range(faces.shape[0]):
        a, b, c = faces[f, 0], faces[f, 1], faces[f, 2]
        ax, ay, az = screen[a, 0], screen[a, 1], screen[a, 2]
        bx, by, bz = screen[b, 0], screen[b, 1], screen[b, 2]
        cx, cy, cz = screen[c, 0], screen[c, 1], screen[c, 2]
        area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
        if area >= -1e-9:
            continue
        x0, x1 = int(np.ceil(min(ax, bx, cx) - 0.5)), int(np.floor(max(ax, bx, cx) - 0.5))
        y0, y1 = int(np.ceil(min(ay, by, cy) - 0.5)), int(np.floor(max(ay, by, cy) - 0.5))
        x0, x1, y0, y1 = max(x0, 0), min(x1, width - 1), max(y0, 0), min(y1, height - 1)
        if x0 > x1 or y0 > y1:
            continue
        inverse = 1.0 / area
        dux, dvx = (by - cy) * inverse, (cy - ay) * inverse
        for y in range(y0, y1 + 1):
            py = y + 0.5
            u = ((bx - (x0 + 0.5)) * (cy - py) - (by - py) * (cx - (x0 + 0.5))) * inverse
            v = ((cx - (x0 + 0.5)) * (ay - py) - (cy - py) * (ax - (x0 + 0.5))) * inverse
            for x in range(x0, x1 + 1):
                w = 1.0 - u - v
                if u >= -1e-9 and v >= -1e-9 and w >= -1e-9:
                    depth = u * az + v * bz + w * cz
                    if depth > nearest[y, x]:
                        nearest[y, x] = depth
                        owner[y, x] = f
                u += dux
                v += dvx


@njit(cache=True, fastmath=True)
def _material(s, colours, tint, out):  # type: ignore[no-untyped-def]
    """Choose the surface colour of one sample from its garment fields; returns how glossy it is."""
    if s[GARMENT + _SHOES_G] > 0:
        white = s[GARMENT + _SOLE_G] > 0
        for i in range(3):
            out[i] = 0.75 if white else colours[SHOES, i]
        return 0.10
    if s[GARMENT + _HAIR_G] > 0:
        out[:] = colours[HAIR]
        return 0.25
    if s[GARMENT + _SHIRT_G] > 0:
        trim = s[GARMENT + _SHIRT_G] < 0.012
        for i in range(3):
            out[i] = colours[SHIRT, i] * (0.8 if trim else 1.0)
        return 0.02
    if s[GARMENT + _SHORTS_G] > 0:
        trim = s[GARMENT + _SHORTS_G] < 0.010
        for i in range(3):
            out[i] = colours[SHORTS, i] * (0.8 if trim else 1.0)
        return 0.03
    if s[GARMENT + _SOCKS_G] > 0:
        out[:] = colours[SOCKS]
        return 0.0
    for i in range(3):
        out[i] = tint[i] * colours[SKIN, i] if tint[0] < 2.0 else (tint[i] - 2.0)
    return 0.12


@njit(cache=True, fastmath=True)
def shade(owner, screen, faces, attributes, colours, grain, lights, ambient, eye, total, count):  # type: ignore[no-untyped-def]
    """Add the linear colour of every covered pixel to `total` (H, W, 3) and 1 to `count`.

    `lights` (L, 6): direction to the light, colour. `ambient` (2, 3): from below, from above. `eye`: view direction.
    """
    height, width = owner.shape
    s = np.zeros(ATTRIBUTES)
    base = np.zeros(3)
    size = grain.shape[0]
    for y in range(height):
        for x in range(width):
            f = owner[y, x]
            if f < 0:
                continue
            a, b, c = faces[f, 0], faces[f, 1], faces[f, 2]
            px, py = x + 0.5, y + 0.5
            ax, ay, bx, by = screen[a, 0], screen[a, 1], screen[b, 0], screen[b, 1]
            cx, cy = screen[c, 0], screen[c, 1]
            inverse = 1.0 / ((bx - ax) * (cy - ay) - (by - ay) * (cx - ax))
            u = ((bx - px) * (cy - py) - (by - py) * (cx - px)) * inverse
            v = ((cx - px) * (ay - py) - (cy - py) * (ax - px)) * inverse
            w = 1.0 - u - v
            for k in range(ATTRIBUTES):
                s[k] = u * attributes[a, k] + v * attributes[b, k] + w * attributes[c, k]
            gloss = _material(s, colours, s, base)
            nx, ny, nz = s[NORMAL], s[NORMAL + 1], s[NORMAL + 2]
            n = 1.0 / np.sqrt(nx * nx + ny * ny + nz * nz + 1e-20)
            nx, ny, nz = nx * n, ny * n, nz * n
            cloth = s[GARMENT + _SHIRT_G] > 0 or s[GARMENT + _SHORTS_G] > 0
            gx, gz = int((s[REST] + 2) * 700) % size, int((s[REST + 2] + s[REST + 1] * 0.7 + 3) * 450) % size
            texture = 1.0 + (0.30 if cloth else 0.08) * grain[gz, gx]
            sky = 0.5 + 0.5 * nz
            facing = max(0.0, -(nx * eye[0] + ny * eye[1] + nz * eye[2]))
            edge = 0.80 + 0.20 * facing
            for i in range(3):
                light = ambient[0, i] + (ambient[1, i] - ambient[0, i]) * sky
                for k in range(lights.shape[0]):
                    d = nx * lights[k, 0] + ny * lights[k, 1] + nz * lights[k, 2]
                    d = max(0.0, (d + 0.25) / 1.25)
                    light += lights[k, 3 + i] * d
                    if gloss > 0.0 and k == 0:
                        hx, hy, hz = lights[k, 0] - eye[0], lights[k, 1] - eye[1], lights[k, 2] - eye[2]
                        h = (nx * hx + ny * hy + nz * hz) / np.sqrt(hx * hx + hy * hy + hz * hz)
                        light += gloss * max(0.0, h) ** 24 / (0.3 + base[i])
                total[y, x, i] += base[i] * texture * light * edge
            count[y, x] += 1.0


@njit(cache=True, fastmath=True)
def develop(total, count, samples, room, shadow, vignette, noise, oy, ox, tone, out):  # type: ignore[no-untyped-def]
    """Lay the body over the room, darken the corners, map linear light to 8 bits and add noise; clear the buffers."""
    height, width = count.shape
    last = tone.shape[0] - 1
    scale = np.float32(last)
    part = np.float32(1.0 / samples)
    for y in range(height):
        for x in range(width):
            cover = count[y, x]
            dark = vignette[y, x] * scale
            behind = shadow[y, x] * (np.float32(1.0) - cover * part) * dark
            for i in range(3):
                value = room[y, x, i] * behind
                if cover > 0:
                    value += total[y, x, i] * part * dark
                    total[y, x, i] = 0.0
                level = tone[min(last, int(value))] + noise[oy + y, ox + x, i] + np.float32(0.5)
                out[y, x, i] = min(np.float32(255.0), max(np.float32(0.0), level))
            count[y, x] = 0.0


@njit(cache=True)
def splat_shadow(vertices, x0, y0, cell, tall, lx, ly, out):  # type: ignore[no-untyped-def]
    """Drop every vertex onto a floor grid along the light; what is near the floor weighs more."""
    out[:] = 0.0
    for v in range(vertices.shape[0]):
        z = max(vertices[v, 2], 0.0)
        gx = int((vertices[v, 0] - lx * z - x0) / cell)
        gy = int((vertices[v, 1] - ly * z - y0) / cell)
        if 0 <= gx < out.shape[1] and 0 <= gy < out.shape[0]:
            out[gy, gx] += np.exp(-z / tall)
