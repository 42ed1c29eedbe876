"""ONNX Runtime and the models of ``trueocr``: optional, found where they are installed."""

from __future__ import annotations

import os
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any


def models_folder() -> Path | None:
    """Where the models of ``trueocr`` lie; None where it or ONNX Runtime is not installed."""
    package = find_spec("trueocr")
    if package is None or package.origin is None or find_spec("onnxruntime") is None:
        return None
    return Path(package.origin).parent / "models"


def runtime() -> Any:  # noqa: ANN401  ONNX Runtime has no types
    """ONNX Runtime, told before it loads that it reports to nobody.

    Version 1.32 would send events of its use to its maker, from the import on.

    Raises:
        ImportError: it is not installed.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    return import_module("onnxruntime")


def session(model: bytes) -> Any:  # noqa: ANN401
    """A model loaded; one thread a call, calls may run side by side."""
    onnxruntime = runtime()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # The arena keeps the largest batch that ever was.
    options.enable_cpu_mem_arena = False
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
