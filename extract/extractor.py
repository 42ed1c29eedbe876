"""A reading in, a notice out: head, outline, drafts and fields put together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.calendar import Calendar
from extract.checks import count_flags, head_flags, task_flags
from extract.dates import DateContext
from extract.deadlines import find_deadlines
from extract.drafts import Walk
from extract.findings import find_findings, find_present
from extract.flow import Flow
from extract.found import Found
from extract.head import read_head
from extract.names import NO_NAMES, names_in
from extract.outline import outline
from extract.paragraphs import PrintedBody
from extract.parties import Party
from extract.task_fields import Surroundings, make_task, nature_of, with_evidence
from models.notice import Addressed, Deadline, Finding, Notice, Scope, Section, Task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from spacy.language import Language

    from extract.drafted import Outlook
    from extract.head import HeadReading
    from extract.names import Names
    from extract.registry import Registry
    from models.reading import Reading


_AIM = re.compile(
    r"\b(?:Để|Nhằm|Với mục (?:tiêu|đích))\b(?:[^:;]*?,\s(?=(?:yêu cầu|giao|đề nghị|phân công|chỉ đạo)\b)|[^:;]*,)"
)
"""What the work is for: its day ("Để thông xe trước ngày …, yêu cầu …:") is nobody's term."""
_BINDING = re.compile(
    r"\b(?:hoàn thành|xong|trước|chậm nhất|muộn nhất|không quá|đến hết|thời hạn|hạn)\b",
    re.IGNORECASE,
)
"""Without one of these a period in a lead-in is its subject: "nhiệm vụ trong tháng 12 và năm 2026:"."""
_CLOSING_TERM = re.compile(
    r"(?:Yêu cầu\s+)?(?:các|những|toàn bộ|tất cả các)\s+(?:nhiệm vụ|nội dung|công việc|việc|yêu cầu)"
    r"\s+(?:nêu\s+|nói\s+)?(?:trên|này|tại Thông báo này)(?:\s+đây)?,?\s+"
    r"(?:(?:phải|cần|được|thực hiện|hoàn thành|xong|báo cáo|kết quả)\s+)*",
    re.IGNORECASE,
)


class Extractor:
    """Reads what a notice says. Load once, use for many documents."""

    def __init__(
        self, calendar: Calendar, registry: Registry | None = None, nlp: Language | None = None
    ) -> None:
        self._calendar = calendar
        self._registry = registry
        self._nlp = nlp

    @classmethod
    def load(cls, *, agencies: Path | None = None, holidays: Path | None = None) -> Extractor:
        """The whole extractor.

        Args:
            agencies: the office's own table of agencies instead of the packaged one.
            holidays: the office's own table of holidays instead of the packaged one.
        """
        from extract.agencies import AgencyFinder  # noqa: PLC0415 - spaCy takes long to load
        from extract.nlp import load_nlp  # noqa: PLC0415

        finder = AgencyFinder.load(agencies)
        return cls(Calendar.load(holidays), finder.registry, load_nlp(finder))

    def extract(self, reading: Reading) -> Notice:
        """All that the reading says; what is not printed is None and flagged."""
        around = read_head(reading)
        flow = Flow.of(reading, around.body_start, around.body_end, around.appendix)
        body = PrintedBody(flow)
        names = self._names(flow, body)
        root = outline(
            body.paragraphs(names), flow.text, names, rows=flow.rows, appendix=flow.appendix
        )
        head = around.head
        walk = Walk(
            flow.text,
            issuers=_issuers(around, self._registry),
            addressees=tuple(
                Found(0, 0, Party(name, Addressed.UNIT)) for name in around.addressees
            ),
            names=names,
            rows=flow.rows,
        )
        outlook = walk.run(root)
        around_tasks = Surroundings(
            flow,
            DateContext(head.issue_date, head.meeting_date, self._calendar),
            self._registry,
            head.issuer,
        )
        tasks = _tasks(outlook, around_tasks)
        return Notice(
            head=head,
            sections=tuple(_sections(outlook, flow)),
            tasks=tasks,
            findings=_findings(outlook, flow),
            flags=(*head_flags(head), *count_flags(root, flow.text), *task_flags(tasks)),
        )

    def _names(self, flow: Flow, body: PrintedBody) -> Names:
        """Where names end, by gazetteer, rules and recogniser; none runs over a paragraph."""
        if self._nlp is None:
            return NO_NAMES
        from extract.nlp import bounded  # noqa: PLC0415 - spaCy takes long to load

        letters = list(flow.text)
        cells = (start for row in flow.rows.values() for start, _ in row.values())
        for start in (*(paragraph.start for paragraph in body.paragraphs()), *cells):
            if start and letters[start - 1] == " ":
                letters[start - 1] = "\n"
        with bounded(self._nlp):
            return names_in(self._nlp("".join(letters)))


def _issuers(around: HeadReading, registry: Registry | None) -> frozenset[str]:
    """Those who speak in the notice, by the names they use of themselves."""
    head = around.head
    names = {head.issuer, head.parent, head.chair.role if head.chair else None}
    known = registry.resolve(head.issuer, on=head.issue_date) if registry and head.issuer else None
    if registry and known:
        agency = registry.agencies[known.key]
        names |= {agency.name, agency.short, *agency.aliases}
    return frozenset(name.casefold() for name in names if name)


def _tasks(outlook: Outlook, body: Surroundings) -> tuple[Task, ...]:
    handed: dict[int, tuple[Deadline, ...]] = {}
    for start, end, drafts in outlook.introduced:
        terms = _section_terms(start, end, body)
        for number in drafts if terms else ():
            handed[number] = (*handed.get(number, ()), *terms)
    tasks = [
        make_task(draft, body, handed.get(number, ()))
        for number, draft in enumerate(outlook.drafts)
    ]
    return tuple(task for task in _with_closing_terms(tasks) if not _only_sets_terms(task))


def _only_sets_terms(task: Task) -> bool:
    """Whether an item says no more than by when those before it are due.

    "Các nhiệm vụ trên hoàn thành trước ngày 30/11/2025." asks for no work of its own.
    """
    if not any(term.scope is not Scope.ITEM for term in task.deadlines):
        return False
    rest = _CLOSING_TERM.sub("", task.text, count=1)
    for term in task.deadlines:
        rest = rest.replace(term.verbatim, "")
    return not re.search(r"\w", rest)


def _section_terms(start: int, end: int, body: Surroundings) -> tuple[Deadline, ...]:
    """The terms of a lead-in, which bind all items under it."""
    words = body.flow.text[start:end]
    aim = _AIM.search(words)
    aims = range(aim.start(), aim.end()) if aim else range(0)
    found = find_deadlines(words, body.context)
    moved = [item.moved(start) for item in found if item.start not in aims]
    return tuple(
        term.model_copy(update={"scope": Scope.SECTION})
        for term in with_evidence(moved, body.flow)
        if term.date is not None and _BINDING.search(body.flow.text, start, end)
    )


def _with_closing_terms(tasks: list[Task]) -> Iterator[Task]:
    """Closing words such as "Các nhiệm vụ trên hoàn thành trước …" binds the items before them that have no term."""
    for number, task in enumerate(tasks):
        if task.deadlines:
            yield task
            continue
        parent = task.path.rpartition("/")[0]
        terms = [
            term
            for later in tasks[number + 1 :]
            for term in later.deadlines
            if (term.scope is Scope.SECTION and later.path.rpartition("/")[0] == parent)
            or term.scope is Scope.NOTICE
        ]
        yield (
            task.model_copy(update={"deadlines": tuple(terms), "nature": nature_of(tuple(terms))})
            if terms
            else task
        )


def _findings(outlook: Outlook, flow: Flow) -> tuple[Finding, ...]:
    """Figures of what is stated, and present values inside tasks, in order."""
    found: list[Found[Finding]] = []
    for start, end in sorted(set(outlook.stated)):
        found += [item.moved(start) for item in find_findings(flow.text[start:end])]
    for draft in outlook.drafts:
        begin = max(draft.start, draft.asked)
        found += [item.moved(begin) for item in find_present(flow.text[begin : draft.end])]
    return with_evidence(sorted(found, key=lambda item: item.start), flow)


def _sections(outlook: Outlook, flow: Flow) -> Iterator[Section]:
    for item, kind in outlook.sections:
        heading = flow.text[item.start : item.end]
        evidence = flow.evidence(item.start, item.end)
        yield Section(path=item.path, kind=kind, heading=heading, evidence=evidence)
