"""The one tree of errors: each has an exit code and words that tell a clerk what to do."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple, Self

from models.text import printable

_NAMES = frozenset({"file", "folder"})
"""Details that hold names nobody vouches for."""


class ExitCode(IntEnum):
    """What the command ends with."""

    OK = 0
    INTERNAL = 1
    USAGE = 2
    NOT_FOUND = 3
    EMPTY = 4
    UNSUPPORTED = 5
    DAMAGED = 6
    PASSWORD = 7
    NOTHING_READABLE = 8
    NOT_VIETNAMESE = 9
    MISSING_PROGRAM = 10
    PERMISSION = 11
    LIMIT = 12
    SECRET = 13
    DATABASE = 14
    SETTINGS = 15
    CRASHED = 16
    PARTIAL = 17
    """Several files were given and not all of them could be read."""
    TAKEN = 18
    ACCOUNT = 19
    """An account, a password or a token is refused."""
    NOT_REVIEWED = 20
    """People have to look at the notice first."""
    UNSOUND = 21
    """The database, a backup or an original is not as it should be."""


class Both(NamedTuple):
    """A detail that is told in words, Vietnamese and English."""

    vi: str
    en: str


class KetluanError(Exception):
    """Base of all errors that a person is told about.

    Subclasses give ``vi`` and ``en`` templates over the keyword arguments of the constructor.
    """

    exit_code = ExitCode.INTERNAL
    vi = "Lỗi trong chương trình: {detail}. Hãy báo cho người quản trị."
    en = "Internal error: {detail}. Please tell your administrator."

    def __init__(self, **details: object) -> None:
        self.details = details
        super().__init__(self.message("en"))

    def message(self, lang: str = "vi") -> str:
        """The words for a person, in Vietnamese or English."""
        template = self.vi if lang == "vi" else self.en
        shown = {key: _told(key, value, lang) for key, value in self.details.items()}
        return template.format_map(_Blank(shown))

    def __reduce__(self) -> tuple[object, ...]:
        return (_restore, (type(self), self.details))


def _told(key: str, value: object, lang: str) -> object:
    if isinstance(value, Both):
        return value.vi if lang == "vi" else value.en
    return printable(str(value)) if key in _NAMES else value


class _Blank(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "?"


def _restore(kind: type[KetluanError], details: dict[str, object]) -> KetluanError:
    return kind(**details)


class FileMissing(KetluanError):
    """No such file."""

    exit_code = ExitCode.NOT_FOUND
    vi = "Không tìm thấy tệp {file}. Hãy kiểm tra lại tên và thư mục."
    en = "File {file} was not found. Check its name and folder."


class EmptyFile(KetluanError):
    """Zero bytes, or blanks only."""

    exit_code = ExitCode.EMPTY
    vi = "Tệp {file} rỗng. Hãy quét hoặc sao chép lại văn bản."
    en = "File {file} is empty. Scan or copy the document again."


class UnsupportedFile(KetluanError):
    """Not a PDF, image or text."""

    exit_code = ExitCode.UNSUPPORTED
    vi = (
        "Tệp {file} không phải PDF, PNG, JPEG, TIFF hoặc văn bản UTF-8. "
        "Hãy xuất văn bản sang PDF (tệp nén thì giải nén trước) rồi thử lại."
    )
    en = (
        "File {file} is not a PDF, PNG, JPEG, TIFF or UTF-8 text. "
        "Save the document as PDF (unpack an archive first) and try again."
    )


class DamagedFile(KetluanError):
    """Begins like a PDF or an image but cannot be opened."""

    exit_code = ExitCode.DAMAGED
    vi = "Tệp {file} bị hỏng hoặc chưa chép xong. Hãy chép lại từ bản gốc hoặc quét lại."
    en = "File {file} is damaged or not fully copied. Copy it again or scan it again."


class PictureBroken(DamagedFile):
    """The data of a page's picture stop or go wrong half-way."""

    vi = (
        "Hình ảnh trong tệp {file} bị hỏng hoặc thiếu dữ liệu từ giữa chừng, phần còn lại không đọc "
        "được. Hãy chép lại từ máy quét hoặc quét lại."
    )
    en = (
        "The picture in {file} is damaged or stops half-way, and its rest cannot be read. "
        "Copy it from the scanner again or scan it again."
    )


class PasswordNeeded(KetluanError):
    """An encrypted PDF."""

    exit_code = ExitCode.PASSWORD
    vi = "Tệp {file} có mật khẩu. Hãy mở tệp, lưu lại bản không có mật khẩu rồi thử lại."
    en = "File {file} is protected by a password. Save a copy without it and try again."


class NothingReadable(KetluanError):
    """No text was found on any page."""

    exit_code = ExitCode.NOTHING_READABLE
    vi = (
        "Không đọc được chữ nào trong tệp {file}. "
        "Hãy kiểm tra bản quét (trang trắng, quá mờ) và quét lại ở 200-300 dpi."
    )
    en = "No text could be read in {file}. Check the scan and scan again at 200-300 dpi."


class NotVietnamese(KetluanError):
    """Text, but in no language that could be a notice."""

    exit_code = ExitCode.NOT_VIETNAMESE
    vi = (
        "Chữ trong tệp {file} không phải tiếng Việt hoặc hỏng quá nặng. "
        "Hãy kiểm tra đúng tệp; nếu có bản giấy hãy quét lại."
    )
    en = "The text of {file} is not Vietnamese or is damaged beyond repair. Check the file."


class PagesElsewhere(KetluanError):
    """The pages hold no notice, but the PDF has attachments or a form that its viewer draws."""

    exit_code = ExitCode.UNSUPPORTED
    vi = (
        "Trang của tệp {file} không có văn bản; văn bản nằm trong tệp đính kèm hoặc biểu mẫu động. "
        "Hãy mở bằng Adobe Reader, lưu từng tệp đính kèm (hoặc in biểu mẫu) thành PDF rồi thử lại."
    )
    en = (
        "The pages of {file} hold no notice, but it has attachments or a dynamic form. "
        "Open it in Adobe Reader, save each attachment (or print the form) as PDF and try again."
    )


class ProgramMissing(KetluanError):
    """Tesseract, its Vietnamese data or Poppler is not installed."""

    exit_code = ExitCode.MISSING_PROGRAM
    vi = "Máy chưa cài {program}. Hãy nhờ người quản trị chạy: apt-get install {package}"
    en = "{program} is not installed. Ask your administrator to run: apt-get install {package}"


class NoPermission(KetluanError):
    """A file or folder that may not be read or written."""

    exit_code = ExitCode.PERMISSION
    vi = "Không có quyền đọc hoặc ghi {file}. Hãy nhờ người quản trị cấp quyền."
    en = "No permission to read or write {file}. Ask your administrator for access."


class LimitExceeded(KetluanError):
    """A document broke a limit on time, memory, pages, pixels or output."""

    exit_code = ExitCode.LIMIT
    vi = (
        "Tệp {file} vượt giới hạn {limit}. Hãy tách tệp thành các phần nhỏ hơn "
        "hoặc nhờ người quản trị nâng giới hạn."
    )
    en = "File {file} is over the limit of {limit}. Split it, or have the limit raised."

    @classmethod
    def on_pages(cls, most: int, *, file: str) -> Self:
        """The limit on pages."""
        return cls(file=file, limit=Both(f"{most} trang", f"{most} pages"))

    @classmethod
    def on_pixels(cls, most: int, *, file: str) -> Self:
        """The limit on pixels of one page.

        >>> LimitExceeded.on_pixels(120_000_000, file="a.png").message("en")[:53]
        'File a.png is over the limit of 120 million pixels. S'
        """
        millions = f"{most / 1e6:g}"
        return cls(
            file=file, limit=Both(f"{millions} triệu điểm ảnh", f"{millions} million pixels")
        )


class EndlessLine(LimitExceeded):
    """A line that no page could hold: a dump, or a text that lost its line ends."""

    vi = (
        "Tệp {file} có một dòng dài hơn {limit}, không phải văn bản viết theo dòng. "
        "Hãy kiểm tra đúng tệp; nếu đúng, hãy ngắt dòng theo từng đoạn hoặc lưu thành PDF rồi thử lại."
    )
    en = (
        "File {file} has a line of more than {limit}. Check that it is the right file; if so, "
        "break the line at each paragraph, or save it as PDF, and try again."
    )

    @classmethod
    def on_letters(cls, most: int, *, file: str) -> Self:
        """The limit on the length of a line."""
        return cls(file=file, limit=Both(f"{most} ký tự", f"{most} characters"))


class ReaderCrashed(KetluanError):
    """The child process died on the document."""

    exit_code = ExitCode.CRASHED
    vi = "Chương trình đọc bị dừng đột ngột khi mở tệp {file} ({detail}). Hãy quét lại văn bản."
    en = "The reader stopped unexpectedly on {file} ({detail}). Scan the document again."


class SecretDocument(KetluanError):
    """A secrecy mark was seen; nothing of the text is kept."""

    exit_code = ExitCode.SECRET
    vi = (
        "Tệp {file} có dấu độ mật. Không lưu nội dung. "
        "Hãy xử lý theo quy định bảo vệ bí mật nhà nước."
    )
    en = "File {file} carries a secrecy mark. Nothing was kept. Handle it by the rules on secrets."


class DatabaseTrouble(KetluanError):
    """The database cannot be reached, opened or written."""

    exit_code = ExitCode.DATABASE
    vi = "Không dùng được cơ sở dữ liệu {database}: {detail}."
    en = "The database {database} cannot be used: {detail}."


class RecordMissing(KetluanError):
    """No task or document of this id is in the database."""

    exit_code = ExitCode.NOT_FOUND
    vi = "Không có {what} số {id} trong cơ sở dữ liệu. Hãy xem số ở cột đầu của `ketluan tasks`."
    en = "No {what} with id {id} is in the database. See the first column of `ketluan tasks`."


class NoSuchDocument(KetluanError):
    """No document was read from a file of this content."""

    exit_code = ExitCode.NOT_FOUND
    vi = "Chưa đọc văn bản nào từ tệp này ({sha256}). Tệp đang chờ, hoặc ở khu cách ly."
    en = "No document was read from this file ({sha256}). It waits, or lies in the quarantine."


class ChangedMeanwhile(KetluanError):
    """Somebody else changed the document after this person looked at it."""

    exit_code = ExitCode.USAGE
    vi = (
        "Văn bản số {id} vừa được {by} sửa (bản {now}, bạn đang xem bản {seen}). "
        "Chưa ghi gì. Hãy tải lại rồi ghi lần nữa."
    )
    en = (
        "Document {id} was changed by {by} meanwhile (revision {now}, you look at {seen}). "
        "Nothing was recorded. Load it again and repeat."
    )


class CannotRecord(KetluanError):
    """What a person wants to record cannot be: an unknown unit, a day to come."""

    exit_code = ExitCode.USAGE
    vi = "Không ghi được: {detail}."
    en = "This cannot be recorded: {detail}."


class NotReviewed(KetluanError):
    """A notice that people have not gone through is no gold."""

    exit_code = ExitCode.NOT_REVIEWED
    vi = (
        "Văn bản số {id} chưa rà soát xong: còn {doubts} nghi vấn và {tasks} nhiệm vụ chưa xác nhận. "
        "Hãy rà soát trước, hoặc thêm --as-is để xuất nguyên trạng."
    )
    en = (
        "Document {id} is not reviewed: {doubts} doubts are open, {tasks} tasks not confirmed. "
        "Review it first, or add --as-is to write it as it is."
    )


class Unsound(KetluanError):
    """Rows, hashes or files of the database do not fit together."""

    exit_code = ExitCode.UNSOUND
    vi = "Cơ sở dữ liệu có {count} chỗ không khớp, đã in ở trên. Hãy khôi phục từ bản sao lưu gần nhất."
    en = "The database has {count} faults, printed above. Restore the newest backup."


class BadBackup(KetluanError):
    """A file that is no whole backup of ours."""

    exit_code = ExitCode.UNSOUND
    vi = "Tệp {file} không phải bản sao lưu dùng được ({detail}). Cơ sở dữ liệu giữ nguyên."
    en = "File {file} is no usable backup ({detail}). The database was left as it was."


class FolderTaken(KetluanError):
    """Another process watches the folder."""

    exit_code = ExitCode.TAKEN
    vi = "Thư mục {folder} đang được một chương trình ketluan khác theo dõi. Hãy dừng nó trước."
    en = "Folder {folder} is being watched by another ketluan. Stop that one first."


class AccountRefused(KetluanError):
    """An account cannot be made or changed so."""

    exit_code = ExitCode.ACCOUNT
    vi = "Không thực hiện được với tài khoản: {detail}."
    en = "This cannot be done with the account: {detail}."


class NoSuchAccount(AccountRefused):
    """No account has this name."""

    vi = "Không có tài khoản {name}. Hãy xem danh sách: ketluan user list"
    en = "There is no account {name}. See: ketluan user list"


class SignInRefused(KetluanError):
    """Name and password do not belong together, or the account is closed; never said which."""

    exit_code = ExitCode.ACCOUNT
    vi = "Sai tên hoặc mật khẩu. Hãy thử lại, hoặc nhờ người quản trị đặt lại mật khẩu."
    en = "Wrong name or password. Try again, or ask your administrator for a new password."


class TooManyTries(KetluanError):
    """Too many failed sign-ins from this place or into this account."""

    exit_code = ExitCode.ACCOUNT
    vi = "Đăng nhập sai quá nhiều lần. Hãy thử lại sau {minutes} phút."
    en = "Too many failed sign-ins. Try again in {minutes} minutes."


class BadSettings(KetluanError):
    """ketluan.toml or the environment holds a value that cannot be used."""

    exit_code = ExitCode.SETTINGS
    vi = "Cấu hình sai: {detail}."
    en = "Bad settings: {detail}."


class BadTable(BadSettings):
    """A table of agencies or days off that an office has edited cannot be used."""

    vi = "Bảng {table} sai: {detail}. Hãy sửa bảng rồi lưu lại dạng văn bản UTF-8, chia cột bằng tab."
    en = "Table {table}: {detail}. Mend it and save it as tab-separated UTF-8 text."
