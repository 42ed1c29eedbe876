"""Version 1 of the API keeps what it promised; what would break a client is seen."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from tools.promise import breaks, promised, shape

if TYPE_CHECKING:
    from collections.abc import Callable

TASKS = "GET /api/v1/tasks"
PROGRESS = "POST /api/v1/tasks/{task_id}/progress"
Shape = dict[str, Any]


def _fields(made: Shape, name: str) -> Shape:
    found: Shape = made["schemas"][name]["properties"]
    return found


def _parameter(made: Shape, name: str) -> Shape:
    found: Shape = made["routes"][TASKS]["parameters"][f"query {name}"]
    return found


def test_nothing_promised_is_broken() -> None:
    assert breaks(promised(), shape()) == []


BREAKING: dict[str, Callable[[Shape], object]] = {
    "route gone": lambda made: made["routes"].pop(TASKS),
    "more access": lambda made: made["routes"][TASKS].update(access="admin"),
    "parameter gone": lambda made: made["routes"][TASKS]["parameters"].pop("query unit"),
    "parameter required": lambda made: _parameter(made, "unit").update(required=True),
    "new required parameter": lambda made: made["routes"][TASKS]["parameters"].update(
        {"query office": {"required": True, "schema": {"type": "string"}}}
    ),
    "parameter of another type": lambda made: _parameter(made, "limit").update(
        schema={"type": "string"}
    ),
    "smaller pages": lambda made: _parameter(made, "limit")["schema"].update(maximum=10),
    "shorter words": lambda made: _parameter(made, "unit")["schema"]["anyOf"][0].update(
        maxLength=9
    ),
    "body of another kind": lambda made: made["routes"][PROGRESS].update(body={}),
    "field of a body gone": lambda made: _fields(made, "Progress").pop("note"),
    "field of a body required": lambda made: made["schemas"]["Progress"].update(required=["note"]),
    "null refused": lambda made: _fields(made, "Progress")["note"]["anyOf"].pop(),
    "value gone": lambda made: made["schemas"]["WorkState"]["enum"].remove("huy"),
    "answer gone": lambda made: made["routes"][TASKS].update(answers={"202": {}}),
    "field gone": lambda made: _fields(made, "TaskRow").pop("path"),
    "deep field gone": lambda made: _fields(made, "Span").pop("page"),
    "field of another type": lambda made: _fields(made, "TaskRow")["task_id"].update(type="string"),
    "field of another form": lambda made: _fields(made, "AuditRow")["at"].update(format="date"),
    "field may be null": lambda made: _fields(made, "TaskRow").update(
        path={"anyOf": [{"type": "string"}, {"type": "null"}]}
    ),
    "one in place of many": lambda made: _fields(made, "TaskRow").update(leads={"type": "string"}),
    "many of another type": lambda made: _fields(made, "TaskRow")["leads"].update(
        items={"type": "integer"}
    ),
    "field not always there": lambda made: made["schemas"]["TaskRow"]["required"].remove("text"),
    "problem gone": lambda made: made["problems"].pop(),
    "field of problems gone": lambda made: _fields(made, "Problem").pop("detail"),
}
GROWING: dict[str, Callable[[Shape], object]] = {
    "route": lambda made: made["routes"].update({"GET /api/v1/x": made["routes"][TASKS]}),
    "less access": lambda made: made["routes"]["GET /api/v1/audit"].update(access="read"),
    "parameter": lambda made: made["routes"][TASKS]["parameters"].update(
        {"query office": {"required": False, "schema": {"type": "string"}}}
    ),
    "larger pages": lambda made: _parameter(made, "limit")["schema"].update(maximum=9_000),
    "field of a body": lambda made: _fields(made, "Progress").update(mood={"type": "string"}),
    "field": lambda made: _fields(made, "TaskRow").update(colour={"type": "string"}),
    "field never null": lambda made: _fields(made, "TaskRow").update(number={"type": "string"}),
    "value": lambda made: made["schemas"]["WorkState"]["enum"].append("cho_y_kien"),
    "problem": lambda made: made["problems"].append("507 urn:ketluan:problem:disk-full"),
    "schema by another name": lambda made: made["schemas"].update(
        Row=made["schemas"]["TaskRow"], TaskPage=_renamed(made["schemas"]["TaskPage"])
    ),
}


def _renamed(page: Shape) -> Shape:
    page = copy.deepcopy(page)
    page["properties"]["rows"]["items"] = {"$ref": "#/components/schemas/Row"}
    return page


@pytest.mark.parametrize("change", BREAKING.values(), ids=BREAKING)
def test_what_breaks_a_client_is_seen(change: Callable[[Shape], object]) -> None:
    made = copy.deepcopy(promised())
    change(made)
    assert breaks(promised(), made)


@pytest.mark.parametrize("change", GROWING.values(), ids=GROWING)
def test_what_is_added_is_let_through(change: Callable[[Shape], object]) -> None:
    made = copy.deepcopy(promised())
    change(made)
    assert breaks(promised(), made) == []
