"""Who sends a composed notice, about which meeting, to whom, signed by whom."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from samples.draft import Letterhead
from samples.items import units
from samples.phrases import FIELDS, bodies, prose
from samples.phrases.terms import day_words, short_day

if TYPE_CHECKING:
    from random import Random

    from samples.phrases.bodies import Tier


class Sender(NamedTuple):
    """The issuing body with its letterhead and the way it signs."""

    issuer: str
    parent: tuple[str, ...]
    caps: tuple[str, ...]
    symbol: str
    place: str
    boss: str
    chair_role: str
    authority: tuple[str, ...]


class Meeting(NamedTuple):
    """The meeting that was concluded."""

    title: str
    chair: str
    day: dt.date
    preamble: tuple[str, ...]


def sender(random: Random, tier: Tier) -> Sender:
    """One of the bodies of a tier that may issue such a notice."""
    place = random.choice(tier.places)
    if not tier.unit:
        return _cabinet_office(random)
    if tier.key == "so":
        return _department(random, place)
    body = f"Ủy ban nhân dân {tier.unit}"
    role = random.choice((f"Chủ tịch {body}", f"Phó Chủ tịch {body}"))
    if tier.key in {"huyen", "xa"} and random.random() < 0.6:
        role = role.replace("Ủy ban nhân dân", "UBND")
    boss = random.choice((f"Chủ tịch {body}", body, f"Lãnh đạo {body}"))
    if tier.key in {"huyen", "xa"}:
        boss = boss.replace("Ủy ban nhân dân", "UBND")
    whole = ("ỦY BAN NHÂN DÂN", f"{tier.unit} {place}".upper())
    deputy = random.random() < 0.4
    if tier.key in {"quan", "tinh-cu", "tinh-moi"} and random.random() < 0.55:
        office = ("KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG") if deputy else ("CHÁNH VĂN PHÒNG",)
        symbol = random.choice(("TB-VP", "TB-VPUB", "TB-VPUBND"))
        return Sender(
            f"Văn phòng {body} {place}", whole, ("VĂN PHÒNG",), symbol, place, boss, role, office
        )
    authority = random.choice(
        (
            ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"),
            ("TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
            ("TUQ. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"),
            ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
            ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        )
    )
    return Sender(f"{body} {place}", (), whole, "TB-UBND", place, boss, role, authority)


def _cabinet_office(random: Random) -> Sender:
    role = random.choice(("Phó Thủ tướng Chính phủ", "Thủ tướng Chính phủ"))
    return Sender(
        "Văn phòng Chính phủ", (), ("VĂN PHÒNG CHÍNH PHỦ",), "TB-VPCP", "Hà Nội",
        random.choice(("Thủ tướng Chính phủ", "Phó Thủ tướng Chính phủ")), role,
        random.choice(
            (("KT. BỘ TRƯỞNG, CHỦ NHIỆM", "PHÓ CHỦ NHIỆM"), ("BỘ TRƯỞNG, CHỦ NHIỆM",))
        ),
    )  # fmt: skip


def _department(random: Random, place: str) -> Sender:
    return Sender(
        f"Sở Nông nghiệp và Môi trường tỉnh {place}",
        (f"UBND TỈNH {place.upper()}",),
        ("SỞ NÔNG NGHIỆP", "VÀ MÔI TRƯỜNG"),
        random.choice(("TB-SNNMT", "TB-SNN&MT")),
        place,
        "Giám đốc Sở",
        random.choice(("Giám đốc Sở", "Phó Giám đốc Sở")),
        random.choice(
            (("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"), ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), ("GIÁM ĐỐC",))
        ),
    )


def person(random: Random) -> str:
    """An invented name."""
    return " ".join(random.choice(part) for part in (bodies.FAMILY, bodies.MIDDLE, bodies.GIVEN))


def meeting(random: Random, tier: Tier, field: str, issued: dt.date, from_: Sender) -> Meeting:
    """Title, chair and the opening paragraphs."""
    chair = person(random)
    day = issued - dt.timedelta(days=random.randint(1, 12))
    kind = random.choice(prose.MEETINGS)
    topic = random.choice(FIELDS[field].topics)
    period = random.choice((f" tháng {day.month} năm {day.year}", f" năm {day.year}", ""))
    about = f"{kind} về {topic}{period}"
    role = from_.chair_role
    named = random.choice(
        (f"đồng chí {chair} - {role}", f"{role} {chair}", f"đồng chí {chair}, {role}")
    )
    title = f"{random.choice(('Kết luận của', 'Kết luận của', 'Ý kiến kết luận của'))} {named} tại {about}"
    shown = random.choice((day_words(day).removeprefix("ngày "), short_day(day)))
    room = random.choice(("", "", f", {random.choice(prose.ROOMS)}"))
    opening = f"{random.choice(prose.PARTS_OF_DAY)} {shown}{room}, {named} đã chủ trì {about}."
    attending = random.sample(units(tier), min(3, len(units(tier))))
    if random.random() < 0.7:
        opening += " " + random.choice(prose.ATTENDING).format(units=", ".join(attending))
    heard = random.choice(prose.HEARD).format(unit=attending[0], chair=role)
    return Meeting(title, chair, day, (opening, heard))


def recipients(random: Random, tier: Tier) -> tuple[str, ...]:
    """Lines of "Nơi nhận" without dash and final mark."""
    top = {
        "": ("Thủ tướng, các Phó Thủ tướng (để b/c)", "Các bộ, cơ quan ngang bộ"),
        "sở": ("UBND tỉnh (để b/c)", "Ban Giám đốc Sở"),
    }.get(
        tier.unit,
        (f"Thường trực {tier.unit.capitalize()} ủy (để b/c)", f"CT, các PCT UBND {tier.unit}"),
    )
    if tier.unit in {"phường", "xã"}:
        top = (f"Thường trực Đảng ủy {tier.unit} (để b/c)", f"CT, các PCT UBND {tier.unit}")
    middle = (
        "Như thành phần dự họp",
        capital_group(random.choice(tier.groups)),
        "Cổng Thông tin điện tử",
    )
    desk = random.choice(("VT", "VT, TH", "VT, NC", "VT, KT (2b)"))
    return (*top, *random.sample(middle, random.randint(1, 3)), f"Lưu: {desk}")


def capital_group(name: str) -> str:
    """A group at the head of a line."""
    return name[:1].upper() + name[1:]


def letterhead(
    from_: Sender, number: str | None, issued: dt.date | None, year: dt.date
) -> Letterhead:
    """The two columns; number and day are blank where a clerk writes them in by hand."""
    date = day_words(issued) if issued else f"ngày        tháng {year.month} năm {year.year}"
    return Letterhead(
        parent=from_.parent,
        issuer=from_.caps,
        number=f"Số: {number or '          '}/{from_.symbol}",
        place_date=f"{from_.place}, {date}",
    )
