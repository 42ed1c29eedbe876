"""Examples of everything that is asked and answered, all about one small notice."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import models as m
from db import (
    AuditRow,
    Cell,
    CorrectionRow,
    Counts,
    DueState,
    FlagRow,
    NoticePage,
    NoticeRow,
    Overview,
    StoredTask,
    TaskRow,
    UnitCounts,
    Work,
    WorkState,
)
from db.accounts import AccountRow, Person
from db.tokens import TokenRow
from web.api import counts, documents, notices, people, recording, tasks
from web.arriving import Arrived

if TYPE_CHECKING:
    from pydantic import BaseModel

_DAY: Final = dt.date(2024, 10, 31)
_LAST: Final = dt.date(2024, 10, 30)
_AT: Final = dt.datetime(2024, 8, 21, 1, 30, tzinfo=dt.UTC)
_TEXT: Final = (
    "Giao Phòng Nội vụ chủ trì, phối hợp với Phòng Tư pháp rà soát hồ sơ quá hạn, "
    "báo cáo trước ngày 31/10/2024."
)
_SHA: Final = "3f" * 32
_SEEN: Final = "9b1f63ac20d4e577"


def _at(start: int, end: int) -> m.Evidence:
    box = m.Box(left=85 + 4 * start, top=310, right=85 + 4 * end, bottom=324)
    return m.Evidence(
        spans=(m.Span(page=1, line=12, start=start, end=end, box=box),), confidence=0.96
    )


_DOUBT: Final = m.Flag(code="weekend", field="deadlines.0.date")
_TASK: Final = m.Task(
    path="2.1",
    page=1,
    text=_TEXT,
    assignees=(
        m.Assignee(name="Phòng Nội vụ", role=m.Role.LEAD, evidence=_at(5, 17)),
        m.Assignee(name="Phòng Tư pháp", role=m.Role.COORDINATE, evidence=_at(41, 54)),
    ),
    deadlines=(
        m.Deadline(
            verbatim="trước ngày 31/10/2024",
            kind=m.DeadlineKind.DATE,
            date=_DAY,
            bound=m.Bound.BEFORE,
            evidence=_at(87, 108),
        ),
    ),
    evidence=_at(0, 108),
    confidence=0.96,
    flags=(_DOUBT,),
)
_HEAD: Final = m.Head(
    type="Thông báo",
    number="153",
    symbol="TB-VPUB",
    issuer="Văn phòng Ủy ban nhân dân quận",
    place="Quận 2",
    issue_date=dt.date(2024, 8, 20),
    title="Kết luận của Chủ tịch Ủy ban nhân dân quận tại cuộc họp về cải cách hành chính",
    chair=m.Chair(name="Nguyễn Văn An", role="Chủ tịch", evidence=_at(0, 13)),
)
_WORK: Final = Work(
    assignee_id=31,
    lead="Phòng Nội vụ",
    unit="phong noi vu",
    state=WorkState.UNDER_WAY,
    last_day=_LAST,
    due=DueState.SOON,
    cell=Cell.OPEN_IN_TIME,
    days_late=-3,
    days_late_on_paper=-3,
    percent=60,
    note="Đã rà soát 120/200 hồ sơ",
)
_ROW: Final = TaskRow(
    task_id=9,
    document_id=7,
    number="153",
    symbol="TB-VPUB",
    issue_date=_HEAD.issue_date,
    title=_HEAD.title,
    file="TB 153.pdf",
    path="2.1",
    page=1,
    text=_TEXT,
    leads=("Phòng Nội vụ",),
    coordinators=("Phòng Tư pháp",),
    supervisors=(),
    deadline="trước ngày 31/10/2024",
    due=_DAY,
    last_day=_LAST,
    percentages=(),
    nature="one_off",
    flags=("weekend",),
    issuer=_HEAD.issuer,
    chair="Nguyễn Văn An - Chủ tịch",
    chair_name="Nguyễn Văn An",
    work=(_WORK,),
)
_NOTICE: Final = NoticeRow(
    document_id=7,
    file="TB 153.pdf",
    sha256=_SHA,
    type="Thông báo",
    number="153",
    symbol="TB-VPUB",
    issuer=_HEAD.issuer,
    issue_date=_HEAD.issue_date,
    title=_HEAD.title,
    confidence=0.94,
    duplicate_of=None,
    revision=3,
    version="0.1.0",
    stored_at=_AT,
    read_at=_AT,
    tasks=1,
    doubts=1,
)
_STORED: Final = StoredTask(
    task_id=9, task=_TASK, row=_ROW, withdrawn=False, confirmed_at=None, confirmed_by=None
)
_FLAG: Final = FlagRow(flag_id=4, document_id=7, task_id=9, part="deadline", ordinal=0, flag=_DOUBT)
_CORRECTION: Final = CorrectionRow(
    task_id=None, field="place", machine="Quận 7", person="Quận 2", by="lan", at=_AT
)
_ENTRY: Final = AuditRow(
    audit_id=12,
    at=_AT,
    by="lan",
    action="progress",
    document_id=7,
    task_id=9,
    field=None,
    before=None,
    after={"percent": 60, "units": ["Phòng Nội vụ"], "day": "2024-10-21"},
)
_ACCOUNT: Final = AccountRow(
    account_id=2, name="lan", role=m.AccountRole.CLERK, active=True, made_at=_AT, password_at=_AT
)
_TOKEN: Final = TokenRow(
    token_id=5,
    account_id=2,
    account="lan",
    name="báo cáo tháng",
    access=m.Access.READ,
    made_at=_AT,
    expires_at=dt.datetime(2099, 12, 31, 16, 59, 59, tzinfo=dt.UTC),
    used_at=None,
    revoked_at=None,
)
_COUNTS: Final = Counts(done_in_time=14, done_late=2, open_in_time=5, open_late=1, standing=3)
_PAGE: Final = m.Page(
    number=1,
    kind=m.PageKind.SCAN,
    width=595,
    height=842,
    lines=(
        m.Line(
            raw="Giao Phdng Nội vụ",
            text="Giao Phòng Nội vụ",
            words=(m.Word(raw="Phdng", text="Phòng", start=5, confidence=0.62),),
        ),
    ),
)

ALL: Final[tuple[BaseModel, ...]] = (
    tasks.TaskPage(rows=(_ROW,), after="WyJuZXdlc3QiLCIyMDI0LTA4LTIwIiw3LDBd", total=25),
    tasks.OneTask(
        notice=_NOTICE, stored=_STORED, seen=_SEEN, flags=(_FLAG,), corrections=()
    ),
    tasks.Progress(percent=60, note="Đã rà soát 120/200 hồ sơ", day=dt.date(2024, 10, 21)),
    tasks.NewAssignment(
        name="Phòng Nội vụ",
        instead_of="Văn phòng",
        reason="chuyển theo chức năng",
        day=dt.date(2024, 9, 3),
    ),
    tasks.NewDay(
        new_day=dt.date(2024, 11, 30),
        agreed_by="Chủ tịch",
        agreed_on=dt.date(2024, 10, 25),
        document="1234/UBND",
    ),
    recording.Recorded(document_id=7, revision=4, ids=(9,)),
    recording.Entries(rows=(_ENTRY,), after=None),
    NoticePage(rows=(_NOTICE,), after=None),
    notices.OneNotice(
        about=_NOTICE,
        source="archive/2024/153-TB-VPUB/TB 153~3f3f3f3f3f3f.pdf",
        notice=m.Notice(head=_HEAD, tasks=(_TASK,)),
        tasks=(_STORED,),
        flags=(_FLAG,),
        corrections=(_CORRECTION,),
        copies=(),
        seen=(
            notices.PartSeen(task_id=None, seen="0c77d1f02b9a4e13"),
            notices.PartSeen(task_id=9, seen=_SEEN),
        ),
    ),
    m.Reading(
        file="TB 153.pdf", sha256=_SHA, media_type="application/pdf", version="0.1.0",
        pages=(_PAGE,),
    ),
    notices.Correction(field="place", value="Quận 2", seen="0c77d1f02b9a4e13"),
    notices.Confirmation(task=9, seen=_SEEN),
    notices.Doubts(rows=(_FLAG,), after=None),
    Overview(
        as_of=dt.date(2024, 10, 27),
        documents=6,
        tasks=24,
        counts=_COUNTS,
        due={DueState.SOON: 2, DueState.AHEAD: 3, DueState.LATE: 1, DueState.STANDING: 3},
        doubts=4,
        without_lead=1,
    ),
    counts.Units(
        as_of=dt.date(2024, 10, 27),
        rows=(UnitCounts(unit="phong noi vu", name="Phòng Nội vụ", counts=_COUNTS),),
    ),
    counts.Found(tasks=(_ROW,), notices=(_NOTICE,)),
    Arrived(name="TB 153.pdf", sha256=_SHA, bytes=482_113, media_type="application/pdf"),
    documents.Read(sha256=_SHA, notice=_NOTICE),
    Person(
        account_id=2, name="lan", role=m.AccountRole.CLERK, access=m.Access.READ,
        token="báo cáo tháng",  # noqa: S106  what it is for, not the secret
    ),
    _ACCOUNT,
    people.Accounts(rows=(_ACCOUNT,)),
    people.NewAccount(
        name="lan", password="một câu dài dễ nhớ", role=m.AccountRole.CLERK  # noqa: S106
    ),
    people.AccountChange(active=False),
    _TOKEN,
    people.Tokens(rows=(_TOKEN,)),
    people.WantedToken(account="lan", name="báo cáo tháng", expires_at=_TOKEN.expires_at),
    people.MadeToken(token=_TOKEN, secret="ketluan_" + "x" * 43),
)  # fmt: skip


PARAMETERS: Final[dict[str, object]] = {
    "after": ALL[0].model_dump()["after"],
    "as_of": "2024-10-27",
    "assignee": "phong noi vu",
    "code": "weekend",
    "count": True,
    "document_id": 7,
    "due": ["qua_han", "sap_den_han"],
    "due_after": "2024-10-01",
    "due_before": "2024-10-31",
    "duplicates": False,
    "flag_id": 4,
    "flagged": True,
    "if-match": '"3-5f1d8a0c7be24e90"',
    "kind": "date",
    "limit": 50,
    "name": "TB 153.pdf",
    "path string name": "lan",
    "query integer after": 120,
    "no_deadline": True,
    "notice": "153/TB-VPUB",
    "role": "lead",
    "search": "phong noi vu",
    "sha256": _SHA,
    "sort": "due",
    "state": "dang_thuc_hien",
    "task_id": 9,
    "text": "ho so, qua han",
    "token_id": 5,
    "unit": "phong noi vu",
    "withdrawn": False,
    "words": "cải cách hành chính",
}
"""Of parameters, by name; where two share one, with place and type before it."""


def by_name() -> dict[str, object]:
    """The examples by the name of their schema."""
    sent = {"Progress", "NewAssignment", "NewDay", "Correction", "Confirmation", "AccountChange"}
    return {
        type(one).__name__: one.model_dump(mode="json", exclude_defaults=type(one).__name__ in sent)
        for one in ALL
    }
