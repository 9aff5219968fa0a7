"""``evenstride coach --live`` in a real browser, on the clip that ships with the package, played in real time."""

from __future__ import annotations

import http.client
import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.resources import files
from itertools import takewhile
from pathlib import Path
from time import monotonic, sleep
from typing import Any, cast

import numpy as np
import pytest

from evenstride.capture import BackendInfo, Frame
from evenstride.capture.backends.watching import Seen, Watcher
from evenstride.capture.live import played
from evenstride.cli import main
from evenstride.cli.live.command import WORDS, _first
from evenstride.cli.live.loop import Ended, coach_live
from evenstride.cli.live.server import Hub, serve
from evenstride.model.skeleton import BODY
from evenstride.pipeline.live import LiveCounter
from evenstride.track import Store

DEMO = Path(str(files("evenstride") / "demo")) / "bird_dog.mp4"
CHROMIUM = Path("/usr/bin/chromium")
LONGEST_S = 120.0
BACKEND = BackendInfo("blazepose", "full", "0" * 64)

LISTEN = """
window.said = []; window.beeps = 0; window.cancelled = 0;
window.speechSynthesis.speak = words => window.said.push(words.text);
window.speechSynthesis.cancel = () => { window.cancelled += 1; };
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...a) { window.beeps += 1; return start.apply(this, a); };
"""


@pytest.fixture
def hub() -> Iterator[tuple[Hub, int]]:
    made = Hub({"title": "Bird dog", "counts": {"left": 0, "right": 0}, "ended": False})
    server = serve(made, 0)
    yield made, server.server_address[1]
    server.shutdown()
    server.server_close()


@contextmanager
def answer(port: int, method: str, path: str, host: str, **headers: str) -> Iterator[http.client.HTTPResponse]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request(method, path, headers={"Host": host, **headers})
        with closing(connection.getresponse()) as response:
            yield response


@contextmanager
def opened(width: int = 1280) -> Iterator[Any]:
    """Yield a page of a real browser that keeps what it was asked to say, and may take its time on a busy machine."""
    api: Any = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip(f"there is no {CHROMIUM}")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": 844})
        page.set_default_timeout(1000 * LONGEST_S)
        page.add_init_script(LISTEN)
        yield page
        browser.close()


def test_the_page_and_what_is_new_are_served_to_this_machine(hub: tuple[Hub, int]) -> None:
    shown, port = hub
    with answer(port, "GET", "/", f"127.0.0.1:{port}") as page:
        assert page.status == 200
        assert b"EventSource" in page.read()
    with answer(port, "GET", "/other", f"localhost:{port}") as nothing:
        assert nothing.status == 404
    with answer(port, "GET", "/events", f"localhost:{port}") as events:
        first = json.loads(events.readline().removeprefix(b"data: "))
        assert first["counts"] == {"left": 0, "right": 0}
        events.readline()
        shown.show(counts={"left": 1, "right": 0}, ended=True)
        assert json.loads(events.readline().removeprefix(b"data: "))["counts"]["left"] == 1


@pytest.mark.parametrize(
    ("host", "headers"),
    [("evil.example", {}), ("evil.example:80", {}), ("127.0.0.1:1", {"Origin": "http://evil.example"})],
)
def test_a_foreign_page_sees_nothing(hub: tuple[Hub, int], host: str, headers: dict[str, str]) -> None:
    shown, port = hub
    for method, path in (("GET", "/events"), ("POST", "/done")):
        with answer(port, method, path, host, **headers) as refusal:
            assert refusal.status == 403
    assert not shown.over.is_set()


def test_who_closes_the_page_is_missed(hub: tuple[Hub, int]) -> None:
    shown, port = hub
    assert shown.alone_s == 0.0, "nobody has opened it yet"
    with answer(port, "GET", "/events", f"127.0.0.1:{port}") as events:
        events.readline()
        assert shown.alone_s == 0.0
    until = monotonic() + 5
    while not shown.alone_s and monotonic() < until:
        shown.show(picture="x" * 100_000)
        sleep(0.05)
    assert shown.alone_s > 0.0


class Sees:
    """A pose model that sees nobody."""

    def see(self, time_s: float, image: object) -> Seen:
        nobody = np.full(len(BODY.keypoints), np.nan)
        return Seen(np.stack([nobody, nobody], axis=1), np.zeros(len(nobody)), nobody, 0, mirrored=False)


def endless() -> Iterator[Frame]:
    for n in range(1000):
        sleep(0.02)
        yield Frame(n * 0.02, np.zeros((4, 4, 3), np.uint8))


def test_a_page_that_stays_closed_ends_it(hub: tuple[Hub, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evenstride.cli.live.loop.LEFT_ALONE_S", 0.2)
    monkeypatch.setattr(Hub, "alone_s", property(lambda self: 1.0))
    counted = coach_live("bird_dog", None, endless(), cast("Watcher", Sees()), BACKEND, hub[0])
    assert counted.ended is Ended.PAGE
    assert "nothing was counted" in counted.why_nothing[0]


def test_a_judge_that_fails_is_not_kept_quiet(hub: tuple[Hub, int], monkeypatch: pytest.MonkeyPatch) -> None:
    failing = LiveCounter.judge
    monkeypatch.setattr(LiveCounter, "judge", lambda self: 1 / 0 if self._seen[-1][0] < 1 else failing(self))
    with pytest.raises(ZeroDivisionError):
        coach_live("bird_dog", None, endless(), cast("Watcher", Sees()), BACKEND, hub[0])


def test_what_was_counted_before_a_camera_stopped_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    left, right = json.loads((DEMO.parent / "truth.json").read_text(encoding="utf-8"))["bird_dog"]["reps"]
    broken = takewhile(lambda frame: frame.time_s < right["start_s"], played(DEMO))
    monkeypatch.setattr("evenstride.capture.live.camera_frames", lambda camera: broken)
    path = str(tmp_path / "store.sqlite")
    assert main(["coach", "bird_dog", "--live", "1", "--no-open", "--athlete", "Kim", "--store", path]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[1:3] == [
        "The camera stopped giving pictures. What was done until then:",
        f"Bird dog: {left['side']} 1.",
    ]
    assert len(told) == 4
    with closing(Store(path)) as store:
        (day,) = store.workouts("Kim")
    assert [(str(one.side), one.reps) for one in day.sets] == [(left["side"], 1)]


def test_done_ends_it(hub: tuple[Hub, int]) -> None:
    shown, port = hub
    with answer(port, "POST", "/done", f"127.0.0.1:{port}") as heard:
        assert heard.status == 204
    assert shown.over.is_set()


def test_old_news_is_never_waited_for() -> None:
    hub = Hub({"n": 0})
    for n in range(1, 50):
        hub.show(n=n)
    number, news = hub.newer_than(3)
    assert (number, news["n"]) == (49, 49)
    later = threading.Timer(0.05, hub.show, kwargs={"n": 50})
    later.start()
    assert hub.newer_than(number)[1]["n"] == 50


def test_switching_the_sound_off_ends_a_sentence_and_the_picture_has_a_name(hub: tuple[Hub, int]) -> None:
    shown, port = hub
    shown.show(**_first("bird_dog"))
    with opened() as page:
        page.goto(f"http://127.0.0.1:{port}/")
        page.wait_for_function("document.querySelector('#sound').textContent !== ''")
        assert page.get_by_role("img", name=WORDS["picture"]).count() == 1
        page.click("#sound")
        shown.show(done=[{"side": "left", "number": 1, "words": "Repetition 1"}])
        page.wait_for_function("window.said.length === 1")
        before = page.evaluate("window.cancelled")
        page.click("#sound")
        assert page.evaluate("window.cancelled") == before + 1
        shown.show(done=[{"side": "left", "number": n, "words": f"Repetition {n}"} for n in (1, 2)])
        page.wait_for_function("document.querySelectorAll('#list li').length === 2")
        assert page.evaluate("window.said") == ["Left 1"]


UPRIGHT = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='360' height='640'/%3E"


@pytest.mark.parametrize("width", [390, 1280])
def test_an_unknown_side_is_counted_first_and_an_upright_picture_stands_in_the_middle(
    hub: tuple[Hub, int], width: int
) -> None:
    shown, port = hub
    shown.show(**_first("single_leg_bridge"))
    with opened(width) as page:
        page.goto(f"http://127.0.0.1:{port}/")
        page.click("#sound")
        shown.show(picture=UPRIGHT, points=[None] * len(shown.newer_than(-1)[1]["sides"]), hold_s=1.4)
        one = {"side": "none", "number": 1, "words": "Repetition 1"}
        shown.show(counts={"left": 0, "right": 0, "none": 1}, done=[one])
        page.wait_for_function("window.said.length === 1 && document.body.dataset.drawn")
        assert page.evaluate("window.said") == ["1"]
        assert page.locator("#hold").is_visible()
        assert not page.locator("#asked").is_visible(), "one breath is asked for, and no seconds"
        boxes = {key: page.locator(key).bounding_box() for key in (".count.none", ".count.left", ".stage", "aside")}
        assert boxes[".count.none"]["y"] < boxes[".count.left"]["y"]
        stage, room = boxes[".stage"], width if width == 390 else boxes["aside"]["x"]
        assert stage["width"] / stage["height"] == pytest.approx(360 / 640, rel=0.02)
        assert stage["x"] + stage["width"] / 2 == pytest.approx(room / 2, abs=12)


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Play the demo clip live before a browser, sound on, and keep what the page showed and said."""
    store = tmp_path_factory.mktemp("live") / "store.sqlite"
    command = [sys.executable, "-m", "evenstride", "coach", "bird_dog", "--live", "--from", str(DEMO), "--no-open"]
    command += ["--athlete", "Kim", "--store", str(store)]
    kept: dict[str, Any] = {"store": store, "problems": []}
    with opened(390) as page:
        live = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        assert live.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+/", live.stdout.readline())
        assert found is not None
        page.on("console", lambda message: kept["problems"].append(message.text))
        page.on("pageerror", lambda error: kept["problems"].append(str(error)))
        page.goto(found.group())
        page.wait_for_function("document.querySelector('#sound').textContent !== ''")
        page.click("#sound")
        page.wait_for_function("document.body.dataset.ended === 'yes'")
        kept["over"] = page.locator("#over p").all_inner_texts()
        numbers = "[...document.querySelectorAll('.count')].map(e => [e.className, e.children[1].textContent])"
        kept["counts"] = {name.split()[1]: int(told) for name, told in page.evaluate(numbers)}
        kept["list"] = page.locator("#list li").all_inner_texts()
        kept["said"], kept["beeps"] = page.evaluate("window.said"), page.evaluate("window.beeps")
        kept["drawn"] = int(page.evaluate("document.body.dataset.drawn"))
        kept["width"] = page.evaluate("document.documentElement.scrollWidth")
        colours = "[...document.querySelector('canvas').getContext('2d').getImageData(0, 0, 640, 360).data]"
        kept["pixels"] = page.evaluate(f"(p => p.filter((v, i) => i % 4 === 0 && v > 60).length)({colours})")
    kept["terminal"] = live.communicate(timeout=60)[0]
    kept["code"] = live.returncode
    return kept


def test_the_page_counts_what_the_clip_holds(watched: dict[str, Any]) -> None:
    truth = json.loads((DEMO.parent / "truth.json").read_text(encoding="utf-8"))["bird_dog"]["reps"]
    wanted = {side: sum(rep["side"] == side for rep in truth) for side in ("left", "right")}
    assert watched["counts"] == wanted
    assert len(watched["list"]) == len(truth)
    assert all(re.fullmatch(r"Repetition 1, held \d\.\d s", line) for line in watched["list"])


def test_it_draws_and_speaks_and_complains_of_nothing(watched: dict[str, Any]) -> None:
    assert watched["problems"] == []
    assert watched["drawn"] >= 2, "it goes on drawing; how often is for bench.live to say"
    assert watched["pixels"] > 10_000, "the picture is on the canvas"
    assert watched["width"] <= 390
    counted = [said for said in watched["said"] if re.fullmatch(r"(Left|Right) \d+", said)]
    assert counted in (["Left 1", "Right 1"], ["Right 1"]), "a page that is late says the newest count alone"
    assert watched["beeps"] >= 1 + len(counted), "one for the sound, one for each count"


def test_what_was_counted_is_said_in_the_terminal_and_kept(watched: dict[str, Any]) -> None:
    assert watched["code"] == 0
    assert "Bird dog: left 1, right 1." in watched["terminal"]
    assert watched["over"][0] == "Bird dog: left 1, right 1.", "and on the page"
    assert watched["over"][1].startswith("Kept (work of Kim)")
    store = Store(str(watched["store"]))
    (day,) = store.workouts("Kim")
    store.close()
    assert [(str(one.side), one.reps, one.from_clip) for one in day.sets] == [("left", 1, True), ("right", 1, True)]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["bird_dog", "--live", "97", "--no-open"], 2, "camera 97 cannot be opened"),
        (["bird_dog", "--live", "http://127.0.0.1:9/", "--no-open"], 2, "camera http://127.0.0.1:9/ cannot be opened"),
        (["bird_dog", "--live", "clip.mp4"], 2, "--live --from clip.mp4"),
        (["bird_dog", "--live", "--from", "none.mp4", "--no-open"], 3, "there is no such file"),
        (["heel_walking", "--live", "--no-open"], 2, "no movement is called"),
        (["bird_dog", "clip.mp4", "--live"], 2, "--live --from clip.mp4"),
        (["single_leg_balance", "--live", "--eyes", "closed"], 2, "--live does not go with --eyes closed"),
        (["heel_walk", "--live", "--height", "180"], 2, "--live does not go with --height"),
        (["bird_dog", "--live", "--json", "-"], 2, "--live does not go with --json"),
        (["bird_dog"], 2, "name a CLIP, or count from a camera with --live"),
    ],
)
def test_bad_input_is_one_line(arguments: list[str], code: int, says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coach", *arguments]) == code
    told = capsys.readouterr().err
    assert says in told
    assert told.count("\n") == 1


def test_a_port_that_is_taken_is_one_line(hub: tuple[Hub, int], capsys: pytest.CaptureFixture[str]) -> None:
    port = str(hub[1])
    assert main(["coach", "bird_dog", "--live", "--from", str(DEMO), "--no-open", "--port", port]) == 2
    assert f"port {port} cannot be used" in capsys.readouterr().err
