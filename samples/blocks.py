"""The parts of a notice as blocks of lines: letterhead, title, body, closing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.reading import LineRole
from samples.faces import Face, width
from samples.sheet import Block, Piece, Rule, Spot, Style
from samples.wrap import balanced, wrap

if TYPE_CHECKING:
    from samples.draft import Draft, Letterhead, Paragraph

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


def blocks_of(draft: Draft, style: Style) -> list[Block]:
    """All blocks of a notice, from the letterhead to the signature."""
    blocks = []
    if draft.letterhead:
        blocks.append(letterhead(draft.letterhead, style, draft.urgency))
    blocks += title(draft, style)
    for index, paragraph in enumerate(draft.body):
        blocks += paragraph_blocks(paragraph, style, index)
    if draft.recipients or draft.authority:
        if draft.body:
            # The signature must not stand alone: the last paragraph comes with it.
            tail = len(paragraph_blocks(draft.body[-1], style))
            blocks[-tail:] = [block._replace(keep=True) for block in blocks[-tail:]]
        blocks.append(closing(draft, style))
    return blocks


def letterhead(head: Letterhead, style: Style, urgency: str | None = None) -> Block:
    """Two columns: bodies and number left; state, motto, place and date right."""
    right_measure = width(STATE, Face.BOLD, 12)
    left_measure = style.measure - right_measure - 8
    left_centre = style.left + left_measure / 2
    right_centre = style.left + style.measure - right_measure / 2
    left = _Column(left_centre, LineRole.LETTERHEAD, 0, picture=head.preprinted)
    right = _Column(right_centre, LineRole.LETTERHEAD, 1, picture=head.preprinted)
    for text in head.parent:
        left.set(text, Face.REGULAR, 12, left_measure)
    for text in head.issuer:
        left.set(text, Face.BOLD, 12, left_measure)
    left.underline(0.4 * width(head.issuer[-1], Face.BOLD, 12))
    right.set(STATE, Face.BOLD, 12)
    right.set(MOTTO, Face.BOLD, 13)
    right.underline(width(MOTTO, Face.BOLD, 13))
    # Number and date stand on one line (ô 3 and 4).
    left.y = right.y = max(left.y, right.y) + 5
    if head.number:
        left.set(head.number, Face.REGULAR, 13)
    for text in head.subject:
        left.set(text, Face.REGULAR, 12)
    if head.place_date:
        right.set(head.place_date, Face.ITALIC, 13)
    if urgency:
        left.mark(urgency)
    return Block(
        height=max(left.y, right.y) + 8,
        pieces=(*left.pieces, *right.pieces),
        rules=(*left.rules, *right.rules),
    )


def title(draft: Draft, style: Style) -> list[Block]:
    """Type and trích yếu, bold and centred, a short rule below; or "Kính gửi"."""
    centre = style.left + style.measure / 2
    column = _Column(centre, LineRole.BODY, 0, leading=style.leading)
    if draft.kind:
        column.y += 4
        column.set(draft.kind, Face.BOLD, 14)
    lines = draft.title
    if len(lines) == 1:
        lines = balanced(lines[0], Face.BOLD, 14, style.measure - 40)
    for text in lines:
        column.set(text, Face.BOLD, 14)
    if draft.title:
        column.underline(0.2 * style.measure)
        column.y += 4
    if draft.addressees:
        column.y += 6
        column.set("Kính gửi:", Face.REGULAR, 14)
        for text in draft.addressees:
            column.set(text, Face.REGULAR, 14)
    if not column.pieces:
        return []
    return [
        Block(height=column.y, pieces=tuple(column.pieces), rules=tuple(column.rules), keep=True)
    ]


def closing(draft: Draft, style: Style) -> Block:
    """Recipients at the left, authority, signature and name of the signer at the right."""
    half = style.measure / 2
    left = _Column(style.left, LineRole.CLOSING, 0, centred=False)
    right = _Column(style.left + half * 1.5, LineRole.CLOSING, 1)
    left.y = right.y = 4.0
    if draft.recipients:
        left.set("Nơi nhận:", Face.BOLD_ITALIC, 12)
        # The head of the list stands level with the signer's title (ô 9b and 7a).
        for text in draft.recipients:
            left.set(text, Face.REGULAR, 11, half)
    for text in draft.authority:
        right.set(text, Face.BOLD, 13, half)
    spot = Spot(x=right.x, y=right.y + style.signature_gap / 2)
    right.y += style.signature_gap
    if draft.signer:
        right.set(draft.signer, Face.BOLD, 14)
    return Block(
        height=max(left.y, right.y),
        pieces=(*left.pieces, *right.pieces),
        gap=style.gap + 4,
        signature=spot if draft.authority else None,
    )


def paragraph_blocks(paragraph: Paragraph, style: Style, number: int = 0) -> list[Block]:
    """One block a line: first line indented, all but the last justified."""
    face = {
        (False, False): Face.REGULAR,
        (True, False): Face.BOLD,
        (False, True): Face.ITALIC,
        (True, True): Face.BOLD_ITALIC,
    }[paragraph.bold, paragraph.italic]
    indent = style.indent if paragraph.indent is None else paragraph.indent
    lines = paragraph.lines or wrap(
        paragraph.text, face, style.size, style.measure, first=style.measure - indent
    )
    height = style.size * style.leading
    found = []
    for index, line in enumerate(lines):
        shift = indent if index == 0 else 0.0
        last = index == len(lines) - 1
        room = style.measure - shift
        fits = width(line, face, style.size) <= room
        piece = Piece(
            text=line,
            x=style.left + shift,
            y=style.size * 0.9,
            size=style.size,
            face=face,
            stretch=None if last and fits else room,
            paragraph=number,
        )
        found.append(
            Block(
                height=height,
                pieces=(piece,),
                gap=style.gap if index == 0 else 0.0,
                # No widows or orphans: the first two lines and the last two stay together.
                keep=(index == 0 and len(lines) > 1)
                or (index == len(lines) - 2)
                or (paragraph.keep and last),
                new_page=paragraph.new_page and index == 0,
            )
        )
    return found


class _Column:
    """Lines set one under another, around a centre or from a left edge."""

    def __init__(
        self,
        x: float,
        role: LineRole,
        number: int,
        *,
        centred: bool = True,
        leading: float = 1.15,
        picture: bool = False,
    ) -> None:
        self.x = x
        self.y = 0.0
        self.pieces: list[Piece] = []
        self.rules: list[Rule] = []
        self._role = role
        self._number = number
        self._centred = centred
        self._leading = leading
        self._picture = picture

    def set(self, text: str, face: Face, size: float, measure: float | None = None) -> None:
        """Add a line, or several where the text is longer than the measure."""
        for line in wrap(text, face, size, measure) if measure else (text,):
            x = self.x - (width(line, face, size) / 2 if self._centred else 0)
            self.pieces.append(
                Piece(
                    text=line,
                    x=x,
                    y=self.y + size * 0.9,
                    size=size,
                    face=face,
                    role=self._role,
                    column=self._number,
                    picture=self._picture,
                )
            )
            self.y += size * self._leading

    def underline(self, length: float) -> None:
        """A rule under the last line."""
        y = self.y + 2.5
        self.rules.append(Rule(x0=self.x - length / 2, y0=y, x1=self.x + length / 2, y1=y))
        self.y += 5

    def mark(self, text: str) -> None:
        """A framed red mark of urgency below the column; it is no text of the page."""
        size, pad = 13.0, 6.0
        length = width(text, Face.BOLD, size)
        self.y += 6
        self.pieces.append(
            Piece(
                text=text,
                x=self.x - length / 2,
                y=self.y + size * 1.1,
                size=size,
                face=Face.BOLD,
                role=LineRole.STAMP,
                red=True,
            )
        )
        self.rules.append(
            Rule(
                x0=self.x - length / 2 - pad,
                y0=self.y,
                x1=self.x + length / 2 + pad,
                y1=self.y + size * 1.6,
                frame=True,
                red=True,
            )
        )
        self.y += size * 1.6 + 2
