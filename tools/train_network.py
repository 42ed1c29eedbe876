# mypy: ignore-errors
"""Training the network that weighs candidates by the whole sentence; needs torch and a GPU.

``python tools/train_network.py build/repair/network.npz OUT --seconds 300``, once ``make train-repair``
has written the material.
A transformer of the size of a coin: each position shows it all candidates of a word at once, mixed
by their prices, and it says which of them stands there. Damage is drawn anew in every step.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

MARKS, PAD = 20, 20
LENGTH = 128
STEP = 0.06
NEVER = -60.0
DROPPED = 0.1
LOST = 0.06
"""Share of words that the network is not shown at all, as if none could be read there."""


class Block(nn.Module):
    """Attention and a feed-forward layer, each with its norm before it."""

    def __init__(self, wide: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.before, self.behind = nn.LayerNorm(wide), nn.LayerNorm(wide)
        self.ask, self.give = nn.Linear(wide, 3 * wide), nn.Linear(wide, wide)
        self.up, self.down = nn.Linear(wide, 4 * wide), nn.Linear(4 * wide, wide)
        self.drop = nn.Dropout(DROPPED)

    def forward(self, x: Tensor, hidden: Tensor) -> Tensor:
        """``hidden`` is added to the scores of attention: -1e4 for what stands behind the end."""
        batch, length, wide = x.shape
        parts = self.ask(self.before(x)).view(batch, length, 3, self.heads, wide // self.heads)
        q, k, v = parts.permute(2, 0, 3, 1, 4).unbind(0)
        if self.training:
            mixed = functional.scaled_dot_product_attention(q, k, v, hidden.to(q.dtype))
        else:
            scores = q @ k.transpose(2, 3) * (wide // self.heads) ** -0.5 + hidden
            mixed = scores.softmax(-1) @ v
        x = x + self.drop(self.give(mixed.transpose(1, 2).reshape(batch, length, wide)))
        return x + self.drop(self.down(functional.relu(self.up(self.behind(x))).square()))


class Network(nn.Module):
    """Scores of candidates: (batch, length, candidates)."""

    def __init__(self, unigram: Tensor, wide: int = 256, deep: int = 4, heads: int = 4) -> None:
        super().__init__()
        self.words = nn.Embedding(len(unigram), wide)
        nn.init.normal_(self.words.weight, std=wide**-0.5)
        self.taste = nn.Embedding(len(unigram), 1)
        self.taste.weight.data[:, 0] = 0.8 * unigram
        self.bias = nn.Embedding(len(unigram), 1)
        nn.init.zeros_(self.bias.weight)
        self.marks = nn.Embedding(MARKS + 1, wide)
        self.places = nn.Embedding(LENGTH, wide)
        nn.init.normal_(self.marks.weight, std=0.3 * wide**-0.5)
        nn.init.normal_(self.places.weight, std=0.3 * wide**-0.5)
        self.blocks = nn.ModuleList(Block(wide, heads) for _ in range(deep))
        self.drop = nn.Dropout(DROPPED)
        self.last = nn.LayerNorm(wide)
        self.out = nn.Linear(wide, wide)
        self.trust = nn.Parameter(torch.tensor([1.0, 1.0]))
        self.scale = wide**0.5

    def forward(self, ids: Tensor, prices: Tensor, marks: Tensor) -> Tensor:
        """Candidates and prices (batch, length, candidates), marks (batch, length) -> log odds."""
        weights = (prices * self.trust[0] + self.taste(ids).squeeze(-1)).softmax(-1)
        if self.training:
            table = self.words.weight
            flat = torch.zeros(
                ids[..., 0].numel(), len(table), device=ids.device, dtype=torch.bfloat16
            )
            flat = flat.scatter_add(1, ids.flatten(0, 1), weights.flatten(0, 1).to(torch.bfloat16))
            x = (flat @ table.to(torch.bfloat16)).view(*marks.shape, -1).float()
        else:
            near = self.words(ids)
            x = (weights.unsqueeze(2) @ near).squeeze(2)
        x = x * self.scale + (self.marks(marks) + self.places.weight[: marks.shape[1]]) * self.scale
        x = self.drop(x)
        hidden = (marks == PAD)[:, None, None, :].to(x.dtype) * -1e4
        for block in self.blocks:
            x = block(x, hidden)
        h = self.out(self.last(x))
        if self.training:
            every = h.flatten(0, 1).to(torch.bfloat16) @ self.words.weight.to(torch.bfloat16).T
            found = every.gather(1, ids.flatten(0, 1)).view(ids.shape).float()
        else:
            found = (near @ h.unsqueeze(3)).squeeze(3)
        return found + self.bias(ids).squeeze(-1) + prices * self.trust[1]


class Readings:
    """The readings of words on the device; see ``forms.Forms``."""

    def __init__(self, data: Mapping[str, NDArray[np.generic]], name: str, device: str) -> None:
        def put(key: str, kind: torch.dtype) -> Tensor:
            return torch.from_numpy(data[f"{name}_{key}"].astype(np.int64)).to(device, kind)

        self.first = put("first", torch.int64)
        self.form, self.length = put("form", torch.int64), put("length", torch.float32)
        self.ids = put("ids", torch.int64)
        self.prices = torch.stack(
            [self._price(put(f"prices_{k}", torch.int64)) for k in ("plain", "bold")]
        )
        self.sums = torch.stack([self._sums(put(k, torch.float64)) for k in ("plain", "bold")])

    @staticmethod
    def _price(steps: Tensor) -> Tensor:
        return torch.where(steps == 255, NEVER, -STEP * steps.float())

    def _sums(self, steps: Tensor) -> Tensor:
        """Running sums of probability inside each word, plus the word's number."""
        p = torch.exp(-STEP * steps)
        counts = self.first[1:] - self.first[:-1]
        owner = torch.repeat_interleave(torch.arange(len(counts), device=p.device), counts)
        total = torch.zeros(len(counts), device=p.device, dtype=p.dtype).scatter_add(0, owner, p)
        sums = torch.cumsum(p / total[owner], 0)
        start = torch.cat([sums.new_zeros(1), sums])[self.first[:-1]]
        return owner + (sums - start[owner]).clamp(max=1 - 1e-9)

    def draw(self, words: Tensor, kind: int) -> Tensor:
        """A reading of each word, by its probability; -1 for words that are read as they stand."""
        spot = words + torch.rand(words.shape, device=words.device, dtype=torch.float64)
        row = torch.searchsorted(self.sums[kind], spot.flatten()).view(words.shape)
        row = torch.minimum(torch.maximum(row, self.first[words]), self.first[words + 1] - 1)
        has = self.first[words + 1] > self.first[words]
        return torch.where(has, self.form[row.clamp(min=0)], -1)


class Damaged:
    """Running words with drawn damage."""

    def __init__(self, data: Mapping[str, NDArray[np.generic]], device: str) -> None:
        self.device = device
        self.english, self.bare = Readings(data, "eng", device), Readings(data, "bare", device)
        _, self.unknown, self.number = (int(i) for i in data["signs"])
        self.wide = self.english.ids.shape[1] + 1

    def shown(self, words: Tensor, shapes: Tensor, kind: str) -> tuple[Tensor, Tensor]:
        """Candidates and prices of words (any shape)."""
        if kind == "vie":
            return self._nearly(words)
        table = self.bare if kind == "bare" else self.english
        style = int(kind == "bold")
        stranger = words == self.unknown
        other = torch.randint(3, len(table.first) - 1, words.shape, device=self.device)
        lent = stranger & (torch.rand(words.shape, device=self.device) < 0.5)
        form = table.draw(torch.where(lent, other, words), style)
        ids = torch.cat([torch.full_like(words, self.unknown)[..., None], table.ids[form]], -1)
        length = table.length[form]
        own = torch.where(shapes == 2, -2.5 - 1.2 * length, -4 - 3 * length)
        prices = table.prices[style][form]
        away = torch.rand(words.shape, device=self.device)[..., None] * 8 * lent[..., None]
        prices = torch.cat([own[..., None], (prices - away)], -1)
        alone = form < 0
        ids[..., 0] = torch.where(alone, words, ids[..., 0])
        prices[..., 0] = torch.where(alone, 0.0, prices[..., 0])
        prices[..., 1:] = torch.where(alone[..., None], NEVER, prices[..., 1:])
        return ids, prices

    def _nearly(self, words: Tensor) -> tuple[Tensor, Tensor]:
        """Read by the Vietnamese model: the word itself, now and then another of the same letters."""
        table = self.bare
        form = table.draw(words, 0)
        near = table.ids[form]
        there = table.prices[0][form] > NEVER
        steps = torch.tensor([0.003, 0.003, 0.003, 0.004, 0.02, 0.05, 0.1, 0.3], device=self.device)
        wrong = steps[torch.randint(0, len(steps), words.shape, device=self.device)]
        others = there & (near != words[..., None])
        odds = torch.where(others, torch.rand(near.shape, device=self.device), -1.0)
        swapped = (torch.rand(words.shape, device=self.device) < wrong) & others.any(-1)
        read = torch.where(
            swapped, near.gather(-1, odds.argmax(-1, keepdim=True)).squeeze(-1), words
        )
        price = torch.where(
            near == read[..., None],
            torch.log1p(-wrong)[..., None],
            (torch.log(wrong) - torch.log(others.sum(-1).clamp(min=1)))[..., None],
        )
        alone = form < 0
        prices = torch.cat(
            [
                torch.where(alone, 0.0, NEVER)[..., None],
                torch.where(there & ~alone[..., None], price, NEVER),
            ],
            -1,
        )
        return torch.cat([words[..., None], near], -1), prices

    def batch(self, ids: Tensor, marks: Tensor, size: int) -> tuple[Tensor, ...]:
        """Candidates, prices, marks and the place of the printed word (-1 where it is no question)."""
        start = torch.randint(0, len(ids) - LENGTH, (size, 1), device=self.device)
        at = start + torch.arange(LENGTH, device=self.device)
        words, signs = ids[at].long(), marks[at].long()
        cut = [0, int(size * 0.45), int(size * 0.7), int(size * 0.88), size]
        kinds = ("plain", "bold", "bare", "vie")
        made = [
            self.shown(words[a:b], signs[a:b] // 5, k)
            for a, b, k in zip(cut[:-1], cut[1:], kinds, strict=True)
        ]
        found, prices = (torch.cat(parts) for parts in zip(*made, strict=True))
        heat = torch.empty(size, 1, 1, device=self.device).uniform_(0.75, 1.2)
        prices = prices * heat + torch.randn_like(prices) * 0.25 * (prices < 0)
        ends = torch.where(
            torch.rand(size, device=self.device) < 0.3,
            torch.randint(4, LENGTH, (size,), device=self.device),
            LENGTH,
        )
        behind = torch.arange(LENGTH, device=self.device) >= ends[:, None]
        label = self.label(found, prices, words).masked_fill(behind, -1)
        lost = torch.rand(words.shape, device=self.device) < LOST
        label = label.masked_fill(lost, -1)
        prices = prices.masked_fill(lost[..., None], NEVER)
        prices[..., 0] = prices[..., 0].masked_fill(lost, 0.0)
        found[..., 0] = found[..., 0].masked_fill(lost, self.unknown)
        return found, prices.clamp(min=NEVER), signs.masked_fill(behind, PAD), label

    @staticmethod
    def label(found: Tensor, prices: Tensor, words: Tensor) -> Tensor:
        """The column of the printed word; -1 where it is missing or alone."""
        here = (found == words[..., None]) & (prices > NEVER / 2)
        asked = here.any(-1) & ((prices > NEVER / 2).sum(-1) > 1)
        return torch.where(asked, here.float().argmax(-1), -1)


def evaluate(net: Network, damaged: Damaged, ids: Tensor, marks: Tensor) -> str:
    """Share of wrong words on text that was held back, by kind, beside that of the price alone."""
    net.eval()
    count = min(len(ids) // LENGTH, 1500 if damaged.device == "cuda" else 8)
    words = ids[: count * LENGTH].long().view(count, LENGTH)
    signs = marks[: count * LENGTH].long().view(count, LENGTH)
    told = []
    torch.manual_seed(7)
    with (
        torch.no_grad(),
        torch.autocast(damaged.device, torch.bfloat16, enabled=damaged.device == "cuda"),
    ):
        for kind in ("plain", "bold", "bare", "vie"):
            found, prices = damaged.shown(words, signs // 5, kind)
            label = damaged.label(found, prices, words)
            rough = (prices + net.taste(found).squeeze(-1)).argmax(-1)
            best = torch.cat(
                [
                    net(*part).argmax(-1)
                    for part in zip(
                        found.split(250), prices.split(250), signs.split(250), strict=True
                    )
                ]
            )
            asked = label >= 0
            wrong = [float((guess != label)[asked].float().mean()) for guess in (rough, best)]
            told.append(f"{kind} {wrong[0]:.4f} {wrong[1]:.5f}")
    net.train()
    return "; ".join(told)


def export(net: Network, out: Path, words: int) -> None:
    """Weights in half precision, and the network for ONNX Runtime, its weights in 8 bits."""
    state = {k: v.detach().cpu() for k, v in net.state_dict().items()}
    torch.save({k: v.half() for k, v in state.items()}, out / "network.pt")
    copy = Network(torch.zeros(len(state["taste.weight"])), *_shape(net))
    copy.load_state_dict(state)
    copy.eval()
    wide = 16
    example = (
        torch.zeros(2, 40, wide, dtype=torch.int64),
        torch.zeros(2, 40, wide),
        torch.zeros(2, 40, dtype=torch.int64),
    )
    axes = {name: {0: "b", 1: "t"} for name in ("ids", "prices", "marks", "scores")}
    whole = out / "whole.onnx.tmp"
    torch.onnx.export(
        copy,
        example,
        str(whole),
        input_names=["ids", "prices", "marks"],
        output_names=["scores"],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(
        str(whole),
        str(out / "network.onnx"),
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gather"],
    )
    model = onnx.load(str(out / "network.onnx"))
    model.metadata_props.add(key="words", value=str(words))
    onnx.save(model, str(out / "network.onnx"))
    size = (out / "network.onnx").stat().st_size
    sys.stderr.write(f"{size} bytes, {len(model.graph.node)} nodes\n")
    whole.unlink()


def _shape(net: Network) -> tuple[int, int, int]:
    return net.words.embedding_dim, len(net.blocks), net.blocks[0].heads


def main() -> None:
    """Train for so many seconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--batch", type=int, default=640)
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--wide", type=int, default=256)
    parser.add_argument("--deep", type=int, default=4)
    parser.add_argument("--start", type=Path, help="weights to go on from")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(1)
    torch.set_float32_matmul_precision("high")
    data = dict(np.load(asked.data))
    damaged = Damaged(data, device)
    ids, marks, held, held_marks = (
        torch.from_numpy(data[k].astype(np.int16 if "ids" in k else np.uint8)).to(device)
        for k in ("ids", "marks", "held_ids", "held_marks")
    )
    net = Network(torch.from_numpy(data["unigram"]).float(), asked.wide, asked.deep).to(device)
    if asked.start:
        net.load_state_dict(
            {k: v.float() for k, v in torch.load(asked.start, map_location=device).items()}
        )
    train(net, damaged, (ids, marks, held, held_marks), asked)
    export(net, asked.out, int(data["words"][0]))


def train(
    net: Network, damaged: Damaged, text: tuple[Tensor, ...], asked: argparse.Namespace
) -> None:
    """Steps until the time is over; the rate falls with it."""
    ids, marks, held, held_marks = text
    heavy = [p for p in net.parameters() if p.ndim > 1 and p.shape[1] > 1]
    light = [p for p in net.parameters() if not (p.ndim > 1 and p.shape[1] > 1)]
    groups = [{"params": heavy, "weight_decay": 0.05}, {"params": light, "weight_decay": 0.0}]
    device = damaged.device
    fused = device == "cuda"
    optimiser = torch.optim.AdamW(groups, lr=asked.rate, betas=(0.9, 0.98), fused=fused)
    run = torch.compile(net) if fused else net
    net.train()
    began = told = time.time()
    step, losses = 0, []
    while (spent := time.time() - began) < asked.seconds:
        share = spent / asked.seconds
        rate = (
            asked.rate
            * min((step + 1) / 400, 1.0)
            * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * share)))
        )
        for group in optimiser.param_groups:
            group["lr"] = rate
        found, prices, signs, label = damaged.batch(ids, marks, asked.batch)
        with torch.autocast(device, torch.bfloat16, enabled=fused):
            scores = run(found, prices, signs)
        loss = functional.cross_entropy(scores.flatten(0, 1), label.flatten(), ignore_index=-1)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        step += 1
        if step % 50 == 0:
            losses.append(float(loss.detach()))
        if time.time() - told > 30 or step in {1, 20}:
            told = time.time()
            mean = sum(losses[-20:]) / max(len(losses[-20:]), 1)
            seen = evaluate(net, damaged, held, held_marks)
            print(f"{spent:5.0f} s step {step} loss {mean:.4f} | {seen}", flush=True)
    print(f"end: step {step} | {evaluate(net, damaged, held, held_marks)}", flush=True)
    print(f"trust {net.trust.tolist()}")


if __name__ == "__main__":
    main()
