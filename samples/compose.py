"""New conclusion notices with known truth.

``python -m samples.compose --count 20 --seed 1 --out DIR [--pdf] [--scan]`` writes ``0001.txt`` and
``0001.json`` (gold) and so on; with ``--pdf`` also ``0001.pdf``, with ``--scan`` also
``0001-scan.pdf`` whose number and day may be written by hand, and ``0001-scan.json``.
Pages of a text are divided by form feeds. The same seed gives the same files.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from samples import outline
from samples.draft import Draft, Paragraph
from samples.gold import Gold, GoldHead, GoldTask
from samples.items import Setting
from samples.layout import lay_out
from samples.letter import letterhead, meeting, person, recipients, sender
from samples.pack import pack
from samples.pdf import write_pdf
from samples.phrases import prose
from samples.phrases.bodies import TIERS
from samples.scan import Damage, scan
from samples.sheet import Sheet, Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samples.phrases.bodies import Tier


class Composed(NamedTuple):
    """A notice: its pages and their truth."""

    sheets: tuple[Sheet, ...]
    gold: Gold
    number: str
    """Also where it is to be written by hand."""
    issued: dt.date


def compose(random: Random, *, blank: bool = False, tiers: Sequence[Tier] = TIERS) -> Composed:
    """One notice of one of the ``tiers``; ``blank`` leaves number and day to be written by hand."""
    tier = random.choice(tiers)
    issued = tier.first + dt.timedelta(days=random.randint(14, (tier.last - tier.first).days))
    field = random.choice(sorted(tier.units))
    from_ = sender(random, tier)
    held = meeting(random, tier, field, issued, from_)
    setting = Setting(random, tier, issued, field, from_.boss, set())
    written = outline.body(setting)
    signer = person(random)
    lines = recipients(random, tier)
    number = f"{random.randint(1, 980):02d}"
    farewell = random.choice(prose.CLOSING).format(issuer=from_.issuer, chair=from_.chair_role)
    opening = [Paragraph(text=text) for text in held.preamble]
    draft = Draft(
        letterhead=letterhead(from_, None if blank else number, None if blank else issued, issued),
        urgency=random.choice(("KHẨN", "HỎA TỐC")) if random.random() < 0.06 else None,
        title=(held.title,),
        body=(*opening, *(e.paragraph for e in written.entries), Paragraph(text=farewell)),
        recipients=tuple(
            f"- {line}{'.' if i == len(lines) - 1 else ';'}" for i, line in enumerate(lines)
        ),
        authority=from_.authority,
        signer=signer,
    )
    sheets = lay_out(draft, _style(random))
    head = GoldHead(
        number=None if blank else number,
        symbol=from_.symbol,
        issuer=from_.issuer,
        place=from_.place,
        issue_date=None if blank else issued,
        title=held.title,
        chair={"name": held.chair, "role": from_.chair_role},
        meeting_date=held.day,
        signer={"name": signer, "title": " / ".join(from_.authority)},
        recipients=lines,
    )
    gold = Gold(
        notice=head,
        tasks=_paged(written, sheets, len(opening)),
        findings=tuple(written.findings),
        pages=tuple(sheet.text for sheet in sheets),
    )
    return Composed(sheets, gold, number, issued)


def _style(random: Random) -> Style:
    return Style(
        right=random.choice((15, 18, 20)) * 72 / 25.4,
        size=random.choice((13.0, 13.5, 14.0, 14.0)),
        leading=random.choice((1.15, 1.15, 1.25)),
        gap=random.choice((3.0, 6.0, 6.0)),
    )


def _paged(written: outline.Body, sheets: tuple[Sheet, ...], opening: int) -> tuple[GoldTask, ...]:
    """The tasks with the page each begins on."""
    first: dict[int, int] = {}
    for sheet in sheets:
        for piece in sheet.pieces:
            if piece.paragraph is not None:
                first.setdefault(piece.paragraph, sheet.number)
    found = []
    for index, entry in enumerate(written.entries):
        for task in entry.tasks:
            page = _page_of(task, opening + index, sheets, first[opening + index])
            found.append(task.model_copy(update={"page": page}))
    return tuple(found)


def _page_of(task: GoldTask, paragraph: int, sheets: tuple[Sheet, ...], first: int) -> int:
    """A second sentence may begin on the page after its paragraph does."""
    begun = ""
    for sheet in sheets[first - 1 :]:
        lines = [piece.text for piece in sheet.pieces if piece.paragraph == paragraph]
        begun = " ".join([begun, *lines]).strip()
        if task.text.replace("- ", "-")[:12] in begun.replace("- ", "-"):
            return sheet.number
    return first


def damage(random: Random, composed: Composed, *, blank: bool) -> Damage:
    """A scanner and an office such as there are."""
    return Damage(
        seed=random.randrange(2**32),
        dpi=random.choice((150, 200, 200, 200, 300)),
        skew=random.uniform(-1.5, 1.5),
        blur=random.choice((0.0, 0.4, 0.7)),
        grain=random.choice((2.0, 4.0, 7.0)),
        shade=random.choice((0.0, 0.1, 0.25)),
        faint=random.choice((0.0, 0.15, 0.35)),
        jpeg=random.choice((50, 60, 75)),
        colour=random.choice(("colour", "colour", "colour", "grey", "bilevel")),
        seal=True,
        signature=True,
        arrival_stamp=random.random() < 0.25,
        holes=random.random() < 0.2,
        border=random.random() < 0.15,
        number=composed.number if blank else None,
        day=f"{composed.issued.day:02d}" if blank else None,
    )


def write(folder: Path, stem: str, seed: str, *, pdf: bool, picture: bool) -> None:
    """All files of one notice."""
    composed = compose(Random(seed))
    text = "\f".join(composed.gold.pages) + "\n"
    (folder / f"{stem}.txt").write_text(text, encoding="utf-8")
    _write_gold(folder / f"{stem}.json", composed.gold, f"{stem}.{'pdf' if pdf else 'txt'}")
    if pdf:
        content = write_pdf(composed.sheets, title=composed.gold.notice.title)
        (folder / f"{stem}.pdf").write_bytes(content)
    if picture:
        random = Random(f"{seed} scan")
        blank = random.random() < 0.4
        seen = compose(Random(seed), blank=blank)
        harm = damage(random, seen, blank=blank)
        content = pack(scan(seen.sheets, harm), harm.dpi, jpeg=harm.jpeg)
        (folder / f"{stem}-scan.pdf").write_bytes(content)
        # A clerk keys in what is written by hand.
        known = {"number": seen.number, "issue_date": seen.issued}
        head = seen.gold.notice.model_copy(update=known)
        gold = seen.gold.model_copy(update={"notice": head})
        _write_gold(folder / f"{stem}-scan.json", gold, f"{stem}-scan.pdf")


def _write_gold(path: Path, gold: Gold, file: str) -> None:
    shape = gold.model_copy(update={"file": file}).to_json()
    path.write_text(json.dumps(shape, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main(arguments: list[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="samples.compose", description=__doc__)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--pdf", action="store_true")
    parser.add_argument("--scan", action="store_true")
    wish = parser.parse_args(arguments)
    wish.out.mkdir(parents=True, exist_ok=True)
    for index in range(1, wish.count + 1):
        write(wish.out, f"{index:04d}", f"{wish.seed}/{index}", pdf=wish.pdf, picture=wish.scan)


if __name__ == "__main__":
    main()
