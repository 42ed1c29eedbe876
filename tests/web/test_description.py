"""The API's description is whole: words and examples for everything, and the manual names all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema_rs import Draft202012Validator

from tests.web.routes import routes
from web.api import PREFIX, description

if TYPE_CHECKING:
    from fastapi import FastAPI

    from tests.web.conftest import Browser

MADE = description()
SCHEMAS: dict[str, Any] = MADE["components"]["schemas"]
OPERATIONS = [
    pytest.param(path, method, operation, id=f"{method} {path}")
    for path, item in MADE["paths"].items()
    for method, operation in item.items()
]
PAGE = (Path(__file__).parents[2] / "docs/reference/api.md").read_text("utf-8")


def valid(value: object, schema: dict[str, Any]) -> None:
    Draft202012Validator({**schema, "components": MADE["components"]}).validate(value)


def test_every_route_of_the_api_is_described(app: FastAPI, stranger: Browser) -> None:
    there = {(route.path, route.method.lower()) for route in routes(app) if route.of_api}
    told = {(path, method) for path, item in MADE["paths"].items() for method in item}
    assert there - told == {(f"{PREFIX}/openapi.json", "get")}
    assert told <= there
    assert stranger.get(f"{PREFIX}/openapi.json").json() == MADE
    needed = {
        (route.path, route.method.lower()): str(route.needs)
        for route in routes(app)
        if route.of_api
    }
    for path, item in MADE["paths"].items():
        for method, operation in item.items():
            assert operation["security"][0] == {"token": [needed[path, method]]}


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS)
def test_words_and_examples(path: str, method: str, operation: dict[str, Any]) -> None:
    assert operation["description"]
    assert operation["tags"]
    for parameter in operation.get("parameters", ()):
        assert parameter.get("description"), parameter["name"]
        valid(parameter["example"], parameter["schema"])
    bodies = [operation["requestBody"]["content"]] if "requestBody" in operation else []
    success = [answer for status, answer in operation["responses"].items() if status < "3"]
    assert len(success) == 1
    for content in [*bodies, success[0]["content"]]:
        for kind, body in content.items():
            if kind != "application/json":
                assert body["schema"]["format"] == "binary"
                continue
            schema = SCHEMAS[body["schema"]["$ref"].rpartition("/")[2]]
            (example,) = schema["examples"]
            valid(example, schema)
    for status, answer in operation["responses"].items():
        if status >= "4":
            (body,) = answer["content"].values()
            valid(body["example"], SCHEMAS["Problem"])
    changes = method != "get"
    assert ("304" in operation["responses"]) != changes, path


def test_fields_are_described() -> None:
    sent = {
        operation["requestBody"]["content"]["application/json"]["schema"]["$ref"]
        for item in MADE["paths"].values()
        for operation in item.values()
        if "application/json" in operation.get("requestBody", {}).get("content", {})
    }
    assert len(sent) >= 8
    for name in sent:
        for field, schema in SCHEMAS[name.rpartition("/")[2]]["properties"].items():
            assert schema.get("description"), (name, field)
    assert SCHEMAS["TaskRow"]["properties"]["last_day"]["description"]
    assert SCHEMAS["OneNotice"]["properties"]["source"]["description"]


def test_answers_may_grow_and_bodies_may_not() -> None:
    assert "additionalProperties" not in SCHEMAS["TaskRow"]
    assert SCHEMAS["Progress"]["additionalProperties"] is False


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS)
def test_the_manual_names_every_route(path: str, method: str, operation: dict[str, Any]) -> None:
    row = f"| `{method.upper()} {path.removeprefix(PREFIX)}` | "
    assert row + operation["security"][0]["token"][0] in PAGE
    for parameter in operation.get("parameters", ()):
        if parameter["in"] == "query":
            assert f"| `{parameter['name']}` |" in PAGE
