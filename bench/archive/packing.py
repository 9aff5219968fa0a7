"""Numbers as small files: rounded to a unit, the change from frame to frame of each column, low and high bytes apart.

Each clip's arrays are packed one after the other into one array per field; numpy alone reads the file back.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bytes = NDArray[np.uint8]

MISSING = -32768
"""Stands for a number that is not there."""

LARGEST = 32767
EXACT_ORDER = 3
THE_SAME_DAY = (1980, 1, 1, 0, 0, 0)
"""Files packed twice from the same numbers are the same to the byte."""


@dataclass(frozen=True)
class Field:
    """How one array is kept: in whole multiples of `unit`, as its `order`-th differences over time.

    `floor` rounds down instead of to the nearest, for values that are compared with a limit lying on the grid.
    """

    unit: float
    order: int
    floor: bool = False

    def packed(self, values: Floats) -> Bytes:
        """Return (2, C, T) bytes of (T, C) values.

        Raises
        ------
        ValueError
            If a value is too large for its unit.
        """
        rounded = np.floor(values / self.unit + 1e-9) if self.floor else np.round(values / self.unit)
        if np.any(np.abs(rounded[np.isfinite(rounded)]) > LARGEST):
            raise ValueError(f"a value beyond {LARGEST * self.unit:g} cannot be kept in steps of {self.unit:g}")
        whole = np.where(np.isfinite(values), rounded, MISSING).astype(np.int16)
        # Differences wrap around at 16 bits, and so do the sums that undo them: nothing is lost.
        for _ in range(self.order):
            whole = np.diff(whole, axis=0, prepend=np.zeros_like(whole[:1]))
        unsigned = ((whole << 1) ^ (whole >> 15)).astype(np.uint16).T
        return np.stack([unsigned & 255, unsigned >> 8]).astype(np.uint8)

    def unpacked(self, kept: Bytes) -> Floats:
        """Return the (T, C) values of (2, C, T) bytes."""
        unsigned = (kept[0].astype(np.uint16) | (kept[1].astype(np.uint16) << 8)).T
        whole = (unsigned >> 1).astype(np.int16) ^ -(unsigned & 1).astype(np.int16)
        for _ in range(self.order):
            whole = np.cumsum(whole, axis=0, dtype=np.int16)
        # Divided by the inverse, because 60 / 200 is 0.3 and 60 * 0.005 is not.
        return np.where(whole == MISSING, np.nan, whole / round(1 / self.unit))


def exactly_packed(values: NDArray[np.float32]) -> Bytes:
    """Return (4, C, T) bytes of (T, C) values, to the last bit."""
    bits = np.ascontiguousarray(values, dtype=np.float32).view(np.int32)
    for _ in range(EXACT_ORDER):
        bits = np.diff(bits, axis=0, prepend=np.zeros_like(bits[:1]))
    unsigned = ((bits << 1) ^ (bits >> 31)).view(np.uint32).T
    return np.stack([(unsigned >> (8 * n)) & 255 for n in range(4)]).astype(np.uint8)


def exactly_unpacked(kept: Bytes) -> NDArray[np.float32]:
    """Return the (T, C) values of (4, C, T) bytes."""
    unsigned = sum(kept[n].astype(np.uint32) << np.uint32(8 * n) for n in range(4))
    bits = np.ascontiguousarray(((unsigned >> 1).view(np.int32) ^ -(unsigned & 1).view(np.int32)).T)
    for _ in range(EXACT_ORDER):
        bits = np.cumsum(bits, axis=0, dtype=np.int32)
    return bits.view(np.float32)


def write_arrays(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write a compressed file that ``numpy.load`` reads; it appears whole or not at all."""
    scratch = path.with_name(f".{path.name}.part")
    try:
        with zipfile.ZipFile(scratch, "w") as file:
            for name, array in arrays.items():
                entry = zipfile.ZipInfo(f"{name}.npy", THE_SAME_DAY)
                entry.compress_type = zipfile.ZIP_LZMA
                with file.open(entry, "w") as member:
                    np.lib.format.write_array(member, np.ascontiguousarray(array), allow_pickle=False)
        scratch.replace(path)
    finally:
        scratch.unlink(missing_ok=True)


def joined(clips: Sequence[Bytes]) -> Bytes:
    """Return the packed arrays of several clips, one after the other in time."""
    return np.concatenate(clips, axis=2)


def parted(kept: Bytes, lengths: Sequence[int] | NDArray[np.int32]) -> list[Bytes]:
    """Return the packed array of each clip again."""
    return np.split(kept, np.cumsum(lengths)[:-1], axis=2)
