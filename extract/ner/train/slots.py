"""What fills the slots of training sentences: invented names of bodies, people and places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extract.ner.train.labels import Label
from models.text import strip_marks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

_LEVELS = ("tỉnh", "huyện", "quận", "thành phố", "xã", "phường", "thị xã")
_TITLES = (
    "Giám đốc", "Phó Giám đốc", "Trưởng", "Thủ trưởng", "Cục trưởng", "Chủ nhiệm", "Viện trưởng",
)  # fmt: skip
_BODIES = ("Chủ tịch UBND", "Phó Chủ tịch UBND", "Phó Chủ tịch Ủy ban nhân dân", "Bí thư Đảng ủy")
_FAMILIES = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ",
    "Ngô", "Dương", "Lý", "Đinh", "Trương", "Mai", "Trịnh", "Đoàn", "Hà", "Cao",
)  # fmt: skip
_ACTS = (
    "Nghị định số {n}/20{y}/NĐ-CP", "Quyết định số {n}/QĐ-UBND", "Kế hoạch số {n}/KH-UBND",
    "Nghị quyết số {n}/NQ-HĐND", "Chỉ thị số {n}/CT-TTg", "Luật Đất đai năm 20{y}", "Luật Đầu tư công",
    "Nghị quyết số {n}-NQ/TW", "Thông báo số {n}/TB-VP", "Luật Ngân sách nhà nước",
)  # fmt: skip
_ORDERS = (
    "", "", "", "Giao ", "Giao ", "Yêu cầu ", "Đề nghị ", "giao ", "Phối hợp với ", "phối hợp với ",
    "Chủ trì, phối hợp với ", "chủ trì, phối hợp chặt chẽ với ", "Cùng với ", "cùng với ", "Riêng ",
    "báo cáo ", "trình ", "tham mưu ", "Theo đề nghị của ", "gửi ", "Phân công ",
)  # fmt: skip
_MANNERS = (
    "", "", "", "", "", "khẩn trương ", "chủ động ", "tiếp tục ", "liên tục ", "tập trung ", "phải ",
    "thường xuyên ", "có trách nhiệm ", "định kỳ hằng tháng ", "mỗi tuần một lần ", "chủ trì, ",
    "tổng ", "sớm ", "nghiêm túc ", "kịp thời ", "cần ", "trong tháng 8 ", "sẽ ", "đã ", "- ", ": ",
)  # fmt: skip
_MEETINGS = (
    "cuộc họp giao ban tháng {m}", "Hội nghị sơ kết công tác quý {q}", "buổi làm việc", "cuộc họp",
    "phiên họp thường kỳ tháng {m}", "Hội nghị trực tuyến", "kỳ họp thứ {m}", "hội nghị giao ban",
)  # fmt: skip


class Vocabulary(NamedTuple):
    """Names to draw from."""

    names: tuple[str, ...]
    """Known and listed names of bodies, none that is held out."""
    heads: tuple[str, ...]
    fields: tuple[str, ...]
    """Pieces of fields, to be joined to names that no list has."""
    places: tuple[str, ...]


def vocabulary(names: Sequence[str], heads: Sequence[str], places: Sequence[str]) -> Vocabulary:
    """Cut names into heads and fields."""
    longest = sorted(heads, key=len, reverse=True)
    fields: dict[str, None] = {}
    for name in names:
        head = next((h for h in longest if name.startswith(h + " ")), None)
        if head is None:
            continue
        for part in re.split(r",\s|\s[-–]\s|\svà\s", name[len(head) + 1 :]):
            if part[:1].isupper():
                fields[part] = None
    return Vocabulary(tuple(names), tuple(heads), tuple(fields), tuple(places))


def agency(words: Vocabulary, rng: Random) -> str:
    """A known name, or a new one of known parts; half of them with a level or place."""
    if rng.random() < 0.35:
        name = rng.choice(words.names)
    else:
        parts = rng.sample(words.fields, rng.choice((1, 1, 1, 2, 2, 3)))
        last = rng.choice((" và ", " và ", " - "))
        name = f"{rng.choice(words.heads)} {', '.join(parts[:-1])}"
        name = f"{name}{last if len(parts) > 1 else ''}{parts[-1]}"
    tail = rng.random()
    if tail < 0.2:
        return f"{name} {rng.choice(_LEVELS)}"
    if tail < 0.4:
        return f"{name} {place(words, rng)}"
    if tail < 0.45:
        return f"{name} số {rng.randint(1, 9)}"
    return name


def place(words: Vocabulary, rng: Random) -> str:
    """A level and a name."""
    if rng.random() < 0.15:
        return f"Phường {rng.randint(1, 20)}"
    return f"{rng.choice(_LEVELS)} {rng.choice(words.places)}"


def fill(slot: str, words: Vocabulary, rng: Random) -> tuple[str, str]:
    """Text and label for a slot of a template."""
    if slot == "T":
        body = rng.random() < 0.4
        whom = place(words, rng) if body else agency(words, rng)
        return f"{rng.choice(_BODIES if body else _TITLES)} {whom}", "POSITION"
    if slot == "P":
        given = " ".join(rng.choice(words.places).split()[:2])
        return f"{rng.choice(_FAMILIES)} {given}", "PERSON"
    if slot == "W":
        act = rng.choice(_ACTS)
        return act.format(n=rng.randint(1, 400), y=rng.randint(13, 25)), "LAW"
    if slot == "M":
        meeting = rng.choice(_MEETINGS)
        quarter = rng.choice(("I", "II", "III", "IV"))
        return meeting.format(m=rng.randint(1, 12), q=quarter), "MEETING"
    return (agency(words, rng), "AGENCY") if slot == "A" else (place(words, rng), "PLACE")


def fill_template(template: str, words: Vocabulary, rng: Random) -> tuple[str, list[Label]]:
    """A template with its slots filled and labelled."""
    text, labels = "", []
    for part in re.split(r"(\{[ATPLWM]\})", template):
        if re.fullmatch(r"\{[ATPLWM]\}", part):
            words_of, kind = fill(part[1], words, rng)
            labels.append(Label(len(text), len(text) + len(words_of), kind))
            text += words_of
        else:
            text += part
    return text, labels


def order(clauses: Sequence[str], words: Vocabulary, rng: Random) -> tuple[str, list[Label]]:
    """Bodies and what one asks of them; what is asked begins with any of many verbs.

    The end of a name shows best where the name is new and so is the verb behind it.
    """
    text, labels = rng.choice(_ORDERS), []
    count = rng.choice((1, 1, 1, 2, 3))
    for number in range(count):
        if number:
            text += rng.choice((", ", " và ", "; ") if number == count - 1 else (", ", "; "))
        name, label = fill("T" if rng.random() < 0.1 else "A", words, rng)
        labels.append(Label(len(text), len(text) + len(name), label))
        text += name
    clause = rng.choice(clauses)
    manner = rng.choice(_MANNERS)
    if rng.random() < 0.85:
        clause = clause[:1].lower() + clause[1:]
    return f"{text} {manner}{clause}".replace(" :", ":"), labels


def renamed(
    text: str, labels: Sequence[Label], words: Vocabulary, rng: Random, share: float
) -> tuple[str, list[Label]]:
    """A sentence with a share of its agencies given other names."""
    out, moved, at = "", [], 0
    for one in labels:
        out += text[at : one.start]
        name = text[one.start : one.end]
        if one.label == "AGENCY" and rng.random() < share:
            name = agency(words, rng)
        moved.append(Label(len(out), len(out) + len(name), one.label))
        out += name
        at = one.end
    return out + text[at:], moved


def damaged(text: str, rng: Random, share: float) -> str:
    """A share of the syllables without their marks, as recognition leaves them."""
    return re.sub(r"[^\W\d_]+", lambda m: strip_marks(m[0]) if rng.random() < share else m[0], text)
