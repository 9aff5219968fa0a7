"""What FHIR resources of ours share: ids that follow from the content, quantities in UCUM, sides in SNOMED CT.

The laterality codes are those of HL7's value set ``bodystructure-laterality``, read there and in HL7 Europe's
``lab-laterality-eu-lab``: 7771000 left, 24028007 right, 51440002 right and left.
"""

from __future__ import annotations

from typing import Any
from uuid import NAMESPACE_OID, uuid5

from evenstride.model.skeleton import Side

UCUM = "http://unitsofmeasure.org"
SNOMED = "http://snomed.info/sct"
COMPONENTS = "urn:evenstride:component"
_LATERALITY = {
    Side.LEFT: ("7771000", "Left"),
    Side.RIGHT: ("24028007", "Right"),
    Side.BOTH: ("51440002", "Right and left"),
}
_DECIMALS = 3


def identified(*parts: str) -> str:
    """Return an id that the same parts always give."""
    return str(uuid5(NAMESPACE_OID, "|".join(parts)))


def instant(created: str) -> str:
    """Return a moment as FHIR wants it: with a time zone."""
    zoned = created.endswith("Z") or "+" in created or created[-6:-5] == "-"
    return created if zoned else created + "Z"


def has_laterality(side: Side) -> bool:
    """Tell whether there is a code for a side."""
    return side in _LATERALITY


def laterality(side: Side) -> dict[str, Any]:
    """Return the concept of a side: the person's own left or right, or both."""
    code, display = _LATERALITY[side]
    return {"coding": [{"system": SNOMED, "code": code, "display": display}]}


def component(code: str, text: str, value: dict[str, Any]) -> dict[str, Any]:
    """Return a component of an Observation."""
    return {"code": {"coding": [{"system": COMPONENTS, "code": code}], "text": text}, **value}


def quantity(value: float, unit: str) -> dict[str, Any]:
    """Return a number in one of our units."""
    return {"value": round(value, _DECIMALS) + 0.0, "unit": unit or "1", "system": UCUM, "code": ucum(unit)}


def ucum(unit: str) -> str:
    """Return the UCUM code of one of our units: ``%`` for every percentage, ``1`` for a bare number."""
    if unit.startswith("%"):
        return "%"
    return {"": "1", "ratio": "1", "deg": "deg", "°": "deg", "s": "s", "cm": "cm", "mm": "mm", "m": "m"}.get(
        unit, "{" + unit.replace(" ", "_") + "}"
    )
