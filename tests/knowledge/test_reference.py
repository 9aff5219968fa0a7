"""The reference page is up to date and leaves nothing out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from evenstride.knowledge import facts
from evenstride.knowledge.__main__ import main
from evenstride.knowledge.reference import reference
from tests.knowledge.copies import SHIPPED

PAGE = Path(__file__).parents[2] / "docs" / "reference.md"
ENTRIES = (
    *(f.key for f in facts().faults),
    *facts().measures,
    *facts().exercises,
    *facts().movements,
    *facts().problems,
    *facts().groups,
    *facts().muscles,
    *facts().norms,
    *facts().running,
    *facts().sources,
)


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference(facts()), (
        "run: python -m evenstride.knowledge docs/reference.md"
    )


@pytest.mark.parametrize("key", sorted(set(ENTRIES)))
def test_everything_known_has_an_entry(key: str) -> None:
    assert f"`{key}`" in PAGE.read_text(encoding="utf-8")


def test_every_threshold_is_there_with_its_origin() -> None:
    page = PAGE.read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if " ± " in line and line.startswith(("| front", "| side", "| oblique"))]
    aims = [aim for exercise in facts().exercises.values() for aim in exercise.aims]
    criteria = [*(c for f in facts().faults for c in f.criteria), *aims]
    assert len(rows) == len(criteria)
    for criterion in criteria:
        own = [r for r in rows if f"`{criterion.measure}`" in r and r.startswith(f"| {criterion.view}")]
        told = (f" {criterion.origin_words} ", f"± {criterion.uncertainty:g}")
        assert any(all(words in r for words in told) for r in own), criterion


def test_every_link_leads_somewhere() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for key in facts().sources:
        assert f'<a id="{key}"></a>' in page
        assert f"(#{key})" in page


def test_the_page_is_written_or_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    printed = capsys.readouterr().out
    assert main([str(tmp_path / "page.md")]) == 0
    assert (tmp_path / "page.md").read_text(encoding="utf-8") == printed
    assert main(["one", "two"]) == 2
    assert "usage" in capsys.readouterr().err


def test_knowing_needs_no_heavy_library() -> None:
    code = (
        "import sys, types\n"
        "front_door = types.ModuleType('evenstride')\n"
        f"front_door.__path__ = [{str(SHIPPED.parent)!r}]\n"
        "sys.modules['evenstride'] = front_door\n"
        "from evenstride.knowledge import facts; facts()\n"
        "print(sorted({'numpy', 'scipy', 'av', 'cv2'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
