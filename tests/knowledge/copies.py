"""Which files hold the facts, and the shape of the function that breaks one of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import evenstride.knowledge
from evenstride.errors import KnowledgeError

SHIPPED = Path(evenstride.knowledge.__file__).parent
FILES = (
    *("sources", "faults", "movements", "problems", "measures"),
    *("muscles", "exercises", "norms", "imbalances", "safety", "running"),
)

Breaking = Callable[[str, str, str], KnowledgeError]
