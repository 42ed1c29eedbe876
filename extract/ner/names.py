"""Names of bodies that official texts list line by line: each line is one whole name."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extract.phrases import Phrases

from extract.letters import UPPER
from extract.tokenizer import pieces, syllable_key

_ITEM = re.compile(rf"^(?:\d{{1,2}}|[a-zđ])[.)]\s*([{UPPER}][^.;:()\d\"“”/]{{6,90}})[.;]?$")
_SENTENCE = re.compile(
    r"\s(?:của|theo|được|có|quy định|tại|trong|cho|là|này|các|khi|đối với|phải|không|trách nhiệm|hoặc|về việc"
    r"|do|để|bằng|từ|đến|sau|trước|trên|kết quả|khác|báo cáo|như|đã|nếu|bị|chịu|ban hành|và các|thuộc|trình|quyết định)(?=\s|$)"
)
_LONGEST = 13  # syllables


def listed_names(lines: Iterable[str], heads: Phrases[str]) -> list[str]:
    """Names in lists of "cơ cấu tổ chức": a head noun, then a field in capitals.

    >>> from extract.phrases import Phrases
    >>> listed_names(["3. Cục Kiểm lâm.", "4. Bộ trưởng quy định."], Phrases([("Cục", "Cục")]))
    ['Cục Kiểm lâm']
    """
    names: dict[str, None] = {}
    for line in lines:
        item = _ITEM.match(line.strip())
        if item is None or _SENTENCE.search(item[1]):
            continue
        name = " ".join(item[1].split()).rstrip(" ,-")
        words = pieces(name)
        head = heads.end([syllable_key(p.text) for p in words], 0)
        field = words[head : head + 1]
        if head and field and field[0].text[:1].isupper() and len(words) <= _LONGEST:
            names[name] = None
    return list(names)


def held_out(name: str) -> bool:
    """Whether a name is kept from training: a third, by a fixed hash of its letters."""
    return zlib.crc32(name.lower().encode()) % 3 == 0
