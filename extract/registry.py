"""The registry of agencies: names, aliases, validity and successors, read from tables."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from extract.letters import UPPER
from extract.office_tables import DATA, Row, rows
from extract.phrases import Phrases
from models.agency import Agency, Resolved
from models.errors import Both
from models.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

AREAS = ("", "central", "province", "district", "commune", "department", "local", "party")
"""What may stand in the column ``level``."""
_COLUMNS = ("key", "name", "short", "level", "parent", "valid_from", "valid_to", "aliases")
_LIKENESS = 88.0  # of 100: one letter in eight may be damaged
_SHORT = (
    (re.compile(r"\bUBND\b"), "Ủy ban nhân dân"),
    (re.compile(r"\bHĐND\b"), "Hội đồng nhân dân"),
    (re.compile(r"\bVP\b\.?"), "Văn phòng"),
    (re.compile(r"\b(?:TP|Tp)\b\.?\s*"), "thành phố "),
    (re.compile(r"\bBQL\b"), "Ban Quản lý"),
    (re.compile(r"\bP\.(?=\w)"), "Phòng "),
    (re.compile(r"\s*&\s*"), " và "),
)
_TITLE = re.compile(
    r"^(?:các\s+)?(?:(?:Phó\s+)?(?:Tổng\s+)?Giám đốc|(?:Phó\s+)?Chủ tịch(?:\s+Thường trực)?|Thủ trưởng"
    r"|(?:Phó\s+)?Trưởng(?=\s+(?:Phòng|Ban|Công an))|(?:Phó\s+)?(?:Chi\s+|Tổng\s+)?[Cc]ục trưởng|(?:Phó\s+)?Viện trưởng"
    r"|(?:Phó\s+)?Chánh(?=\s+(?:Văn phòng|Thanh tra))|Chánh án|Bộ trưởng|Thứ trưởng|Lãnh đạo"
    r"|Hiệu trưởng|(?:Phó\s+)?Vụ trưởng|Chỉ huy trưởng|Thống đốc|(?:Phó\s+)?Bí thư)\s+"
)
_PLACED = re.compile(
    r"(?:tỉnh|thành phố|quận|huyện|thị xã|xã|phường|thị trấn|đặc khu|các|khu vực|số|cấp)(?!\w)"
    rf"|[\d{UPPER}]"
)
"""What stands behind a listed name and says where, not what."""
_LEVELS = {
    "tinh": "province", "huyen": "district", "quan": "district", "thi xa": "district",
    "xa": "commune", "phuong": "commune", "dac khu": "commune", "thi tran": "commune",
    "thanh pho": "province",
}  # fmt: skip
_KEPT = 4096
"""Answers that are kept: a notice asks for each of its names many times over, the next for others."""
_FIRST_COMMUNE_DAY = dt.date(2025, 7, 1)


class Registry:
    """Agencies by key, by name and by alias."""

    def __init__(self, agencies: Iterable[Agency]) -> None:
        self.agencies = {agency.key: agency for agency in agencies}
        self._resolved = lru_cache(maxsize=_KEPT)(self._resolve)
        self._has = lru_cache(maxsize=_KEPT)(self._is_listed)
        self._by_name: dict[str, list[Agency]] = defaultdict(list)
        for agency in self.agencies.values():
            for name in _names(agency):
                rows = self._by_name[fold(name)]
                if agency not in rows:
                    rows.append(agency)

    @classmethod
    def load(cls, agencies: Path | None = None, successors: Path | None = None) -> Registry:
        """The packaged tables, or an office's own in the same columns.

        Raises:
            BadTable: one cannot be used.
        """
        heirs: dict[str, list[str]] = defaultdict(list)
        for row in rows(successors or DATA / "agency_successors.tsv", ("old", "new")):
            heirs[row.needed("old")].append(row.needed("new"))
        return cls(_agency(row, heirs) for row in _unlike(agencies or DATA / "agencies.tsv"))

    @cached_property
    def phrases(self) -> Phrases[str]:
        """All names and aliases as they are met in text; the value is the name as written."""
        return Phrases((written, written) for written in self.written)

    @cached_property
    def written(self) -> tuple[str, ...]:
        """All names and aliases, with the usual short forms of their parts."""
        return tuple(
            written
            for agency in self.agencies.values()
            for name in _names(agency)
            for written in _spellings(name)
        )

    def resolve(
        self, name: str, *, on: dt.date | None = None, issuer: str | None = None
    ) -> Resolved | None:
        """The agency a name stands for on a day.

        A head stands for the unit. The longest known beginning of the name counts; what follows
        (its place) is given back. Among agencies of one name the one of the place's level, then of
        the issuer's level, then the one valid on the day is taken. A name that is known but not
        valid on the day is resolved with ``valid=False``. Groups have no key.

        >>> registry = Registry.load()
        >>> found = registry.resolve("Giám đốc Sở Giao thông vận tải", on=dt.date(2025, 8, 1))
        >>> found.key, found.valid
        ('province/so-giao-thong-van-tai', False)
        """
        return self._resolved(name, on, issuer)

    def _resolve(self, name: str, on: dt.date | None, issuer: str | None) -> Resolved | None:
        written = _unit(name)
        if re.match(r"(?i:các|mỗi|mọi|từng|những|một số)\s", name):
            return None
        exact = self._exact(written)
        if exact is None:
            return self._alike(written, on, issuer)
        agencies, rest = exact
        return self._choose(agencies, rest, on, issuer, 1.0)

    def has(self, name: str) -> bool:
        """Whether a name, or one of its beginnings with a place behind it, is in the registry.

        >>> registry = Registry.load()
        >>> registry.has("Sở Y tế tỉnh Quảng Ngãi"), registry.has("Sở Y tế dự phòng")
        (True, False)
        """
        return self._has(name)

    def _is_listed(self, name: str) -> bool:
        found = self._exact(_unit(name))
        return found is not None and (not found[1] or _PLACED.match(found[1]) is not None)

    def successors(self, key: str, on: dt.date | None = None) -> tuple[Agency, ...]:
        """The agencies that do the work of ``key`` on a day, over several reforms."""
        agency = self.agencies.get(key)
        if agency is None:
            return ()
        day = on or dt.date.max
        if agency.valid_on(day) or not agency.successors:
            return (agency,)
        found = (heir for new in agency.successors for heir in self.successors(new, on))
        return tuple(dict.fromkeys(found))

    def _exact(self, name: str) -> tuple[list[Agency], str] | None:
        words = name.split()
        for count in range(len(words), 0, -1):
            agencies = self._by_name.get(fold(" ".join(words[:count])))
            if agencies:
                return agencies, " ".join(words[count:])
        return None

    def _alike(self, name: str, on: dt.date | None, issuer: str | None) -> Resolved | None:
        folded = fold(name)
        if len(folded) < 8:
            return None
        best = process.extractOne(
            folded, self._by_name.keys(), scorer=fuzz.ratio, score_cutoff=_LIKENESS
        )
        if best is None:
            return None
        return self._choose(self._by_name[best[0]], "", on, issuer, best[1] / 100)

    def _choose(
        self,
        agencies: list[Agency],
        rest: str,
        on: dt.date | None,
        issuer: str | None,
        score: float,
    ) -> Resolved:
        level = _level(rest, on) or _level(issuer or "", on)

        def fitness(agency: Agency) -> tuple[bool, bool, bool]:
            return (
                level is not None and agency.level == level,
                on is None or agency.valid_on(on),
                agency.valid_to is None,
            )

        agency = max(agencies, key=fitness)
        valid = on is None or agency.valid_on(on)
        if not valid:
            alive = [a for a in agencies if a.valid_on(on)] if on else []
            # Of two bodies of one name the level of the place says which is meant.
            if alive and level is None:
                agency, valid = alive[0], True
        return Resolved(
            key=agency.key, name=agency.name, valid=valid, score=score, place=rest or None
        )


def _unlike(table: Path) -> Iterator[Row]:
    """Its rows; two of one key are an error, for one of them would be lost."""
    keys: dict[str, int] = {}
    for row in rows(table, _COLUMNS):
        key = row.needed("key")
        if first := keys.get(key):
            raise row.wrong(
                "key",
                Both(f"“{key}” đã có ở dòng {first}", f"“{key}” stands in line {first} already"),
            )
        keys[key] = row.line
        yield row


def _agency(row: Row, heirs: Mapping[str, Sequence[str]]) -> Agency:
    return Agency(
        key=row.needed("key"),
        name=row.needed("name"),
        short=row.text("short") or None,
        level=row.one_of("level", AREAS) or None,
        parent=row.text("parent") or None,
        valid_from=row.day("valid_from"),
        valid_to=row.day("valid_to"),
        aliases=tuple(filter(None, map(str.strip, row.text("aliases").split("|")))),
        successors=tuple(heirs.get(row.needed("key"), ())),
    )


def _names(agency: Agency) -> Iterator[str]:
    yield re.sub(r"\s*\(.*?\)$", "", agency.name)
    yield from agency.aliases
    if agency.short and len(agency.short) > 3 and agency.short.isupper():
        yield agency.short


def _spellings(name: str) -> Iterator[str]:
    yield name
    for long, short in (("Ủy ban nhân dân", "UBND"), ("Hội đồng nhân dân", "HĐND"), (" và ", "&")):
        if long in name:
            yield name.replace(long, short)


def _unit(name: str) -> str:
    written = _TITLE.sub("", " ".join(name.split()), count=1)
    written = re.sub(r"^(?:Phó\s+)?Trưởng phòng\s+(?=\S)", "Phòng ", written)
    for pattern, full in _SHORT:
        written = pattern.sub(full, written)
    return " ".join(written.split())


def _level(words: str, on: dt.date | None) -> str | None:
    folded = fold(words)
    best: tuple[int, str] | None = None
    for word, level in _LEVELS.items():
        match = re.search(rf"\b{word}\b", folded)
        if match and (best is None or match.start() < best[0]):
            best = (match.start(), level)
    if best is None:
        return None
    commune_only = on is not None and on >= _FIRST_COMMUNE_DAY
    return "commune" if best[1] == "district" and commune_only and "phuong" in folded else best[1]
