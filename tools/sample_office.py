"""An office to look at: the sample scan, and notices written for the purpose around today."""

from __future__ import annotations

import datetime as dt
import random
from functools import partial
from typing import TYPE_CHECKING, Final

from db import Report, Store, TaskFilter, tasks, today
from db.accounts import add_account, hash_password
from models import AccountRole, WorkState
from pipeline.documents import Documents
from pipeline.settings import Folders, Settings, Web

if TYPE_CHECKING:
    from pathlib import Path

PASSWORD: Final = "chi de xem thu"  # noqa: S105  of an office that lives as long as its pictures
PEOPLE: Final = {"lan": AccountRole.CLERK, "minh": AccountRole.ADMIN}
_UNITS: Final = (
    "Phòng Nội vụ", "Phòng Tài chính - Kế hoạch", "Phòng Tư pháp", "Phòng Quản lý đô thị",
    "Phòng Giáo dục và Đào tạo", "Phòng Y tế", "Thanh tra quận", "Phòng Văn hóa và Thông tin",
)  # fmt: skip
_WORKS: Final = (
    "rà soát các hồ sơ trễ hạn, báo cáo nguyên nhân và giải pháp khắc phục",
    "nâng tỷ lệ hồ sơ trực tuyến toàn trình lên ít nhất 70%",
    "tham mưu Ủy ban nhân dân quận kế hoạch kiểm tra công vụ tại các phường",
    "hoàn thành số hóa kết quả giải quyết thủ tục hành chính còn hiệu lực",
    "tổng hợp kiến nghị của cử tri và trả lời bằng văn bản",
    "kiểm tra tiến độ giải ngân vốn đầu tư công, đề xuất điều chuyển vốn của dự án chậm",
)
_TOPICS: Final = ("cải cách hành chính", "đầu tư công", "chuyển đổi số", "giáo dục và y tế")


def settings_in(folder: Path) -> Settings:
    """The settings of the office in a folder."""
    return Settings(
        database_url=f"sqlite:///{folder / 'ketluan.db'}",
        lang="vi",
        folders=Folders(
            inbox=folder / "inbox",
            work=folder / "work",
            archive=folder / "archive",
            quarantine=folder / "quarantine",
        ),
        web=Web(pictures=folder / "pictures"),
    )


def make_office(folder: Path, scan: Path, *, notices: int = 12) -> Settings:
    """Read the scan and the notices into a new database; what was made before is used again."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = settings_in(folder)
    if (folder / "ketluan.db").exists():
        return settings
    rng = random.Random(7)
    with Store.open(settings.database_url) as store, Documents(settings) as documents:
        for name, role in PEOPLE.items():
            hashed = hash_password(PASSWORD, name=name)
            store.write(partial(add_account, name=name, password=hashed, role=role, by="ketluan"))
        for number in range(notices):
            path = folder / f"tb-{120 + 7 * number}.txt"
            path.write_text(_notice(rng, number, notices), encoding="utf-8")
            made = documents.process(path)
            store.save(made.reading, made.notice, source=path)
        made = documents.process(scan)
        store.save(made.reading, made.notice, source=scan.absolute())
        _work(store, rng)
    _refuse(settings)
    return settings


def _notice(rng: random.Random, number: int, count: int) -> str:
    issued = today() - dt.timedelta(days=24 * (count - number) + 5)
    lines = [
        "ỦY BAN NHÂN DÂN", "QUẬN GÒ VẤP", "VĂN PHÒNG", f"Số: {120 + 7 * number}/TB-VP",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        f"Gò Vấp, ngày {issued.day:02} tháng {issued.month:02} năm {issued.year}", "",
        "THÔNG BÁO",
        "Kết luận của đồng chí Nguyễn Thị Mẫu, Phó Chủ tịch Ủy ban nhân dân quận",
        f"tại cuộc họp về {_TOPICS[number % 4]}", "",
        "Đồng chí Nguyễn Thị Mẫu, Phó Chủ tịch Ủy ban nhân dân quận kết luận như sau:",
        "1. Nhiệm vụ",
    ]  # fmt: skip
    for unit in rng.sample(_UNITS, 5):
        day = issued + dt.timedelta(days=rng.randint(12, 60))
        helper = rng.choice([other for other in _UNITS if other != unit])
        joint = f" chủ trì, phối hợp {helper}" if rng.random() < 0.4 else ""
        lines.append(
            f"- Giao {unit}{joint} {rng.choice(_WORKS)}; hoàn thành trước ngày {day:%d/%m/%Y}."
        )
    lines.append(f"- Giao {rng.choice(_UNITS)} thường xuyên theo dõi, đôn đốc việc thực hiện.")
    return "\n".join([*lines, "", "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "CHÁNH VĂN PHÒNG", ""])


def _work(store: Store, rng: random.Random) -> None:
    with store.session() as session:
        rows = tasks(session, TaskFilter())
    for row in rows:
        last, chance = row.last_day, rng.random()
        if last is not None and last < today() and chance < 0.86:
            day = min(last + dt.timedelta(days=rng.choice((-9, -4, -1, 0, 6))), today())
            report = Report(state=WorkState.DONE, day=day, result_document=f"{row.task_id}/BC")
        elif chance < 0.5:
            report = Report(percent=rng.choice((20, 40, 60, 80)), note="Đang tổng hợp số liệu")
        else:
            continue
        if row.leads:
            store.progress(row.task_id, report, by="lan")


def _refuse(settings: Settings) -> None:
    case = settings.folders.quarantine / "TB 301 scan lại~0f3a"
    case.mkdir(parents=True)
    (case / "TB 301 scan lại.pdf").write_bytes(b"%PDF-1.4\n")
    told = (
        "Tệp TB 301 scan lại.pdf bị hỏng hoặc chưa chép xong. "
        "Hãy chép lại từ bản gốc hoặc quét lại.\n\nTệp: TB 301 scan lại.pdf\n"
    )
    (case / "LY-DO.txt").write_text(told, encoding="utf-8")
