"""Names of dropped files: never trusted, made safe to store and to show."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path, PurePath
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

if TYPE_CHECKING:
    from models.notice import Head

REASON = "LY-DO.txt"
"""The file beside a quarantined one that says why."""
_ADDRESS = "file://"
_HALF = re.compile("[\ud800-\udfff]")
_MOST_BYTES = 140
"""Of a stem; leaves room below the 255 of most file systems."""
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]')
_IGNORED = re.compile(
    r"""^(?: \..* | ~.* | \$.* | .*~ | thumbs\.db | desktop\.ini | @eadir | ly-do\.txt
        | .*\.(?: tmp | temp | part | partial | filepart | crdownload | download | swp | lock ) )$""",
    re.IGNORECASE | re.VERBOSE,
)


def ignored(name: str) -> bool:
    """Whether a file or folder is hidden, temporary or the system's own.

    >>> [ignored(n) for n in (".a.pdf", "~$b.docx", "Thumbs.db", "c.pdf.crdownload", "LY-DO.txt")]
    [True, True, True, True, True]
    >>> ignored("TB 286.pdf"), ignored("khong-duoi")
    (False, False)
    """
    return _IGNORED.match(name) is not None


def shown(name: str) -> str:
    r"""A name as it can be printed and stored: NFC, no controls, no half characters.

    >>> shown("Thông báo\u202efdp.exe"), shown("a\nb.pdf"), shown("\udcff.pdf")
    ('Thông báo_fdp.exe', 'a_b.pdf', '�.pdf')
    """
    decoded = os.fsencode(name).decode("utf-8", "replace")
    return _UNSAFE.sub("_", unicodedata.normalize("NFC", decoded))


def told(path: Path) -> str:
    r"""A path as text that a database takes; as an address where its bytes are no UTF-8.

    >>> told(Path("/srv/286.pdf")), told(Path("/srv/b\udcff.pdf"))
    ('/srv/286.pdf', 'file:///srv/b%FF.pdf')
    """
    text = str(path)
    return path.absolute().as_uri() if _HALF.search(text) else text


def meant(text: str) -> Path:
    r"""The path of which ``told`` made a text.

    >>> meant("/srv/286%FF.pdf").name, meant("file:///srv/b%FF.pdf").name
    ('286%FF.pdf', 'b\udcff.pdf')
    """
    if text.startswith(_ADDRESS):
        return Path(os.fsdecode(unquote_to_bytes(text.removeprefix(_ADDRESS))))
    return Path(text)


def safe(name: str) -> str:
    r"""A name that every file system takes, with its ending kept.

    >>> safe("TB 286/..\\x.PDF"), safe("  .pdf "), safe("a" * 300 + ".pdf")[-6:]
    ('TB 286_.._x.PDF', 'tep.pdf', 'aa.pdf')
    """
    pure = PurePath(shown(name).strip(" .") or "tep")
    stem, suffix = pure.stem, pure.suffix
    if name.strip().startswith(".") and not suffix:
        stem, suffix = "tep", f".{stem}"
    if len(suffix.encode()) > 16:
        stem, suffix = stem + suffix, ""
    return _cut(stem, _MOST_BYTES).rstrip(" .") + suffix


def part(text: str | None, otherwise: str) -> str:
    """One folder's name of a field that was read: letters, digits and dashes only.

    >>> part("TB-UBND", "x"), part("../..", "khong-so"), part("QĐ/TTg", "x"), part(None, "x")
    ('TB-UBND', 'khong-so', 'QĐ-TTg', 'x')
    """
    clean = re.sub(r"[^\w-]+", "-", unicodedata.normalize("NFC", text or "")).strip("-_")
    return _cut(clean, 60) or otherwise


def shelf(head: Head, file: Path, sha256: str) -> str:
    """Where a document that was read belongs: ``2024/286-TB-UBND/name~hash.pdf``.

    The hash makes the place the document's own: the same bytes come to the same place however
    often they are dropped, others never.
    """
    year = str(head.issue_date.year) if head.issue_date else "khong-ro-nam"
    number = "-".join(filter(None, (head.number, head.symbol)))
    name = f"{file.stem}~{sha256[:12]}{file.suffix}"
    return f"{year}/{part(number, 'khong-ro-so')}/{name}"


def _cut(text: str, most: int) -> str:
    return text.encode("utf-8", "replace")[:most].decode("utf-8", "ignore")
