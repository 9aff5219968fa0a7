"""A watch: writes FIT activity files, so that tests need none of anybody's.

FIT is little-endian: a header, messages that each follow a definition of their fields, a checksum.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

EPOCH = datetime(1989, 12, 31, tzinfo=UTC)
RUNNING, CYCLING = 1, 2
_ENUM, _UINT8, _UINT16, _UINT32 = (0x00, "B", 0xFF), (0x02, "B", 0xFF), (0x84, "H", 0xFFFF), (0x86, "I", 0xFFFFFFFF)
_FILE_ID, _SESSION, _RECORD = 0, 18, 20
_FIELDS = {
    _FILE_ID: {"type": (0, _ENUM, 1), "time_created": (4, _UINT32, 1)},
    _RECORD: {
        "timestamp": (253, _UINT32, 1),
        "cadence": (4, _UINT8, 1),
        "fractional_cadence": (53, _UINT8, 128),
        "vertical_oscillation": (39, _UINT16, 10),
        "stance_time": (41, _UINT16, 10),
        "stance_time_balance": (84, _UINT16, 100),
    },
    _SESSION: {
        "timestamp": (253, _UINT32, 1),
        "start_time": (2, _UINT32, 1),
        "sport": (5, _ENUM, 1),
        "total_timer_time": (8, _UINT32, 1000),
        "total_distance": (9, _UINT32, 100),
    },
}


@dataclass(frozen=True)
class Second:
    """What the watch records in one second; None where it does not."""

    cadence_rpm: float | None = 85.5
    left_pct: float | None = 51.2
    contact_ms: float | None = 245.0
    oscillation_mm: float | None = 83.0


def write_fit(path: Path, started: datetime, seconds: Sequence[Second], sports: Sequence[int] = (RUNNING,)) -> Path:
    """Write an activity, one record a second, and one session of all of it for each sport."""
    begun = int((started - EPOCH).total_seconds())
    body = _message(_FILE_ID, {"type": 4, "time_created": begun})
    for n, one in enumerate(seconds):
        whole = None if one.cadence_rpm is None else int(one.cadence_rpm)
        values = {
            "timestamp": begun + n,
            "cadence": whole,
            "fractional_cadence": None if whole is None else (one.cadence_rpm or 0) - whole,
            "vertical_oscillation": one.oscillation_mm,
            "stance_time": one.contact_ms,
            "stance_time_balance": one.left_pct,
        }
        body += _message(_RECORD, values)
    for sport in sports:
        lasted = len(seconds)
        about = {"timestamp": begun + lasted, "start_time": begun, "sport": sport}
        body += _message(_SESSION, {**about, "total_timer_time": lasted, "total_distance": 3.0 * lasted})
    header = struct.pack("<BBHI4s", 14, 0x20, 2195, len(body), b".FIT")
    whole_file = header + struct.pack("<H", _crc(header)) + body
    path.write_bytes(whole_file + struct.pack("<H", _crc(whole_file)))
    return path


def _message(number: int, values: Mapping[str, float | None]) -> bytes:
    fields = _FIELDS[number]
    definition = struct.pack("<BBBHB", 0x40, 0, 0, number, len(fields))
    content = b"\x00"
    for name, (key, (base, letter, blank), scale) in fields.items():
        size = struct.calcsize(letter)
        definition += struct.pack("<BBB", key, size, base)
        value = values[name]
        content += struct.pack(f"<{letter}", blank if value is None else round(value * scale))
    return definition + content


def _crc(content: bytes) -> int:
    """Return the CRC-16 (polynomial 0xA001) that FIT ends with."""
    crc = 0
    for byte in content:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0xA001 if crc & 1 else 0)
    return crc
