"""Loading a model file into LiteRT: checked, trimmed to what is used, and quiet."""

from __future__ import annotations

import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evenstride.capture.model_files import ModelFile
from evenstride.errors import BackendError

Tensor = NDArray[np.float32]

_NATIVE_NOTICE = b"INFO: Created TensorFlow Lite XNNPACK delegate"
_quiet_lock = threading.Lock()


class Network:
    """One model on one core, owned by one thread.

    LiteRT releases the interpreter lock while it computes, so two networks in two threads use two cores.

    Parameters
    ----------
    file
        The model.
    outputs
        Which of the model's outputs are wanted, by position, in the order in which `run` returns them.
    """

    def __init__(self, file: ModelFile, outputs: tuple[int, ...]) -> None:
        with _native_notice_held_back():
            from ai_edge_litert.interpreter import Interpreter

            self._interpreter: Any = Interpreter(model_content=_trimmed(file, outputs), num_threads=1)
            self._interpreter.allocate_tensors()
        self._input: int = self._interpreter.get_input_details()[0]["index"]
        self._outputs: list[int] = [detail["index"] for detail in self._interpreter.get_output_details()]

    def run(self, image: Tensor) -> tuple[Tensor, ...]:
        """Return the outputs for one input of shape (1, H, W, 3)."""
        self._interpreter.set_tensor(self._input, image)
        self._interpreter.invoke()
        return tuple(self._interpreter.get_tensor(index) for index in self._outputs)


@lru_cache(maxsize=4)
def _trimmed(file: ModelFile, outputs: tuple[int, ...]) -> bytes:
    """Return the model with only those outputs and the operations that lead to them.

    The landmark model also draws a mask of the person that nobody here looks at. It takes 40 % of the time; without
    it the remaining outputs are the same to the last bit.
    """
    import flatbuffers
    from ai_edge_litert import schema_py_generated as schema

    fault = file.fault()
    if fault:
        raise BackendError("blazepose", fault, "install evenstride again, with the package index in reach")
    model = schema.ModelT.InitFromObj(schema.Model.GetRootAs(file.path.read_bytes(), 0))
    graph = model.subgraphs[0]
    graph.outputs = [graph.outputs[position] for position in outputs]
    needed = set(graph.outputs)
    kept = []
    for operation in reversed(graph.operators):
        if needed.intersection(operation.outputs):
            kept.append(operation)
            needed.update(operation.inputs)
    graph.operators = kept[::-1]
    builder = flatbuffers.Builder(file.path.stat().st_size + (1 << 16))
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


@contextmanager
def _native_notice_held_back() -> Iterator[None]:
    """Hold LiteRT's one greeting back from standard error, and pass on whatever else was written meanwhile.

    The greeting is printed by native code, which offers no switch for it from Python.
    """
    with _quiet_lock, tempfile.TemporaryFile() as held:
        try:
            sys.stderr.flush()
            original = os.dup(2)
        except (OSError, AttributeError):
            # No standard error to protect, as in a windowed program.
            yield
            return
        os.dup2(held.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(original, 2)
            os.close(original)
            held.seek(0)
            for line in held:
                if not line.startswith(_NATIVE_NOTICE):
                    os.write(2, line)
