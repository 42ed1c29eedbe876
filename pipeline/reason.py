"""The file beside a refused one that tells a clerk why, and what to do."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.errors import KetluanError

_TEXT = """{message}

Tệp: {name}
Lúc: {at}
Nguyên nhân (mã): {cause}

Để thử lại: chuyển thư mục này về thư mục nhận, hoặc chạy: ketluan retry
To try again: move this folder back to the inbox, or run: ketluan retry

({english})
"""


def reason(name: str, error: KetluanError) -> str:
    """What the file says.

    >>> from models.errors import EmptyFile
    >>> reason("TB 286.pdf", EmptyFile(file="TB 286.pdf")).splitlines()[0]
    'Tệp TB 286.pdf rỗng. Hãy quét hoặc sao chép lại văn bản.'
    """
    return _TEXT.format(
        message=error.message("vi"),
        english=error.message("en"),
        name=name,
        at=time.strftime("%d/%m/%Y %H:%M"),
        cause=type(error).__name__,
    )
