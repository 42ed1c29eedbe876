"""Pages of a notice, laid out as Nghị định 30/2020, Phụ lục I asks."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from models.reading import LineRole
from samples.blocks import blocks_of
from samples.faces import Face, width
from samples.sheet import PAGE_HEIGHT, PAGE_WIDTH, Block, Piece, Rule, Sheet, Spot, Style

if TYPE_CHECKING:
    from samples.draft import Draft


def lay_out(draft: Draft, style: Style | None = None) -> tuple[Sheet, ...]:
    """The notice as pages."""
    style = style or Style()
    return paginate(blocks_of(draft, style), style)


def paginate(blocks: list[Block], style: Style) -> tuple[Sheet, ...]:
    """Blocks onto pages: kept blocks stay with the next one, no page begins with a gap."""
    room = PAGE_HEIGHT - style.top - style.bottom
    pages: list[list[tuple[float, Block]]] = [[]]
    y = 0.0
    for group in _groups(blocks):
        need = sum(block.height + block.gap for block in group)
        if pages[-1] and (group[0].new_page or y + need > room):
            pages.append([])
            y = 0.0
        for block in group:
            if pages[-1] and y + block.gap + block.height > room:
                pages.append([])
                y = 0.0
            y += block.gap if pages[-1] else 0.0
            pages[-1].append((y, block))
            y += block.height
    return tuple(_sheet(number, page, style) for number, page in enumerate(pages, 1))


def _groups(blocks: list[Block]) -> list[list[Block]]:
    groups: list[list[Block]] = [blocks[:1]] if blocks else []
    for before, block in pairwise(blocks):
        if before.keep and not block.new_page:
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


def _sheet(number: int, page: list[tuple[float, Block]], style: Style) -> Sheet:
    pieces: list[Piece] = []
    rules: list[Rule] = []
    signature = None
    if number > 1:
        # The decree: centred in the top margin, not on page 1.
        text = str(number)
        x = (PAGE_WIDTH + style.left - style.right - width(text, Face.REGULAR, 13)) / 2
        pieces.append(Piece(text=text, x=x, y=style.top * 0.7, size=13, role=LineRole.PAGE_NUMBER))
    for offset, block in page:
        down = style.top + offset
        pieces += [piece.model_copy(update={"y": piece.y + down}) for piece in block.pieces]
        rules += [
            rule.model_copy(update={"y0": rule.y0 + down, "y1": rule.y1 + down})
            for rule in block.rules
        ]
        if block.signature:
            signature = Spot(x=block.signature.x, y=block.signature.y + down)
    return Sheet(number=number, pieces=tuple(pieces), rules=tuple(rules), signature=signature)
