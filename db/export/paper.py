"""A Word document in the form of Nghị định 30/2020/NĐ-CP (Phụ lục I), made from nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from db.export.sheet import clean

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from docx.document import Document as Paper
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

    from db.export.sheet import Letterhead

FACE: Final = "Times New Roman"
SIZE: Final = 13
"""Points of running text."""
_IN_TABLE: Final = 12
_LEFT, _RIGHT, _EDGE = Mm(30), Mm(15), Mm(20)
_BLANK: Final = "…………………"
"""Where the office writes by hand what it did not tell."""


def new_paper(*, landscape: bool) -> Paper:
    """An empty A4 document: margins, type and page numbers as the decree has them."""
    paper = Document()
    section = paper.sections[0]
    short, long = Mm(210), Mm(297)
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.top_margin = section.bottom_margin = _EDGE
    section.left_margin, section.right_margin = _LEFT, _RIGHT
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    _number_pages(section.header.paragraphs[0])
    normal: Any = paper.styles["Normal"]
    normal.font.name, normal.font.size = FACE, Pt(SIZE)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:cs", "w:hAnsi"):
        fonts.set(qn(script), FACE)
    normal.paragraph_format.space_after = Pt(0)
    paper.core_properties.author = "ketluan"
    paper.core_properties.language = "vi-VN"
    return paper


def write(
    where: Paragraph | _Cell | Paper, text: str, *, bold: bool = False, italic: bool = False,
    size: float | None = None, align: str = "left",
) -> Paragraph:  # fmt: skip
    """One paragraph; ``align``: ``left``, ``center``, ``right`` or ``justify``."""
    paragraph: Any = where
    if hasattr(where, "add_paragraph"):
        paragraph = where.add_paragraph()
    run = paragraph.add_run(clean(text))
    run.bold, run.italic = bold, italic
    if size is not None:
        run.font.size = Pt(size)
    paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, align.upper())
    made: Paragraph = paragraph
    return made


def letterhead(paper: Paper, head: Letterhead, day: dt.date, *, subject: str | None = None) -> None:
    """Boxes 1 to 4 of the decree; with ``subject`` also 5b, as a công văn has it."""
    table = paper.add_table(rows=2, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    left, right = table.rows[0].cells
    parent = left.paragraphs[0]
    if head.parent:
        write(parent, head.parent.upper(), size=12, align="center")
        parent = left.add_paragraph()
    write(parent, (head.issuer or _BLANK).upper(), bold=True, size=12, align="center")
    _rule(write(left, "", align="center"), 30)
    first = right.paragraphs[0]
    write(first, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, size=12, align="center")
    write(right, "Độc lập - Tự do - Hạnh phúc", bold=True, size=13, align="center")
    _rule(write(right, "", align="center"), 60)
    left, right = table.rows[1].cells
    number = f"Số:        /{head.symbol or '……'}"
    write(left.paragraphs[0], number, align="center")
    if subject is not None:
        write(left, f"V/v {subject}", size=12, align="center")
    place = head.place or "………"
    write(right.paragraphs[0], f"{place}, {long_day(day)}", italic=True, align="center")


def long_day(day: dt.date) -> str:
    """A day as the decree writes it: days below 10 and months 1 and 2 with a nought.

    >>> import datetime as dt
    >>> long_day(dt.date(2024, 8, 5)), long_day(dt.date(2024, 2, 20))
    ('ngày 05 tháng 8 năm 2024', 'ngày 20 tháng 02 năm 2024')
    """
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def title(paper: Paper, *lines: str) -> None:
    """The title in bold, further lines of it below."""
    paper.add_paragraph()
    for number, line in enumerate(lines):
        write(
            paper,
            line,
            bold=number < 2,
            italic=number >= 2,
            size=14 if number < 2 else SIZE,
            align="center",
        )
    paper.add_paragraph()


def grid(
    paper: Paper, headings: Sequence[tuple[str, float]], rows: Sequence[Sequence[str]],
    *, late: Sequence[bool] = (), size: float = _IN_TABLE,
) -> None:  # fmt: skip
    """A table with rules; headings come with their widths in millimetres and repeat on each page.

    Rows whose place in ``late`` is True are set in bold.
    """
    table = paper.add_table(rows=1, cols=len(headings))
    table.style, table.autofit = "Table Grid", False
    for cell, (name, width) in zip(table.rows[0].cells, headings, strict=True):
        cell.width = Mm(width)
        write(cell.paragraphs[0], name, bold=True, size=size, align="center")
    _mark(table.rows[0], "w:tblHeader")
    for column, (_, width) in zip(table.columns, headings, strict=True):
        column.width = Mm(width)
    for number, values in enumerate(rows):
        row = table.add_row()
        _mark(row, "w:cantSplit")
        bold = number < len(late) and late[number]
        for cell, value, (_, width) in zip(row.cells, values, headings, strict=True):
            cell.width = Mm(width)
            first, *more = value.split("\n")
            write(cell.paragraphs[0], first, bold=bold, size=size)
            for line in more:
                write(cell, line, bold=bold, size=size)


def closing(paper: Paper, recipients: Sequence[str], signer: str | None) -> None:
    """Boxes 7 and 9: who gets the paper on the left, who signs it on the right."""
    paper.add_paragraph()
    table = paper.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    write(left.paragraphs[0], "Nơi nhận:", bold=True, italic=True, size=12)
    for number, line in enumerate(recipients):
        end = "." if number == len(recipients) - 1 else ";"
        write(left, f"- {line}{end}", size=11)
    write(right.paragraphs[0], (signer or "NGƯỜI KÝ").upper(), bold=True, align="center")
    for _ in range(4):
        right.add_paragraph()


def new_page(paper: Paper) -> None:
    """What follows begins on a page of its own."""
    paper.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _mark(row: Any, name: str) -> None:  # noqa: ANN401
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001  python-docx has no name for it


def _number_pages(paragraph: Paragraph) -> None:
    """Arabic, centred in the top margin; page 1 has a header of its own, which is empty."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, content in (("begin", None), (None, " PAGE "), ("end", None)):
        run = paragraph.add_run()
        run.font.size = Pt(SIZE)
        if content is not None:
            code: Any = OxmlElement("w:instrText")
            code.text = content
        else:
            code = OxmlElement("w:fldChar")
            code.set(qn("w:fldCharType"), kind or "")
        run._r.append(code)  # noqa: SLF001


def _rule(paragraph: Paragraph, share: int) -> None:
    """A rule under the words above, so wide in millimetres, as a border of an empty paragraph."""
    borders: Any = OxmlElement("w:pBdr")
    top: Any = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    paragraph.paragraph_format.left_indent = Mm((118 - share) / 2)
    paragraph.paragraph_format.right_indent = Mm((118 - share) / 2)
    paragraph._p.get_or_add_pPr().append(borders)  # noqa: SLF001
