"""Bodies that issue notices, who works for them, and in which years they were so.

Places are invented where the notice needs a name of its own; the kinds of bodies are real: three
tiers until 30 June 2025, two since 1 July 2025, ministries merged in March 2025.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

TWO_TIERS = dt.date(2025, 7, 1)
MERGERS = dt.date(2025, 3, 1)


class Tier(NamedTuple):
    """One kind of issuing body in one period."""

    key: str
    first: dt.date
    last: dt.date
    unit: str
    """``quận``, ``huyện``, ``tỉnh``, ``phường`` …; empty for ministries."""
    places: tuple[str, ...]
    units: dict[str, tuple[str, ...]]
    """Units by field of administration."""
    head_noun: str
    """Said once in a distributed list: ``Phòng``, ``Sở``, ``Bộ``, ``Vụ``."""
    office: str
    """The office that follows the tasks up."""
    groups: tuple[str, ...]
    heads: tuple[str, ...]
    outside: tuple[str, ...]
    """Bodies outside the chain of command: asked with "Đề nghị"."""
    below: tuple[str, tuple[str, ...]]
    """Kind of unit below and invented names of some: ("xã", ("Tân An", ...))."""


_DISTRICT = {
    "budget": ("Phòng Tài chính - Kế hoạch",),
    "invest": ("Ban Quản lý dự án đầu tư xây dựng", "Phòng Tài chính - Kế hoạch"),
    "land": ("Phòng Tài nguyên và Môi trường", "Trung tâm Phát triển quỹ đất"),
    "digital": ("Phòng Văn hóa và Thông tin",),
    "health": ("Phòng Y tế", "Trung tâm Y tế"),
    "school": ("Phòng Giáo dục và Đào tạo",),
    "environ": ("Phòng Tài nguyên và Môi trường",),
    "reform": ("Phòng Nội vụ",),
    "culture": ("Phòng Văn hóa và Thông tin", "Phòng Lao động - Thương binh và Xã hội"),
    "justice": ("Phòng Tư pháp",),
    "trade": ("Phòng Kinh tế",),
    "staff": ("Phòng Nội vụ",),
}
_QUAN = {
    **_DISTRICT,
    "build": ("Phòng Quản lý đô thị", "Đội Quản lý trật tự đô thị"),
    "fire": ("Công an quận",),
    "justice": ("Phòng Tư pháp", "Thanh tra quận"),
}
_HUYEN = {
    **_DISTRICT,
    "build": ("Phòng Kinh tế và Hạ tầng",),
    "trade": ("Phòng Kinh tế và Hạ tầng",),
    "fire": ("Công an huyện", "Ban Chỉ huy Quân sự huyện"),
    "justice": ("Phòng Tư pháp", "Thanh tra huyện"),
    "farm": ("Phòng Nông nghiệp và Phát triển nông thôn", "Hạt Kiểm lâm"),
}
_TINH_OLD = {
    "budget": ("Sở Tài chính", "Cục Thuế tỉnh"),
    "invest": ("Sở Kế hoạch và Đầu tư",),
    "land": ("Sở Tài nguyên và Môi trường",),
    "digital": ("Sở Thông tin và Truyền thông",),
    "health": ("Sở Y tế",),
    "school": ("Sở Giáo dục và Đào tạo",),
    "environ": ("Sở Tài nguyên và Môi trường",),
    "fire": ("Công an tỉnh",),
    "reform": ("Sở Nội vụ", "Văn phòng Ủy ban nhân dân tỉnh"),
    "build": ("Sở Xây dựng", "Sở Giao thông vận tải"),
    "farm": ("Sở Nông nghiệp và Phát triển nông thôn",),
    "culture": ("Sở Văn hóa, Thể thao và Du lịch", "Sở Lao động - Thương binh và Xã hội"),
    "justice": ("Sở Tư pháp", "Thanh tra tỉnh"),
    "trade": ("Sở Công Thương", "Ban Quản lý Khu kinh tế"),
    "staff": ("Sở Nội vụ",),
}
_TINH_NEW = {
    **_TINH_OLD,
    "budget": ("Sở Tài chính", "Thuế tỉnh"),
    "invest": ("Sở Tài chính", "Ban Quản lý dự án đầu tư xây dựng các công trình giao thông tỉnh"),
    "land": ("Sở Nông nghiệp và Môi trường", "Văn phòng Đăng ký đất đai"),
    "digital": ("Sở Khoa học và Công nghệ",),
    "environ": ("Sở Nông nghiệp và Môi trường",),
    "build": ("Sở Xây dựng",),
    "farm": ("Sở Nông nghiệp và Môi trường", "Chi cục Thủy lợi"),
    "culture": ("Sở Văn hóa, Thể thao và Du lịch", "Sở Nội vụ"),
}
_PHUONG = {
    "budget": ("Phòng Kinh tế, Hạ tầng và Đô thị",),
    "invest": ("Phòng Kinh tế, Hạ tầng và Đô thị",),
    "land": ("Phòng Kinh tế, Hạ tầng và Đô thị",),
    "build": ("Phòng Kinh tế, Hạ tầng và Đô thị",),
    "trade": ("Phòng Kinh tế, Hạ tầng và Đô thị",),
    "environ": ("Phòng Kinh tế, Hạ tầng và Đô thị",),
    "digital": ("Trung tâm Phục vụ hành chính công",),
    "reform": ("Trung tâm Phục vụ hành chính công", "Văn phòng HĐND và UBND"),
    "health": ("Trạm Y tế", "Phòng Văn hóa - Xã hội"),
    "school": ("Phòng Văn hóa - Xã hội",),
    "culture": ("Phòng Văn hóa - Xã hội",),
    "staff": ("Phòng Văn hóa - Xã hội",),
    "justice": ("Văn phòng HĐND và UBND",),
    "fire": ("Công an phường", "Ban Chỉ huy Quân sự phường"),
}
_XA = {
    key: tuple(
        name.replace("Phòng Kinh tế, Hạ tầng và Đô thị", "Phòng Kinh tế").replace("phường", "xã")
        for name in names
    )
    for key, names in _PHUONG.items()
} | {"farm": ("Phòng Kinh tế",)}
_BO_OLD = {
    "budget": ("Bộ Tài chính",),
    "invest": ("Bộ Kế hoạch và Đầu tư",),
    "land": ("Bộ Tài nguyên và Môi trường",),
    "digital": ("Bộ Thông tin và Truyền thông",),
    "health": ("Bộ Y tế",),
    "school": ("Bộ Giáo dục và Đào tạo",),
    "environ": ("Bộ Tài nguyên và Môi trường",),
    "fire": ("Bộ Công an",),
    "reform": ("Bộ Nội vụ",),
    "build": ("Bộ Xây dựng", "Bộ Giao thông vận tải"),
    "farm": ("Bộ Nông nghiệp và Phát triển nông thôn",),
    "culture": ("Bộ Văn hóa, Thể thao và Du lịch", "Bộ Lao động - Thương binh và Xã hội"),
    "justice": ("Bộ Tư pháp", "Thanh tra Chính phủ"),
    "trade": ("Bộ Công Thương",),
    "staff": ("Bộ Nội vụ",),
}
_BO_NEW = {
    **_BO_OLD,
    "invest": ("Bộ Tài chính",),
    "land": ("Bộ Nông nghiệp và Môi trường",),
    "digital": ("Bộ Khoa học và Công nghệ",),
    "environ": ("Bộ Nông nghiệp và Môi trường",),
    "build": ("Bộ Xây dựng",),
    "farm": ("Bộ Nông nghiệp và Môi trường",),
    "culture": ("Bộ Văn hóa, Thể thao và Du lịch", "Bộ Dân tộc và Tôn giáo"),
}
_SO = {
    "budget": ("Phòng Kế hoạch - Tài chính",),
    "invest": ("Phòng Quản lý xây dựng công trình", "Phòng Kế hoạch - Tài chính"),
    "land": ("Phòng Quản lý đất đai", "Văn phòng Đăng ký đất đai"),
    "environ": ("Chi cục Bảo vệ môi trường",),
    "farm": ("Chi cục Chăn nuôi và Thú y", "Chi cục Kiểm lâm", "Trung tâm Khuyến nông"),
    "digital": ("Trung tâm Công nghệ thông tin",),
    "reform": ("Văn phòng Sở",),
    "justice": ("Thanh tra Sở",),
    "staff": ("Phòng Tổ chức cán bộ",),
}

_START, _END = dt.date(2022, 1, 1), dt.date(2026, 10, 31)
_EVE = TWO_TIERS - dt.timedelta(days=1)

TIERS = (
    Tier(
        "quan",
        _START,
        _EVE,
        "quận",
        ("Nam Thành", "Hải Thượng", "Bình An Đông", "Kim Liên Tây"),
        _QUAN,
        "Phòng",
        "Văn phòng Ủy ban nhân dân quận",
        ("Ủy ban nhân dân các phường", "các phòng, ban, đơn vị thuộc quận"),
        ("Thủ trưởng các phòng, ban thuộc quận", "Chủ tịch Ủy ban nhân dân các phường"),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam quận", "Chi cục Thuế quận", "Bảo hiểm xã hội quận"),
        ("phường", ("Phú Hậu", "Trường An Bắc", "Long Hưng", "Tân Hòa Tây", "Đồng Tâm")),
    ),
    Tier(
        "huyen",
        _START,
        _EVE,
        "huyện",
        ("Thượng Lâm", "Phước Điền", "Ea Nuôl", "Bắc Sơn Hạ"),
        _HUYEN,
        "Phòng",
        "Văn phòng HĐND và UBND huyện",
        ("UBND các xã, thị trấn", "các phòng, ban, ngành của huyện"),
        ("Trưởng các phòng, ban chuyên môn", "Chủ tịch UBND các xã, thị trấn"),
        ("Kho bạc Nhà nước huyện", "Điện lực huyện", "Ngân hàng Chính sách xã hội huyện"),
        ("xã", ("Phước Lộc", "Trà Don", "Cẩm Sơn", "Hòa Thắng", "Sơn Kỳ")),
    ),
    Tier(
        "tinh-cu",
        _START,
        _EVE,
        "tỉnh",
        ("Lam Châu", "An Hải", "Tây Khánh", "Hòa Vinh"),
        _TINH_OLD,
        "Sở",
        "Văn phòng Ủy ban nhân dân tỉnh",
        ("Ủy ban nhân dân các huyện, thị xã, thành phố", "các sở, ban, ngành"),
        ("Giám đốc các sở", "Chủ tịch Ủy ban nhân dân các huyện, thị xã, thành phố"),
        ("Ngân hàng Nhà nước chi nhánh tỉnh", "Tỉnh đoàn", "Hội Nông dân tỉnh"),
        ("huyện", ("Bình Lâm", "Thạch Khê", "Đông Phú", "Sa Pả", "Krông Ana")),
    ),
    Tier(
        "tinh-moi",
        TWO_TIERS,
        _END,
        "tỉnh",
        ("Lam Châu", "An Hải", "Tây Khánh", "Bắc Lĩnh"),
        _TINH_NEW,
        "Sở",
        "Văn phòng Ủy ban nhân dân tỉnh",
        ("Ủy ban nhân dân các xã, phường", "các sở, ban, ngành, địa phương"),
        ("Thủ trưởng các sở, ban, ngành", "Chủ tịch Ủy ban nhân dân các xã, phường, đặc khu"),
        ("Kho bạc Nhà nước khu vực", "Liên đoàn Lao động tỉnh", "Công ty Điện lực tỉnh"),
        ("xã", ("Bình Lâm", "Thạch Khê", "Đông Phú", "Ia Púch", "Vạn Thọ")),
    ),
    Tier(
        "phuong",
        TWO_TIERS,
        _END,
        "phường",
        ("Hải Thượng", "Nam Thành", "Phú Hậu", "An Bình Trung"),
        _PHUONG,
        "Phòng",
        "Văn phòng HĐND và UBND",
        ("các phòng, đơn vị thuộc phường", "các khu phố"),
        ("Trưởng các phòng chuyên môn", "Trưởng các khu phố"),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam phường", "Thuế cơ sở 4", "Bảo hiểm xã hội cơ sở"),
        ("khu phố", ("3", "7", "12", "15", "21")),
    ),
    Tier(
        "xa",
        TWO_TIERS,
        _END,
        "xã",
        ("Phước Điền", "Trà Don", "Cẩm Sơn Thượng", "Hòa Thắng"),
        _XA,
        "Phòng",
        "Văn phòng HĐND và UBND",
        ("các phòng, đơn vị thuộc xã", "các thôn"),
        ("Trưởng các phòng chuyên môn", "Trưởng các thôn"),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam xã", "Hội Liên hiệp Phụ nữ xã", "Điện lực khu vực"),
        ("thôn", ("Đông", "Thượng", "Hạ", "Trung", "An Khê")),
    ),
    Tier(
        "so",
        MERGERS,
        _END,
        "sở",
        ("Lam Châu", "An Hải", "Tây Khánh", "Bắc Lĩnh"),
        _SO,
        "Phòng",
        "Văn phòng Sở",
        ("các phòng, đơn vị trực thuộc Sở", "các Chi cục trực thuộc"),
        ("Trưởng các phòng chuyên môn", "Thủ trưởng các đơn vị trực thuộc Sở"),
        ("Công đoàn ngành", "Hiệp hội Doanh nghiệp tỉnh", "Đoàn Thanh niên Sở"),
        ("xã", ("Bình Lâm", "Thạch Khê", "Đông Phú", "Ia Púch", "Vạn Thọ")),
    ),
    Tier(
        "vpcp-cu",
        _START,
        MERGERS - dt.timedelta(days=1),
        "",
        ("Hà Nội",),
        _BO_OLD,
        "Bộ",
        "Văn phòng Chính phủ",
        ("Ủy ban nhân dân các tỉnh, thành phố trực thuộc trung ương", "các bộ, cơ quan liên quan"),
        ("Bộ trưởng các bộ liên quan", "Chủ tịch Ủy ban nhân dân các tỉnh, thành phố"),
        ("Tập đoàn Điện lực Việt Nam", "Ngân hàng Nhà nước Việt Nam", "Hội Nông dân Việt Nam"),
        ("tỉnh", ("Quảng Nam", "Lâm Đồng", "Sơn La", "Bến Tre", "Phú Yên")),
    ),
    Tier(
        "vpcp-moi",
        MERGERS,
        _END,
        "",
        ("Hà Nội",),
        _BO_NEW,
        "Bộ",
        "Văn phòng Chính phủ",
        ("Ủy ban nhân dân các tỉnh, thành phố trực thuộc trung ương", "các bộ, ngành, địa phương"),
        ("Bộ trưởng các bộ liên quan", "Chủ tịch Ủy ban nhân dân các tỉnh, thành phố"),
        (
            "Tập đoàn Điện lực Việt Nam",
            "Ngân hàng Nhà nước Việt Nam",
            "Tổng công ty Đường sắt Việt Nam",
        ),
        ("tỉnh", ("Lâm Đồng", "Sơn La", "Đắk Lắk", "Vĩnh Long", "Lào Cai")),
    ),
)

FAMILY = (
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Huỳnh",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
)
MIDDLE = (
    "Văn",
    "Thị",
    "Đức",
    "Minh",
    "Quang",
    "Thanh",
    "Ngọc",
    "Hữu",
    "Xuân",
    "Thị Thu",
    "Anh",
    "Quốc",
    "Thùy",
)
GIVEN = (
    "Hùng",
    "Lan",
    "Sơn",
    "Hương",
    "Dũng",
    "Thủy",
    "Tuấn",
    "Mai",
    "Khánh",
    "Phượng",
    "Long",
    "Oanh",
    "Trí",
    "Nga",
    "Bình",
    "Quỳnh",
    "Việt",
    "Yến",
    "Hậu",
    "Trâm",
)
