"""The born-digital sample against the truth it is made of."""

import re

import pypdfium2

from samples import make, seed
from samples.layout import lay_out
from samples.pdf import write_pdf
from samples.seed import FOLDER, TRUTH


def page_texts(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    texts = []
    for page in document:
        textpage = page.get_textpage()
        texts.append(textpage.get_text_bounded().replace("\r\n", "\n"))
        textpage.close()
        page.close()
    document.close()
    return texts


def words(text: str) -> list[str]:
    return text.split()


def test_committed_file_is_what_the_program_makes() -> None:
    assert make.born_digital() == (FOLDER / "notice.pdf").read_bytes()


def test_text_layer_is_read_back_line_by_line() -> None:
    sheets = lay_out(seed.draft(preprinted=True), seed.STYLE)
    texts = page_texts((FOLDER / "notice.pdf").read_bytes())
    assert texts[0] == sheets[0].text
    assert sorted(texts[1].split("\n")) == sorted([*sheets[1].lines, "2"])


def test_text_layer_holds_the_words_of_the_truth_and_no_others() -> None:
    text = " ".join(page_texts((FOLDER / "notice.pdf").read_bytes()))
    truth = TRUTH.read_text(encoding="utf-8")
    assert sorted(words(text)) == sorted([*words(truth), "2"])


def test_lines_stand_in_the_order_of_the_truth() -> None:
    truth = [line for line in TRUTH.read_text(encoding="utf-8").splitlines() if line]
    printed = [
        line for sheet in lay_out(seed.draft(preprinted=True), seed.STYLE) for line in sheet.lines
    ]
    closing = truth.index("Nơi nhận: CHÁNH VĂN PHÒNG")
    assert printed[:closing] == truth[:closing]
    assert printed[closing:] == ["Nơi nhận:", *truth[closing + 1 :], "CHÁNH VĂN PHÒNG"]


def test_seed_text_is_the_damaged_one() -> None:
    damaged = (FOLDER / "notice.txt").read_bytes()
    truth = TRUTH.read_bytes()
    assert damaged.count(b"\n") == truth.count(b"\n")
    assert set(re.findall(r"[^\x00-\x7f]", damaged.decode())) <= set("é¢€“&")


def test_fonts_are_embedded_and_nothing_tells_the_day() -> None:
    content = write_pdf(lay_out(seed.draft(preprinted=False), seed.STYLE))
    assert b"/FontFile2" in content
    assert b"/BaseFont /Helvetica" not in content
    assert content == write_pdf(lay_out(seed.draft(preprinted=False), seed.STYLE))
