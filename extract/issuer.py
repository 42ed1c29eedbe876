"""Who issued a document: names of the letterhead's left column put together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extract.running_case import running_case
from extract.skeleton import skeleton

if TYPE_CHECKING:
    from collections.abc import Sequence

_UNIT_LINE = re.compile(
    r"^(?:tinh|thanh pho|tp\.?|quan|huyen|thi xa|thi tran|xa|phuong|dac khu|khu vuc)\s+(?!uy\b)\S"
)
_HEAD_LINE = re.compile(
    r"^(?:uy ban|ubnd|hdnd|hoi dong|so|bo|phong|ban|van phong|cuc|chi cuc|tong cuc|trung tam|thanh tra|cong an|truong|benh vien"
    r"|vien|tong cong ty|cong ty|tap doan|hoi|lien doan|doan|mat tran|tinh uy|thanh uy|quan uy|huyen uy|thi uy|dang uy|chi bo|dang bo"
    r"|kho bac|bao hiem|toa an|vu|ngan hang|dai|bao|vpub|bql|lien minh|chinh phu|thu tuong|quoc hoi|to cong tac|hai quan|thue|cuc thue|chi nhanh|co quan)\b"
)
_UNIT_AT_END = re.compile(
    r"\b(?:tỉnh|thành phố|Thành phố|quận|huyện|thị xã|xã|phường|thị trấn|đặc khu)\s+\S.*$"
)
_NEEDS_UNIT = re.compile(r"^(?:Sở|Phòng|Văn phòng|Thanh tra|Ban|Trung tâm|Chi cục|Công an)\b")
_GENERAL = {
    skeleton(name): name
    for name in (
        "Văn phòng",
        "Ban Thường trực",
        "Thường trực",
        "Ban Thường vụ",
        "Cơ quan Thường trực",
    )
}
"""Names that say nothing without the body above; in capitals the marks are the first to be lost."""
_COUNCIL = re.compile(r"^(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Hội đồng nhân dân|HĐND)\b")


class Issuer(NamedTuple):
    """Who issued a document and the body above it."""

    name: str | None
    parent: str | None


def read_issuer(lines: Sequence[str], body: str = "") -> Issuer:
    """Issuer and parent from the lines of the letterhead's left column.

    An office that prints no more than "VĂN PHÒNG" or its field is named with the unit above.

    >>> read_issuer(["ỦY BAN NHÂN DÂN", "QUẬN BÌNH ĐÔNG", "VĂN PHÒNG"])
    Issuer(name='Văn phòng Ủy ban nhân dân quận Bình Đông', parent='Ủy ban nhân dân quận Bình Đông')
    >>> read_issuer(["UBND TỈNH ĐÔNG GIANG", "SỞ NÔNG NGHIỆP", "VÀ MÔI TRƯỜNG"]).name
    'Sở Nông nghiệp và Môi trường tỉnh Đông Giang'
    >>> read_issuer(["ỦY BAN NHÂN DÂN HUYỆN X", "VĂN PHÒNG HĐND VÀ UBND"]).name
    'Văn phòng HĐND và UBND huyện X'
    >>> read_issuer(["ỦY BAN NHÂN DÂN", "QUẬN BÌNH ĐÔNG", "VAN PHONG"]).name
    'Văn phòng Ủy ban nhân dân quận Bình Đông'
    >>> read_issuer(["BỘ TÀI CHÍNH", "CỤC QUẢN LÝ GIÁ"])
    Issuer(name='Cục Quản lý giá', parent='Bộ Tài chính')
    """
    groups = _grouped([clean for line in lines if (clean := _without_ink(line))])
    names = [running_case(" ".join(group), body) for group in groups]
    if not names:
        return Issuer(None, None)
    if len(names) == 1:
        return Issuer(names[0], None)
    parent, name = names[-2], names[-1]
    if general := _GENERAL.get(skeleton(name)):
        return Issuer(f"{general} {parent}", parent)
    unit = _UNIT_AT_END.search(parent)
    if (
        unit
        and _COUNCIL.match(parent)
        and _NEEDS_UNIT.match(name)
        and not _UNIT_AT_END.search(name)
    ):
        place = unit[0].split(" ", 1)[-1]
        if not name.endswith((place, *("tỉnh", "huyện", "quận", "xã", "phường", "thành phố"))):
            return Issuer(f"{name} {unit[0]}", parent)
        if not name.endswith(place):
            return Issuer(
                f"{name.rsplit(' ', len(unit[0].split()) - len(place.split()))[0]} {unit[0]}",
                parent,
            )
    return Issuer(name, parent)


def _without_ink(line: str) -> str:
    """A line without marks of dust at its ends, where print has letters, digits or a dash.

    >>> _without_ink("'SỞ GIÁO DỤC_"), _without_ink("LIÊN ĐOÀN LAO ĐỘNG -")
    ('SỞ GIÁO DỤC', 'LIÊN ĐOÀN LAO ĐỘNG -')
    """
    return re.sub(r"^[\W_]+|[^\w)\-–,]+$|_+$", "", line.strip())


def _grouped(lines: Sequence[str]) -> list[list[str]]:
    """Lines of one name together: a line begins a name where it begins with a body's noun."""
    groups: list[list[str]] = []
    for line in lines:
        bones = " ".join(skeleton(line).split())
        before = skeleton(groups[-1][-1]).rstrip() if groups else ""
        open_end = before.endswith((",", "-", " va", " cua"))
        starts = _HEAD_LINE.match(bones) and not _UNIT_LINE.match(bones)
        if groups and (open_end or not starts):
            groups[-1].append(line.strip())
        else:
            groups.append([line.strip()])
    return groups
