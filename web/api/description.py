"""The API's own description: OpenAPI, made from the routes and the records."""

from __future__ import annotations

import ast
import inspect
import textwrap
from typing import TYPE_CHECKING, Any

from fastapi.openapi.utils import get_openapi
from fastapi.routing import iter_route_contexts
from pydantic import BaseModel

from web.api.examples import PARAMETERS, by_name
from web.api.problems import Problem
from web.security import COOKIE, HEADER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fastapi.dependencies.models import Dependant
    from starlette.routing import BaseRoute

_ABOUT = """\
Tasks and notices that `ketluan` keeps. Days are ISO 8601; what the paper does not print is `null`.

**Who may**: a token in `Authorization: Bearer ketluan_…` (made by `ketluan user token add`), with the
access `read`, `write` or `admin`, each including the one before; or the cookie of a person who
signed in to the pages, with the header `X-CSRF-Token` on every change.

**Versions**: within version 1 routes, optional parameters, fields, values of enumerations and types of
problems are added, limits widen, a field that was `null` may come to be always there. Nothing is
taken away, changes its type or meaning, becomes required or asks for more access. Clients pass over
fields they do not know and allow for values they do not know. What must change otherwise comes as
`/api/v2` beside this one, which then stays for a year at least.

**Pages**: `after` of a page is the parameter `after` of the next one.

**Nothing is overwritten silently**: every answer has an `ETag`. `If-None-Match` answers 304.
`If-Match` on a change answers 412 where the document has changed since; the tag `seen` of a task or
of the head answers 409 where that part has changed.

**Errors** are `application/problem+json` (RFC 9457), their `detail` in Vietnamese or, with
`Accept-Language: en`, in English; `message` has both.
"""


def describe(routes: Sequence[BaseRoute]) -> dict[str, Any]:
    """The OpenAPI of these routes."""
    made = get_openapi(
        title="ketluan",
        version="1",
        openapi_version="3.1.0",
        description=_ABOUT,
        routes=routes,
        separate_input_output_schemas=False,
    )
    schemas = made["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas |= problem.pop("$defs") | {"Problem": problem}
    _explain(schemas)
    for name, example in by_name().items():
        schemas[name]["examples"] = [example]
    for operation in _operations(made):
        for parameter in operation.get("parameters", ()):
            kind = parameter["schema"].get("type", "")
            special = PARAMETERS.get(f"{parameter['in']} {kind} {parameter['name']}")
            parameter["example"] = special or PARAMETERS[parameter["name"]]
    _let_answers_grow(made)
    _secure(made, {(path, method): access for path, method, access in _access(routes)})
    return made


def _access(routes: Sequence[BaseRoute]) -> Iterator[tuple[str, str, str]]:
    """What each route asks of a token."""
    for context in iter_route_contexts(routes):
        dependant: Dependant | None = getattr(context, "dependant", None)
        needs = [*_needs(dependant)] if dependant else []
        for method in context.methods or ():
            if needs:
                yield context.path or "", method.lower(), needs[0]


def _needs(dependant: Dependant) -> Iterator[str]:
    for below in dependant.dependencies:
        needs = getattr(below.call, "needs", None)
        if needs is not None:
            yield str(needs)
        yield from _needs(below)


def _explain(schemas: dict[str, Any]) -> None:
    """What the classes say below their fields."""
    for kind in _records(BaseModel):
        schema = schemas.get(kind.__name__)
        if schema is None or schema.get("title") != kind.__name__:
            continue
        for field, words in _notes(kind).items():
            if field in schema.get("properties", {}):
                schema["properties"][field].setdefault("description", words)


def _records(kind: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for below in kind.__subclasses__():
        if below.__module__.partition(".")[0] in {"models", "db", "web"}:
            yield below
        yield from _records(below)


def _notes(kind: type[BaseModel]) -> dict[str, str]:
    found: dict[str, str] = {}
    for of in reversed(kind.__mro__):
        if of.__module__.partition(".")[0] not in {"models", "db", "web"}:
            continue
        body = ast.parse(textwrap.dedent(inspect.getsource(of))).body[0]
        assert isinstance(body, ast.ClassDef)  # noqa: S101  the source of a class is a class
        for field, note in zip(body.body, body.body[1:], strict=False):
            if not (isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)):
                continue
            if isinstance(note, ast.Expr) and isinstance(note.value, ast.Constant):
                found[field.target.id] = " ".join(str(note.value.value).split())
    return found


def _let_answers_grow(made: dict[str, Any]) -> None:
    """Fields may be added to answers, so no client may be told that there are no others."""
    sent: set[str] = set()
    for operation in _operations(made):
        _collect(operation.get("requestBody"), made["components"]["schemas"], sent)
    for name, schema in made["components"]["schemas"].items():
        if name not in sent and schema.get("additionalProperties") is False:
            del schema["additionalProperties"]


def _collect(node: object, schemas: dict[str, Any], found: set[str]) -> None:
    if isinstance(node, dict):
        name = str(node.get("$ref", "")).rpartition("/")[2]
        if name and name not in found:
            found.add(name)
            _collect(schemas.get(name), schemas, found)
        for value in node.values():
            _collect(value, schemas, found)
    elif isinstance(node, list):
        for value in node:
            _collect(value, schemas, found)


def _operations(made: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for item in made["paths"].values():
        yield from item.values()


def _secure(made: dict[str, Any], access: dict[tuple[str, str], str]) -> None:
    made["components"]["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "`ketluan user token add`"},
        "cookie": {"type": "apiKey", "in": "cookie", "name": COOKIE},
        "form": {"type": "apiKey", "in": "header", "name": HEADER},
    }
    for path, item in made["paths"].items():
        for method, operation in item.items():
            needed = [access[path, method]]
            by_cookie = {"cookie": needed} | ({} if method == "get" else {"form": []})
            operation["security"] = [{"token": needed}, by_cookie]
