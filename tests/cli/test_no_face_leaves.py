"""No face leaves in any file that any command writes, unless it is asked for.

The faces of the demo clips are painted over in a colour that nothing else has, the real commands run on them, and every
picture in every file they wrote is looked through: pictures and clips as files, pictures inside pages, and files inside
zips. So an output that is added later and forgets to hide faces fails here without this test knowing of it.
"""

from __future__ import annotations

import base64
import re
import zipfile
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path

import av
import click
import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from evenstride.capture import CaptureOptions, capture, stream_frames
from evenstride.cli import main
from evenstride.cli.app import evenstride
from evenstride.report.faces import head_at
from evenstride.report.pose import Track

FACE = (255, 0, 255)
CELL_PX = 5
"""Magenta and green take turns, finer than the mosaic: hidden, they are grey."""

SEEN_PX = 40
KINDS = ("trc", "mot", "c3d", "csv", "parquet", "fhir", "ics", "sheet")
_PICTURE = re.compile(rb"data:image/(?:jpeg|png|webp);base64,([A-Za-z0-9+/=]+)")


def painted(source: Path, target: Path) -> Path:
    """Write a clip again with the face painted over."""
    track = Track(capture(source, CaptureOptions()).motion)
    with av.open(str(target), "w") as container:
        stream = None
        for frame in stream_frames(source, None):
            image = frame.image.copy()
            head = head_at(track, frame.time_s)
            assert head is not None
            rows, columns = np.ogrid[: image.shape[0], : image.shape[1]]
            face = (columns - head.x) ** 2 + (rows - head.y) ** 2 < (0.7 * head.radius) ** 2
            checks = (rows // CELL_PX + columns // CELL_PX) % 2 == 0
            image[face & checks], image[face & ~checks] = FACE, (0, 255, 0)
            if stream is None:
                stream = container.add_stream("libx264", rate=30)
                stream.width, stream.height, stream.pix_fmt = image.shape[1], image.shape[0], "yuv444p"
                stream.options = {"crf": "12"}
            container.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="rgb24")))
        assert stream is not None
        container.mux(stream.encode(None))
    return target


def pictures_in(name: str, content: bytes, folder: Path) -> Iterator[NDArray[np.uint8]]:
    """Yield every picture that a file holds, RGB, whatever kind of file it is."""
    if name.endswith((".jpg", ".jpeg", ".png", ".webp")):
        yield _decoded(content)
    elif name.endswith((".mp4", ".mov", ".webm")):
        (folder / "looked-at.mp4").write_bytes(content)
        yield from (frame.image for frame in stream_frames(folder / "looked-at.mp4", 5))
    elif name.endswith(".zip"):
        (folder / "looked-at.zip").write_bytes(content)
        with zipfile.ZipFile(folder / "looked-at.zip") as archive:
            for inside in archive.namelist():
                yield from pictures_in(inside, archive.read(inside), folder)
    else:
        yield from (_decoded(base64.b64decode(found)) for found in _PICTURE.findall(content))
        if content[4:8] == b"ftyp":  # a clip under another name
            yield from pictures_in("clip.mp4", content, folder)


def _decoded(content: bytes) -> NDArray[np.uint8]:
    image = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR)
    assert image is not None
    return np.asarray(image[..., ::-1])


def shows_face(image: NDArray[np.uint8]) -> bool:
    red, green, blue = (image[..., n].astype(int) for n in range(3))
    return bool(((red > 165) & (blue > 165) & (green < 95)).sum() > SEEN_PX)


def files_with_faces(folder: Path, scratch: Path) -> tuple[set[str], int]:
    """Return the files that show a face, and how many pictures were looked through."""
    found, count = set(), 0
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        for image in pictures_in(path.name, path.read_bytes(), scratch):
            count += 1
            if shows_face(image):
                found.add(path.relative_to(folder).as_posix())
    return found, count


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("painted")
    with as_file(files("evenstride") / "demo") as demo:
        return {name: painted(demo / f"{name}.mp4", folder / f"{name}.mp4") for name in ("side", "bird_dog")}


def written(clips: dict[str, Path], place: Path, *more: str) -> Path:
    """Run every command that writes pictures; return the folder with everything they wrote."""
    folder, own = place / "out", ["--athlete", "Kim", "--store", str(place / "store.sqlite")]
    folder.mkdir()
    assert main(["assess", f"squat={clips['side']}", "--out", str(folder / "screen"), "--keep-clips", *own, *more]) == 0
    assert main(["coach", "bird_dog", str(clips["bird_dog"]), "--out", str(folder / "set"), *own, *more]) == 0
    assert main(["plan", *own]) == 0
    for kind in KINDS:
        results = own if kind == "ics" else [str(folder / "screen")]
        assert main(["export", kind, *results, "--out", str(folder / f"handed.{kind}")]) == 0
    assert main(["progress", *own, "--out", str(folder / "progress")]) == 0
    assert main(["export", "all", str(folder / "screen"), "--out", str(folder / "screen.zip"), *more]) == 0
    assert main(["export", "all", "--out", str(folder / "kim.zip"), *own, *more]) == 0
    return folder


WRITES = {"assess", "coach", "export"}
"""Commands run in `written`. `demo` writes as `assess` does, of bodies that are nobody's."""

WITHOUT_PICTURES = {"doctor", "explain", "import", "intake", "log", "plan", "progress", "store", "test"}


def test_every_command_and_kind_is_looked_through_or_known_to_write_no_picture() -> None:
    assert set(evenstride.commands) == WRITES | WITHOUT_PICTURES | {"demo"}
    kinds = next(one.type for one in evenstride.commands["export"].params if one.name == "kind")
    assert isinstance(kinds, click.Choice)
    assert set(kinds.choices) == {*KINDS, "all"}


def test_no_face_leaves_unless_it_is_asked_for(clips: dict[str, Path], tmp_path: Path) -> None:
    found, looked_at = files_with_faces(written(clips, tmp_path), tmp_path)
    assert found == set()
    assert looked_at > 20


def test_asked_for_they_show_and_the_folder_says_so(
    clips: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = written(clips, tmp_path, "--faces", "shown")
    found, _ = files_with_faces(folder, tmp_path)
    wanted = {"screen/report.html", "screen/side_annotated.mp4", "set/session.html", "screen.zip", "kim.zip"}
    assert found >= wanted & {path.relative_to(folder).as_posix() for path in folder.rglob("*")}
    assert {"screen/side_annotated.mp4", "screen.zip", "kim.zip"} <= found
    assert any(name.startswith("screen/figures/") for name in found)
    assert any(name.startswith("set/figures/") for name in found)
    assert "show faces" in (folder / "screen/faces-shown.txt").read_text()
    capsys.readouterr()
    assert main(["export", "all", str(folder / "screen"), "--out", str(tmp_path / "again.zip")]) == 2
    assert "show faces: pack them with --faces shown" in capsys.readouterr().err
