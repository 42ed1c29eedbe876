"""Small readings and notices for the tests of the database."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from models import (
    Assignee,
    Bound,
    Box,
    Chair,
    Comparator,
    Deadline,
    DeadlineKind,
    Edit,
    EditKind,
    Evidence,
    Finding,
    FindingKind,
    Flag,
    Head,
    Line,
    LineRole,
    Notice,
    Page,
    PageKind,
    Percentage,
    Reading,
    Recipient,
    Reference,
    Role,
    Section,
    SectionKind,
    Signer,
    Span,
    Stamp,
    Task,
    TaskNature,
    Word,
)


def evidence(line: int = 0, start: int = 0, end: int = 4, page: int = 1) -> Evidence:
    box = Box(left=10.0, top=20.5, right=90.25, bottom=33.0)
    span = Span(page=page, line=line, start=start, end=end, box=box)
    return Evidence(spans=(span,), confidence=0.9)


def reading(file: str = "a.pdf", content: str | None = None, version: str = "0.1.0") -> Reading:
    word = Word(
        raw="Giao", text="Giao", start=0, confidence=0.91, bold=True,
        box=Box(left=10, top=20, right=40, bottom=33),
    )  # fmt: skip
    mended = Word(raw="Phdng", text="Phòng", start=5, confidence=0.62)
    lines = (
        Line(raw="Giao Phdng", text="Giao Phòng", words=(word, mended)),
        Line(raw="2", text="2", role=LineRole.PAGE_NUMBER),
    )
    return Reading(
        file=file,
        sha256=hashlib.sha256((content or file).encode()).hexdigest(),
        media_type="application/pdf",
        pages=(
            Page(number=1, kind=PageKind.SCAN, width=595, height=842, lines=lines, engine="t 5"),
            Page(number=2, kind=PageKind.BLANK, width=595, height=842, rotation=90, skew=0.4),
        ),
        edits=(
            Edit(
                page=1, line=0, word=1, raw="Phdng", text="Phòng", kind=EditKind.REPAIR,
                probability=0.98, runner_up="Phường", review=False,
            ),
        ),
        stamps=(Stamp(text="ĐẾN Số 12", page=1, signed_at="2024-08-20T08:00:00+07:00"),),
        damage="vie",
        version=version,
    )  # fmt: skip


def task(path: str = "2.1/1", text: str = "Rà soát hồ sơ quá hạn.", **more: Any) -> Task:  # noqa: ANN401
    fields: dict[str, Any] = {
        "page": 1,
        "evidence": evidence(),
        "assignees": (assignee(),),
    }
    return Task(path=path, text=text, **(fields | more))


def assignee(name: str = "Phòng Nội vụ", role: Role = Role.LEAD, **more: Any) -> Assignee:  # noqa: ANN401
    return Assignee(name=name, role=role, evidence=evidence(), **more)


def deadline(day: dt.date | None, bound: Bound | None = Bound.BEFORE, **more: Any) -> Deadline:  # noqa: ANN401
    fields: dict[str, Any] = {
        "verbatim": f"trước ngày {day:%d/%m/%Y}" if day else "thường xuyên",
        "kind": DeadlineKind.DATE if day else DeadlineKind.CONTINUOUS,
        "date": day,
        "bound": bound if day else None,
        "evidence": evidence(),
    }
    return Deadline(**(fields | more))


def head(number: str | None = "153", **more: Any) -> Head:  # noqa: ANN401
    fields: dict[str, Any] = {
        "type": "Thông báo",
        "number": number,
        "symbol": "TB-VPUB",
        "issuer": "Văn phòng Ủy ban nhân dân quận",
        "place": "Gò Vấp",
        "issue_date": dt.date(2024, 8, 20),
        "title": "Kết luận của Chủ tịch tại cuộc họp cải cách hành chính",
        "chair": Chair(name="Nguyễn Văn An", role="Chủ tịch", evidence=evidence()),
        "meeting_date": dt.date(2024, 8, 13),
        "signer": Signer(title="CHÁNH VĂN PHÒNG", authority="TL", evidence=evidence()),
        "recipients": (Recipient(text="Thường trực", purpose="để b/c", evidence=evidence()),),
        "abbreviations": {"CCHC": "Cải cách hành chính"},
        "evidence": {"number": evidence()},
        "flags": (Flag(code="signer_name_missing", field="signer.name"),),
    }
    return Head(**(fields | more))


def notice(*tasks: Task, number: str | None = "153", **more: Any) -> Notice:  # noqa: ANN401
    findings = (
        Finding(
            verbatim="02/10 chỉ tiêu", kind=FindingKind.RATIO, value=2, of=10,
            evidence=evidence(), flags=(Flag(code="count_differs", detail="2 ≠ 3"),),
        ),
    )  # fmt: skip
    section = Section(path="2", kind=SectionKind.ASSIGNMENT, heading="Nhiệm vụ")
    return Notice(
        head=head(number, **more),
        sections=(section,),
        tasks=tasks or three_tasks(),
        findings=findings,
        flags=(Flag(code="letterhead_missing"),),
    )


def three_tasks() -> tuple[Task, ...]:
    return (
        task(
            deadlines=(deadline(dt.date(2024, 10, 31)),),
            percentages=(
                Percentage(
                    verbatim="ít nhất 20%", value=20.0, comparator=Comparator.AT_LEAST,
                    measure="số lượng TTHC", evidence=evidence(),
                ),
            ),
            assignees=(
                assignee(agency="phong-noi-vu"),
                assignee("Phòng Tư pháp", Role.COORDINATE),
                assignee("Văn phòng UBND quận", Role.SUPERVISE),
            ),
            references=(Reference(verbatim="Nghị quyết 08", number="08", evidence=evidence()),),
            report_to=("Chủ tịch UBND quận",),
            flags=(Flag(code="weekend", field="deadlines.0.date"),),
        ),
        task(
            "2.1/2", "Nâng tỷ lệ dịch vụ công trực tuyến.", nature=TaskNature.CONTINUOUS,
            deadlines=(deadline(None),), assignees=(assignee("Thủ trưởng các cơ quan"),),
        ),
        task("2.2", "Chấn chỉnh kỷ luật, kỷ cương.", assignees=()),
    )  # fmt: skip
