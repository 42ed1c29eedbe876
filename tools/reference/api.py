"""The JSON API, as its own description says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tools.reference.words import plain
from web import errors
from web.api import PREFIX, description

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARTS = {
    "tasks": "Tasks",
    "notices": "Notices",
    "counts": "Counts and search",
    "documents": "Documents",
    "people": "Accounts, tokens, the audit",
}
_BEGIN = f"""\
`ketluan serve` answers under `{PREFIX}`; its OpenAPI is at `{PREFIX}/openapi.json`, with an example of
everything that is sent and answered; [the shape that version 1 keeps](api-v1.json) is written down apart,
and the tests hold every change against it. It listens on `127.0.0.1:8000`; with `--host` others reach
it, once there is an account.

```sh
ketluan user add lan --role admin
ketluan user token add lan "báo cáo tháng" --scope read --until 31/12/2026
ketluan serve
```

```sh
curl -H "Authorization: Bearer ketluan_…" \\
  "http://127.0.0.1:8000{PREFIX}/tasks?due=qua_han&unit=phong+noi+vu&sort=due&limit=100"
curl -H "Authorization: Bearer ketluan_…" -H "Content-Type: application/pdf" \\
  --data-binary @"TB 153.pdf" "http://127.0.0.1:8000{PREFIX}/documents?name=TB+153.pdf"
```
"""


def text() -> str:
    """The page below its title."""
    made = description()
    parts = [_BEGIN, made["info"]["description"]]
    for tag, title in _PARTS.items():
        parts += [f"## {title}\n", *_table(made, tag), ""]
        for path, method, operation in _operations(made, tag):
            parts += _operation(made, path, method, operation)
    return "\n".join([*parts, *_problems(), ""])


def _operations(made: dict[str, Any], tag: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in made["paths"].items():
        for method, operation in item.items():
            if operation["tags"] == [tag]:
                yield path.removeprefix(PREFIX), method.upper(), operation


def _table(made: dict[str, Any], tag: str) -> list[str]:
    rows = [
        f"| `{method} {path}` | {operation['security'][0]['token'][0]} | "
        f"{plain(operation['description'].partition(chr(10) * 2)[0])} |"
        for path, method, operation in _operations(made, tag)
    ]
    return ["| route | access | |", "|---|---|---|", *rows]


def _operation(
    made: dict[str, Any], path: str, method: str, operation: dict[str, Any]
) -> list[str]:
    """Query and body of a route, where it has any."""
    rows = [
        f"| `{one['name']}` | {_kind(one['schema'])} | {plain(one.get('description'))} |"
        for one in operation.get("parameters", ())
        if one["in"] == "query"
    ]
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    name = body.get("schema", {}).get("$ref", "").rpartition("/")[2]
    if name:
        schema = made["components"]["schemas"][name]
        required = set(schema.get("required", ()))
        rows += [
            f"| `{field}`{' (required)' if field in required else ''} | {_kind(of)} | "
            f"{plain(of.get('description'))} |"
            for field, of in schema["properties"].items()
        ]
    if not rows:
        return []
    where = "body" if name else "parameter"
    return [f"### {method} {path}\n", f"| {where} | type | |", "|---|---|---|", *rows, ""]


def _kind(schema: dict[str, Any]) -> str:
    """A type in a word or two.

    >>> _kind({"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]})
    'date'
    >>> _kind({"type": "array", "items": {"$ref": "#/components/schemas/DueState"}})
    'DueState, repeatable'
    """
    if "anyOf" in schema:
        return " or ".join(_kind(one) for one in schema["anyOf"] if one.get("type") != "null")
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if schema.get("type") == "array":
        return f"{_kind(schema['items'])}, repeatable"
    return str(schema.get("format") or schema.get("type", "any JSON"))


def problem_types() -> list[tuple[int, str]]:
    """Status and type of all problems that the code can answer with."""
    found = {(int(status), kind) for status, kind in errors.STATUSES.values()}
    found |= {(int(of.status), of.kind) for of in errors.Refused.__subclasses__()}
    found |= {(422, "invalid"), (400, "bad-cursor"), (404, "not-found")}
    return [(status, f"urn:ketluan:problem:{kind}") for status, kind in sorted(found)]


def _problems() -> list[str]:
    rows = [f"| {status} | `{kind}` |" for status, kind in problem_types()]
    return ["## Types of problems\n", "| status | type |", "|---|---|", *rows]
