"""Tesseract's trained data: the network that reads lines, and what its outputs spell.

The layout follows Tesseract 4 and 5 (``ccutil/tessdatamanager``, ``lstm/network``,
``lstm/weightmatrix``, ``ccutil/unicharcompress``): little-endian, one component behind the other.
Networks of another shape than those shipped for Latin scripts are left to Tesseract itself.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from pathlib import Path

Weights = NDArray[np.float32]
"""(outputs, inputs + 1); the last column is the bias."""

_NETWORK, _UNICHARS, _RECODER = 17, 21, 22
"""Numbers of the components."""
_INT8, _DOUBLE = 1, 128
"""Bits of a weight matrix's mode."""
_OWN_RATES: Final = 64
"""Flag of a layer with a learning rate of its own."""
_GATES: Final = 4
_NESTED: Final = frozenset({"Series", "RTLReversed", "XYTranspose"})
_SHAPE: Final = re.compile(
    r"Series\(Input Series\(Convolve Tanh\) Maxpool XYTranspose\(SummLSTM\) LSTM "
    r"RTLReversed\(LSTM\) LSTM Softmax\)"
)


class UnknownNetwork(ValueError):
    """The file is not built as this module knows it."""


class Memory(NamedTuple):
    """An LSTM: input, forget and output gates and the cell."""

    inputs: int
    cell: Weights
    """(size, inputs + size + 1), like those of the gates."""
    entry: Weights
    forget: Weights
    exit: Weights


class LineNetwork(NamedTuple):
    """Layers from the pixels of a line to the odds of symbols."""

    height: int
    """Pixels of a line."""
    convolution: NDArray[np.float32]
    """(features, 1, rows, columns)."""
    bias: NDArray[np.float32]
    pooled: int
    """Pixels, each way, that become one."""
    upright: Memory
    """Reads each column from top to bottom."""
    onward: Memory
    backward: Memory
    last: Memory
    output: Weights
    symbols: tuple[str, ...]
    """What each output spells; "" for the blank of CTC, " " between words."""
    blank: int


def load(path: Path) -> LineNetwork:
    """The network of a ``.traineddata`` file.

    Raises:
        UnknownNetwork, OSError
    """
    parts = _components(path.read_bytes())
    try:
        stream = _Stream(parts[_NETWORK])
        layers = _layer(stream)
        if not _SHAPE.fullmatch(layers.outline):
            raise UnknownNetwork(layers.outline)
        stream.text()
        *_, blank = stream.take("4i")
        symbols = _symbols(parts[_UNICHARS].decode(), _Stream(parts[_RECODER]), blank)
        return _network(layers, symbols, blank)
    except (struct.error, KeyError, IndexError, ValueError) as trouble:
        raise UnknownNetwork(path.name) from trouble


class _Stream:
    """Numbers and strings, one behind the other."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, kinds: str) -> tuple[int, ...]:
        """As ``struct`` names them."""
        found = struct.unpack_from("<" + kinds, self._data, self._at)
        self._at += struct.calcsize("<" + kinds)
        return found

    def one(self, kind: str) -> int:
        return self.take(kind)[0]

    def text(self) -> str:
        size = self.one("I")
        self._at += size
        return self._data[self._at - size : self._at].decode()

    def array(self, kind: str, count: int) -> NDArray[np.float64]:
        found = np.frombuffer(self._data, kind, count, self._at)
        self._at += found.nbytes
        return found.astype(np.float64)


class _Layer(NamedTuple):
    kind: str
    inputs: int
    numbers: tuple[int, ...] = ()
    weights: tuple[Weights, ...] = ()
    inner: tuple[_Layer, ...] = ()

    @property
    def outline(self) -> str:
        inside = " ".join(layer.outline for layer in self.inner)
        return f"{self.kind}({inside})" if inside else self.kind


def _components(data: bytes) -> dict[int, bytes]:
    try:
        (count,) = struct.unpack_from("<i", data)
        starts = struct.unpack_from(f"<{count}q", data, 4)
    except struct.error as trouble:
        raise UnknownNetwork("offsets") from trouble
    ends = sorted({*(start for start in starts if start >= 0), len(data)})
    return {
        number: data[start : ends[ends.index(start) + 1]]
        for number, start in enumerate(starts)
        if 0 <= start < len(data)
    }


def _layer(stream: _Stream) -> _Layer:
    if stream.one("b"):
        raise UnknownNetwork("a type without its name")
    kind = stream.text()
    _, _, flags, inputs, _, _ = stream.take("bbiiii")
    stream.text()
    if kind == "Input":
        return _Layer(kind, inputs, stream.take("5i"))
    if kind in {"Convolve", "Maxpool"}:
        return _Layer(kind, inputs, stream.take("2i"))
    if kind in _NESTED:
        inner = tuple(_layer(stream) for _ in range(stream.one("I")))
        if flags & _OWN_RATES:
            stream.array("<f4", stream.one("I"))
        return _Layer(kind, inputs, inner=inner)
    if kind in {"LSTM", "SummLSTM"}:
        stream.one("i")
        return _Layer(kind, inputs, weights=tuple(_weights(stream) for _ in range(_GATES)))
    if kind in {"Tanh", "Softmax"}:
        return _Layer(kind, inputs, weights=(_weights(stream),))
    raise UnknownNetwork(kind)


def _weights(stream: _Stream) -> Weights:
    mode = stream.one("B")
    rows, columns = stream.take("II")
    if not mode & _DOUBLE:
        raise UnknownNetwork("old weights")
    if not mode & _INT8:
        stream.take("d")
        return stream.array("<f8", rows * columns).reshape(rows, columns).astype(np.float32)
    stream.take("b")
    steps = stream.array("i1", rows * columns).reshape(rows, columns)
    scales = stream.array("<f8", stream.one("I"))[:rows]
    return (steps * scales[:, None]).astype(np.float32)


def _symbols(listed: str, codes: _Stream, blank: int) -> tuple[str, ...]:
    names = [line.split(" ", 1)[0] for line in listed.split("\n")[1:] if line]
    spelt: dict[int, str] = {}
    for number in range(codes.one("I")):
        codes.one("b")
        code = codes.take(f"{codes.one('I')}i")
        if len(code) != 1:
            raise UnknownNetwork("symbols of several codes")
        name = " " if names[number] == "NULL" else unicodedata.normalize("NFC", names[number])
        spelt.setdefault(code[0], name)
    spelt[blank] = ""
    return tuple(spelt.get(at, "") for at in range(max(spelt) + 1))


def _network(layers: _Layer, symbols: tuple[str, ...], blank: int) -> LineNetwork:
    entry, convolved, pooled, upright, onward, backward, last, output = layers.inner
    half_x, half_y = convolved.inner[0].numbers
    kernel = convolved.inner[1].weights[0]
    # Tesseract stacks columns of pixels: the row changes fastest.
    shape = (len(kernel), 2 * half_x + 1, 2 * half_y + 1)
    if pooled.numbers[0] != pooled.numbers[1] or len(output.weights[0]) != len(symbols):
        raise UnknownNetwork("sizes")
    return LineNetwork(
        height=entry.numbers[1],
        convolution=kernel[:, :-1].reshape(shape).transpose(0, 2, 1)[:, None],
        bias=kernel[:, -1],
        pooled=pooled.numbers[0],
        upright=_memory(upright.inner[0]),
        onward=_memory(onward),
        backward=_memory(backward.inner[0]),
        last=_memory(last),
        output=output.weights[0],
        symbols=symbols,
        blank=blank,
    )


def _memory(layer: _Layer) -> Memory:
    cell, entry, forget, exit_ = layer.weights
    return Memory(layer.inputs, cell, entry, forget, exit_)
