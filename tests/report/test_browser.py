"""The page in a real browser: it fits a phone, says nothing in the console, prints, and the clip plays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from evenstride.language import speaking
from evenstride.model import Side
from evenstride.report import annotate_clip
from tests.fixtures.stick_lying import Bridge
from tests.report.conftest import Written, written
from tests.report.squatting import squat_assessment
from tests.report.test_annotate import frames
from tests.report.test_session_page import paged
from tests.report.whole_body import three_screens

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = Path("/usr/bin/chromium")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    api: Any = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip(f"there is no {CHROMIUM}")
    with api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Written:
    return written(three_screens(), tmp_path_factory.mktemp("whole"))


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Written:
    with speaking("de"):
        return written(three_screens(), tmp_path_factory.mktemp("german"))


@pytest.mark.parametrize("language", ["whole", "german"])
@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_fits_the_width_without_a_sideways_scroll(
    browser: Browser, request: pytest.FixtureRequest, language: str, width: int
) -> None:
    whole: Written = request.getfixturevalue(language)
    page = browser.new_page(viewport={"width": width, "height": 844})
    page.goto((whole.folder / "report.html").as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    beyond = page.evaluate(
        "w => [...document.querySelectorAll('main *')].filter(e => !e.closest('.gone'))"
        ".filter(e => e.getBoundingClientRect().right > w + 1).map(e => e.outerHTML.slice(0, 120))",
        width,
    )
    assert beyond == []
    page.close()


def test_loads_every_picture_and_nothing_else_without_complaint(browser: Browser, report: Written) -> None:
    page = browser.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto((report.folder / "report.html").as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("[...document.images].every(i => i.complete && i.naturalWidth > 100)")
    assert page.evaluate("document.images.length") == 5
    assert said == []
    assert [url for url in asked if not url.startswith(("data:", "file:"))] == []
    assert len([url for url in asked if url.startswith("file:")]) == 1
    page.close()


def test_what_has_no_side_stands_between_left_and_right(browser: Browser, report: Written) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto((report.folder / "report.html").as_uri())
    middles = page.evaluate(
        "['thead th:nth-child(2)', 'td[colspan] .verdict', 'thead th:nth-child(3)']"
        ".map(q => document.querySelector('.glance ' + q).getBoundingClientRect()).map(r => r.x + r.width / 2)"
    )
    assert middles[0] + 20 < middles[1] < middles[2] - 20
    page.close()


def test_overlay_lies_exactly_over_its_picture(browser: Browser, report: Written) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto((report.folder / "report.html").as_uri())
    boxes = page.evaluate(
        "['.photo img', '.photo .over'].map(q => document.querySelector(q).getBoundingClientRect())"
        ".map(r => [r.x, r.y, r.width, r.height])"
    )
    assert boxes[0] == pytest.approx(boxes[1], abs=0.5)
    page.close()


@pytest.mark.parametrize("javascript", [True, False])
def test_prints_with_everything_open(browser: Browser, report: Written, tmp_path: Path, javascript: bool) -> None:
    context = browser.new_context(java_script_enabled=javascript)
    page = context.new_page()
    page.goto((report.folder / "report.html").as_uri())
    page.emulate_media(media="print")
    assert page.locator("#squat-heels-lift .scale").first.is_visible()
    data = page.pdf(path=str(tmp_path / "report.pdf"), format="A4", prefer_css_page_size=True)
    assert data[:5] == b"%PDF-"
    assert 3 <= data.count(b"/Type /Page\n") <= 6
    context.close()


def test_figure_list_and_glance_share_the_first_printed_page(browser: Browser, whole: Written) -> None:
    page = browser.new_page(viewport={"width": 688, "height": 1047})  # what A4 leaves within its margins
    page.goto((whole.folder / "report.html").as_uri())
    page.emulate_media(media="print")
    assert page.evaluate("document.querySelector('.glances').getBoundingClientRect().bottom") < 1047
    page.close()


def test_a_number_on_the_figure_leads_to_its_imbalance(browser: Browser, whole: Written) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto((whole.folder / "report.html").as_uri())
    page.locator("svg.body a").first.click()
    box = page.locator(page.evaluate("location.hash")).bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 844
    page.close()


def test_the_annotated_clip_plays(browser: Browser, tmp_path: Path) -> None:
    assessment = squat_assessment()
    annotate_clip(assessment, "c1", frames(assessment, "c1", 1.0), tmp_path / "clip.mp4")
    (tmp_path / "play.html").write_text('<video muted src="clip.mp4"></video>', encoding="utf-8")
    page = browser.new_page()
    page.goto((tmp_path / "play.html").as_uri())
    if page.evaluate("document.createElement('video').canPlayType('video/mp4; codecs=\"avc1.64001f\"')") == "":
        pytest.skip("this Chromium was built without H.264")
    played = page.evaluate(
        "async () => { const v = document.querySelector('video'); await v.play();"
        " await new Promise((done, fail) => { v.onended = done; v.onerror = () => fail(v.error.message); });"
        " return [v.videoWidth, v.videoHeight, v.duration, v.currentTime]; }"
    )
    assert played[:2] == [540, 960]
    assert played[2] == pytest.approx(1.0, abs=0.05)
    assert played[3] == pytest.approx(played[2], abs=0.05)
    page.close()


@pytest.fixture(scope="module")
def session_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    legs = (Side.LEFT,) * 6 + (Side.RIGHT,) * 6
    return paged(Bridge(legs=legs, half=(3,)), tmp_path_factory.mktemp("session")).folder / "report.html"


@pytest.mark.parametrize("width", [320, 390, 1200])
def test_a_session_fits_the_width_and_complains_of_nothing(browser: Browser, session_page: Path, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(session_page.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("[...document.images].every(i => i.complete && i.naturalWidth > 100)")
    assert said == []
    page.close()


def test_a_session_prints_its_pictures_whole(browser: Browser, session_page: Path, tmp_path: Path) -> None:
    page = browser.new_page()
    page.goto(session_page.as_uri())
    page.emulate_media(media="print")
    data = page.pdf(path=str(tmp_path / "session.pdf"), format="A4", prefer_css_page_size=True)
    assert 2 <= data.count(b"/Type /Page\n") <= 6
    page.close()
