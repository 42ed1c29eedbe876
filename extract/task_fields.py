"""The fields of one drafted task: who, by when, how much, what it cites, what is doubtful."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from extract.deadlines import find_deadlines
from extract.quantities import find_missing_signs, find_percentages
from extract.references import find_references
from models.notice import (
    Addressed,
    Assignee,
    Deadline,
    DeadlineKind,
    Finding,
    Flag,
    Percentage,
    Reference,
    Task,
    TaskNature,
)

if TYPE_CHECKING:
    from extract.dates import DateContext
    from extract.drafted import Answerable, Draft
    from extract.flow import Flow
    from extract.found import Found
    from extract.registry import Registry
    from models.evidence import Evidence

_DOUBTFUL = 0.6
"""A field with a word less sure than this is shown to a clerk."""

_DUE = "hoàn thành: "
"""What makes a bare day or period a term."""

V = TypeVar("V", Deadline, Finding, Percentage, Reference)


class Surroundings(NamedTuple):
    """What a task's fields are read against."""

    flow: Flow
    context: DateContext
    registry: Registry | None
    """None: names stay unresolved."""
    issuer: str | None


def make_task(draft: Draft, around: Surroundings, handed: tuple[Deadline, ...] = ()) -> Task:
    """The record of a draft; ``handed`` are the terms of its section."""
    text = around.flow.text[draft.start : draft.end]
    deadlines = (*_moved(find_deadlines(text, around.context), draft, around.flow), *handed)
    if draft.term:
        deadlines = (*_terms_of_cell(draft.term, around), *deadlines)
    asked = [found for found in find_percentages(text) if found.start >= draft.asked - draft.start]
    percentages = _moved(asked, draft, around.flow)
    assignees = tuple(_assignee(one, around) for one in draft.answerable)
    evidence = around.flow.evidence(draft.start, draft.end)
    if evidence is None:
        raise ValueError("a task without text")
    return Task(
        path=draft.path,
        page=around.flow.page(draft.start),
        text=text,
        nature=nature_of(deadlines),
        assignees=assignees,
        report_to=tuple(dict.fromkeys(found.value.name for found in draft.reported)),
        deadlines=deadlines,
        percentages=percentages,
        references=_moved(find_references(text), draft, around.flow),
        evidence=evidence,
        confidence=evidence.confidence,
        flags=_flags(draft, text, assignees, deadlines, percentages),
    )


def nature_of(deadlines: tuple[Deadline, ...]) -> TaskNature:
    """How a task ends, from its terms.

    >>> nature_of((Deadline(verbatim="hằng tháng", kind=DeadlineKind.RECURRING),))
    <TaskNature.RECURRING: 'recurring'>
    """
    kinds = {deadline.kind for deadline in deadlines}
    if DeadlineKind.RECURRING in kinds:
        return TaskNature.RECURRING
    if kinds == {DeadlineKind.CONTINUOUS}:
        return TaskNature.CONTINUOUS
    return TaskNature.ONE_OFF


def with_evidence(found: list[Found[V]], flow: Flow) -> tuple[V, ...]:
    """Finds of the flow's own text as records with their place on the paper."""
    return tuple(
        item.value.model_copy(update={"evidence": flow.evidence(item.start, item.end)})
        for item in found
    )


def _moved(found: list[Found[V]], draft: Draft, flow: Flow) -> tuple[V, ...]:
    return with_evidence([item.moved(draft.start) for item in found], flow)


def _terms_of_cell(span: tuple[int, int], around: Surroundings) -> tuple[Deadline, ...]:
    """The term in the cell of a row, which is one even where nothing says so: "31/10/2025"."""
    start, end = span
    text = around.flow.text[start:end]
    found = find_deadlines(text, around.context)
    if not found:
        found = [
            item.moved(-len(_DUE))._replace(start=max(0, item.start - len(_DUE)))
            for item in find_deadlines(_DUE + text[:1].lower() + text[1:], around.context)
        ]
        found = [
            item._replace(
                value=item.value.model_copy(update={"verbatim": text[item.start : item.end]})
            )
            for item in found
        ]
    return with_evidence([item.moved(start) for item in found], around.flow)


def _assignee(one: Answerable, around: Surroundings) -> Assignee:
    party = one.party.value
    agency, flags = None, []
    if around.registry is not None:
        day = around.context.reference
        resolved = around.registry.resolve(party.name, on=day, issuer=around.issuer)
        if resolved is not None:
            agency = resolved.key
            if not resolved.valid:
                flags.append(Flag(code="agency_not_valid", field="name", detail=party.name))
            elif resolved.score < 1:
                flags.append(Flag(code="agency_alike", field="name", detail=resolved.name))
        elif party.addressed is Addressed.UNIT:
            flags.append(Flag(code="agency_unknown", field="name", detail=party.name))
    return Assignee(
        name=party.name,
        role=one.role,
        addressed=party.addressed,
        agency=agency,
        evidence=around.flow.evidence(one.party.start, one.party.end),
        flags=tuple(flags),
    )


def _flags(
    draft: Draft,
    text: str,
    assignees: tuple[Assignee, ...],
    deadlines: tuple[Deadline, ...],
    percentages: tuple[Percentage, ...],
) -> tuple[Flag, ...]:
    flags = [found.value for found in find_missing_signs(text)]
    if draft.unsure:
        flags.append(Flag(code="task_unsure"))
    elif not assignees:
        flags.append(Flag(code="assignee_missing", field="assignees"))
    fields: tuple[tuple[str, tuple[Evidence | None, ...], tuple[str, ...]], ...] = (
        ("assignees", tuple(a.evidence for a in assignees), tuple(a.name for a in assignees)),
        ("deadlines", tuple(d.evidence for d in deadlines), tuple(d.verbatim for d in deadlines)),
        (
            "percentages",
            tuple(p.evidence for p in percentages),
            tuple(p.verbatim for p in percentages),
        ),
    )
    for field, places, words in fields:
        for number, (evidence, word) in enumerate(zip(places, words, strict=True)):
            if evidence is not None and evidence.confidence < _DOUBTFUL:
                flags.append(Flag(code="read_unsurely", field=f"{field}.{number}", detail=word))
    return tuple(flags)
