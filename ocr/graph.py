"""A network of ``traineddata`` as a model that ONNX Runtime runs.

The few messages of ONNX that it takes are written here as Protocol Buffers; the numbers of the
fields are those of ``onnx.proto`` (Apache-2.0).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ocr.traineddata import LineNetwork, Memory

_IR, _OPSET = 8, 14
_FLOAT, _INT32, _INT64 = 1, 6, 7
_KINDS: Final = {"float32": _FLOAT, "int32": _INT32, "int64": _INT64}


def field(number: int, value: int | str | bytes) -> bytes:
    r"""One field of a message.

    >>> field(1, 300), field(2, "ab")
    (b'\x08\xac\x02', b'\x12\x02ab')
    """
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value)
    payload = value.encode() if isinstance(value, str) else value
    return _varint(number << 3 | 2) + _varint(len(payload)) + payload


def line_model(network: LineNetwork) -> bytes:
    """The model: ``pixels`` (lines, 1, height, width) and their ``lengths`` after pooling in.

    Out comes ``logs``, log P(symbol), (lengths, lines, symbols).
    """
    graph = _Graph()
    high = network.height // network.pooled
    features = len(network.bias)
    kernel, step = list(network.convolution.shape[2:]), [network.pooled] * 2
    weights = [graph.hold(network.convolution), graph.hold(network.bias)]
    pads = [kernel[0] // 2, kernel[1] // 2] * 2
    out = graph.add("Conv", ["pixels", *weights], kernel_shape=kernel, pads=pads)
    out = graph.add("Tanh", [out])
    out = graph.add("MaxPool", [out], kernel_shape=step, strides=step)
    out = graph.add("Transpose", [out], perm=[2, 0, 3, 1])
    out = graph.add("Reshape", [out, graph.hold(np.array([high, -1, features]))])
    out = graph.memory(out, network.upright, last=True)
    size = len(network.upright.cell)
    lines = graph.add("Gather", [graph.add("Shape", ["pixels"]), graph.hold(np.array([0]))])
    shape = graph.add("Concat", [lines, graph.hold(np.array([-1, size]))], axis=0)
    out = graph.add("Transpose", [graph.add("Reshape", [out, shape])], perm=[1, 0, 2])
    for memory, backward in (
        (network.onward, False),
        (network.backward, True),
        (network.last, False),
    ):
        out = graph.memory(out, memory, lengths="lengths", backward=backward)
        out = graph.add("Squeeze", [out, graph.hold(np.array([1]))])
    out = graph.add("MatMul", [out, graph.hold(network.output[:, :-1].T)])
    out = graph.add("Add", [out, graph.hold(network.output[:, -1])])
    graph.add("LogSoftmax", [out], "logs", axis=2)
    body = graph.message(
        [
            _value("pixels", _FLOAT, ["lines", 1, network.height, "width"]),
            _value("lengths", _INT32, ["lines"]),
        ],
        _value("logs", _FLOAT, ["steps", "lines", len(network.output)]),
    )
    return field(1, _IR) + field(8, field(1, "") + field(2, _OPSET)) + field(7, body)


class _Graph:
    """Nodes and constants, named in their order."""

    def __init__(self) -> None:
        self._nodes: list[bytes] = []
        self._held: list[bytes] = []

    def hold(self, values: NDArray[Any]) -> str:
        """A constant; its name."""
        name = f"c{len(self._held)}"
        array = np.ascontiguousarray(values)
        sizes = b"".join(field(1, size) for size in array.shape)
        kind = field(2, _KINDS[array.dtype.name])
        self._held.append(sizes + kind + field(8, name) + field(9, array.tobytes()))
        return name

    def add(
        self, kind: str, inputs: Sequence[str], out: str = "", **attributes: int | str | list[int]
    ) -> str:
        """A node with one output; its name."""
        name = out or f"n{len(self._nodes)}"
        skipped = [""] if attributes.pop("skip", 0) else []
        self._nodes.append(
            b"".join(field(1, one) for one in inputs)
            + b"".join(field(2, one) for one in [*skipped, name])
            + field(4, kind)
            + b"".join(field(5, _attribute(key, value)) for key, value in attributes.items())
        )
        return name

    def memory(
        self, source: str, memory: Memory, *, lengths: str = "", backward: bool = False,
        last: bool = False,
    ) -> str:  # fmt: skip
        """An LSTM over (steps, lines, inputs); ``last`` gives its state at the end alone."""
        gates = np.stack([memory.entry, memory.exit, memory.forget, memory.cell])
        size = len(memory.cell)
        bias = np.concatenate([gates[:, :, -1].ravel(), np.zeros(4 * size, np.float32)])
        inputs = [
            source,
            self.hold(gates[:, :, : memory.inputs].reshape(1, 4 * size, -1)),
            self.hold(gates[:, :, memory.inputs : -1].reshape(1, 4 * size, -1)),
            self.hold(bias[None]),
            lengths,
        ]
        way = "reverse" if backward else "forward"
        return self.add("LSTM", inputs, hidden_size=size, direction=way, skip=int(last))

    def message(self, inputs: Sequence[bytes], output: bytes) -> bytes:
        return (
            b"".join(field(1, node) for node in self._nodes)
            + field(2, "lines")
            + b"".join(field(5, constant) for constant in self._held)
            + b"".join(field(11, one) for one in inputs)
            + field(12, output)
        )


def _attribute(name: str, value: int | str | list[int]) -> bytes:
    if isinstance(value, list):
        return field(1, name) + b"".join(field(8, one) for one in value) + field(20, 7)
    if isinstance(value, str):
        return field(1, name) + field(4, value) + field(20, 3)
    return field(1, name) + field(3, value) + field(20, 2)


def _value(name: str, kind: int, shape: Sequence[int | str]) -> bytes:
    sizes = b"".join(field(1, field(2 if isinstance(one, str) else 1, one)) for one in shape)
    return field(1, name) + field(2, field(1, field(1, kind) + field(2, sizes)))


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    found.append(value)
    return bytes(found)
