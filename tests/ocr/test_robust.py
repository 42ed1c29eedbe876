"""Scans as offices make them: turned, skewed, faint, faxed, bordered, signed, of any resolution."""

from __future__ import annotations

import unicodedata
from collections import Counter
from random import Random
from typing import TYPE_CHECKING, Literal, NamedTuple

import pytest
from rapidfuzz.distance import Levenshtein
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from models import LineRole, PageKind
from ocr.consensus import Consensus
from ocr.reader import read
from ocr.repair.legacy import _TCVN_MEANT, _TCVN_READ
from samples.compose import compose
from samples.pack import pack
from samples.scan import Damage, scan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from models import Reading
    from samples.compose import Composed

BANNER = (
    "Người ký: ỦY BAN NHÂN DÂN",
    "Email: ubnd@example.gov.vn",
    "Cơ quan: TỈNH BÌNH AN",
    "Thời gian ký: 11.04.2024 16:18:30 +07:00",
)


class Paper(NamedTuple):
    """A notice of which one page is scanned."""

    notice: Composed
    page: int

    def scan(self, target: Path, damage: Damage, *, banner: tuple[str, ...] = ()) -> Path:
        sheets = self.notice.sheets[self.page : self.page + 1]
        target.write_bytes(pack(scan(sheets, damage), damage.dpi, jpeg=damage.jpeg, banner=banner))
        return target

    @property
    def text(self) -> str:
        return self.notice.gold.pages[self.page]


@pytest.fixture(scope="module")
def first() -> Paper:
    return Paper(compose(Random("robust")), 0)


@pytest.fixture(scope="module")
def last() -> Paper:
    notice = compose(Random("robust"))
    return Paper(notice, len(notice.sheets) - 1)


@pytest.fixture(scope="module", params=["with second reader", "alone"])
def reading(request: pytest.FixtureRequest) -> Callable[[Path], Reading]:
    consensus = Consensus.load() if request.param != "alone" else None
    return lambda path: read(path, repairer=None, consensus=consensus)


def errors(want: str, have: str) -> float:
    """Share of letters that are wrong, reading order included."""
    a, b = " ".join(want.split()), " ".join(have.split())
    return Levenshtein.distance(a, b) / len(a)


DAMAGES = {
    "turned 90": Damage(turn=90),
    "turned 180": Damage(turn=180),
    "turned 270": Damage(turn=270),
    "skew +3": Damage(skew=3.0),
    "skew -3": Damage(skew=-3.0),
    "borders and holes": Damage(border=True, holes=True, grain=4),
    "100 dpi": Damage(dpi=100, jpeg=90),
    "600 dpi": Damage(dpi=600, colour="grey"),
    "fax": Damage(colour="bilevel", grain=6, speckle=0.0004),
    "faint": Damage(faint=0.6, grain=3),
    "shade": Damage(shade=0.45, grain=4, skew=0.8),
}
LIMITS = {"100 dpi": 0.05, "faint": 0.02}
"""Share of letters that may be wrong; elsewhere 0.012."""


def check_page(
    paper: Paper, name: str, folder: Path, reading: Callable[[Path], Reading]
) -> Reading:
    result = reading(paper.scan(folder / "a.pdf", DAMAGES[name]))
    assert errors(paper.text, result.pages[0].text) <= LIMITS.get(name, 0.012)
    return result


@pytest.mark.parametrize("name", ["turned 180", "skew -3", "fax"])
def test_damaged_page_is_read(
    first: Paper, name: str, tmp_path: Path, reading: Callable[[Path], Reading]
) -> None:
    page = check_page(first, name, tmp_path, reading).pages[0]
    assert page.rotation == (180 if name == "turned 180" else 0)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(set(DAMAGES) - {"turned 180", "skew -3", "fax"}))
def test_otherwise_damaged_page_is_read(
    first: Paper, name: str, tmp_path: Path, reading: Callable[[Path], Reading]
) -> None:
    check_page(first, name, tmp_path, reading)


def test_sealed_and_signed_closing_keeps_its_columns_apart(
    last: Paper, tmp_path: Path, reading: Callable[[Path], Reading]
) -> None:
    damage = Damage(seed=5, seal=True, signature=True, colour="bilevel")
    page = reading(last.scan(tmp_path / "a.pdf", damage)).pages[0]
    closing = [line for line in page.lines if line.role is LineRole.CLOSING]
    recipients = [line.text for line in closing if line.column == 0]
    assert recipients[0].startswith("Nơi nhận")
    assert any("Lưu" in text for text in recipients)
    signer = last.notice.gold.notice.signer
    assert signer is not None
    found = Counter(" ".join(line.text for line in closing if line.column == 1).split())
    wanted = Counter(f"{signer['title'].replace('/', ' ')} {signer['name']}".split())
    # The seal hides a word or two of five to nine.
    assert sum((wanted & found).values()) >= 0.6 * sum(wanted.values())
    assert errors(last.text, page.text) < 0.04


@pytest.mark.parametrize(("colour", "seed"), [("bilevel", 3), ("grey", 4), ("colour", 5)])
def test_arrival_stamp_is_no_text_but_a_region(
    first: Paper,
    tmp_path: Path,
    reading: Callable[[Path], Reading],
    colour: Literal["colour", "grey", "bilevel"],
    seed: int,
) -> None:
    damage = Damage(seed=seed, arrival_stamp=True, colour=colour)
    page = reading(first.scan(tmp_path / "a.pdf", damage)).pages[0]
    assert not {"ĐẾN", "Chuyển:"} & set(page.text.split())
    head = {word for line in page.text.splitlines()[:12] for word in line.split()}
    printed = set(first.text.split())
    strange = [word for word in head - printed if any(map(str.isdigit, word))]
    assert all("/TB" in word for word in strange), "numbers that a pen wrote"
    stamps = [line for line in page.lines if line.role is LineRole.STAMP]
    assert stamps
    assert stamps[0].box is not None
    assert stamps[0].box.bottom < page.height / 2
    assert errors(first.text, page.text) < 0.03


def test_signature_banner_is_evidence_and_no_text(
    first: Paper, tmp_path: Path, reading: Callable[[Path], Reading]
) -> None:
    result = reading(first.scan(tmp_path / "a.pdf", Damage(), banner=BANNER))
    assert "Email" not in result.text
    assert errors(first.text, result.text) < 0.012


def test_handwritten_number_and_day_never_stand_in_the_text(
    tmp_path: Path, reading: Callable[[Path], Reading]
) -> None:
    notice = compose(Random("robust"), blank=True)
    paper = Paper(notice, 0)
    damage = Damage(seed=8, number="274", day="16", colour="bilevel")
    page = reading(paper.scan(tmp_path / "a.pdf", damage)).pages[0]
    head = [line for line in page.lines if line.role is LineRole.LETTERHEAD]
    loose = [
        word
        for line in head
        for word in line.words
        if any(c.isdigit() for c in word.text) and word.text not in paper.text
    ]
    assert all(word.text in {"274", "16"} or word.confidence < 0.6 for word in loose)


def typed(text: str, encode: dict[int, str], target: Path) -> Path:
    """A born-digital page whose letters are those of a font of before Unicode."""
    canvas = Canvas(str(target), pagesize=A4)
    canvas.setFont("Times-Roman", 12)
    for row, line in enumerate(text.splitlines()):
        canvas.drawString(72, 780 - 16 * row, line.translate(encode))
    canvas.save()
    return target


LEGACY = (
    "Căn cứ kết luận của đồng chí chủ tịch tại cuộc họp, giao phòng nội vụ\n"
    "chủ trì, phối hợp với các cơ quan liên quan tham mưu kế hoạch,\n"
    "hoàn thành trước ngày 31/10/2004; nước, lưu ý mức độ."
)


def test_tcvn3_text_layer_is_converted(tmp_path: Path) -> None:
    encode = dict(zip(map(ord, _TCVN_MEANT), _TCVN_READ, strict=True))
    page = read(typed(LEGACY, encode, tmp_path / "a.pdf"), repairer=None).pages[0]
    assert page.kind is PageKind.LEGACY_FONT
    assert page.text == LEGACY
    assert page.lines[0].words[1].raw == "cø"


VNI_MARKS = {"\u0300": "ø", "\u0301": "ù", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
VNI_SHAPES = {
    "\u0302": {"": "â", "\u0300": "à", "\u0301": "á", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"},
    "\u0306": {"": "ê", "\u0300": "è", "\u0301": "é", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"},
}
VNI_ALONE = {"đ": "ñ", "í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}


def vni(letter: str) -> str:
    """A letter as VNI types it."""
    if letter in VNI_ALONE:
        return VNI_ALONE[letter]
    base, *marks = list(unicodedata.normalize("NFD", letter))
    if "\u031b" in marks:
        marks.remove("\u031b")
        base = {"o": "ô", "u": "ö"}[base]
    shape = next((m for m in marks if m in VNI_SHAPES), None)
    tone = next((m for m in marks if m in VNI_MARKS), "")
    if shape:
        return base + VNI_SHAPES[shape][tone]
    return base + VNI_MARKS.get(tone, "")


def test_vni_text_layer_is_converted(tmp_path: Path) -> None:
    encode = {ord(c): vni(c) for c in set(LEGACY) if ord(c) > 127}
    page = read(typed(LEGACY, encode, tmp_path / "a.pdf"), repairer=None).pages[0]
    assert page.kind is PageKind.LEGACY_FONT
    assert page.text == LEGACY


def test_a_layer_whose_letters_lie_is_read_from_the_image(
    first: Paper, tmp_path: Path, reading: Callable[[Path], Reading]
) -> None:
    sheets = first.notice.sheets[:1]
    target = tmp_path / "a.pdf"
    target.write_bytes(pack(scan(sheets, Damage()), 200, hidden=sheets))
    page = reading(target).pages[0]
    assert page.kind is PageKind.DAMAGED_TEXT
    assert errors(first.text, page.text) < 0.012
