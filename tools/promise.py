"""What version 1 of the API promises: ``python -m tools.promise`` adds what is new to it.

``docs/reference/api-v1.json`` holds the shape of every route that a released version had: parameters,
bodies, answers, the access asked for, types of problems; no words. It only grows. Where the code no
longer keeps it, the tests fail and this command refuses.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from models import Access
from tools.reference.api import problem_types
from web.api import VERSION, description

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

FILE: Final = Path(__file__).parents[1] / "docs" / "reference" / f"api-v{VERSION}.json"
_PLAIN: Final = frozenset(
    {"$ref", "type", "format", "enum", "const", "required", "pattern", "minLength", "maxLength",
     "minimum", "maximum", "uniqueItems"}
)  # fmt: skip
_BELOW: Final = frozenset({"items", "additionalProperties", "propertyNames"})
_ACCESS: Final = [access.value for access in Access]
Shape = dict[str, Any]
_PROBLEM: Final = {"$ref": "#/components/schemas/Problem"}


def promised() -> Shape:
    """What the file says."""
    found: Shape = json.loads(FILE.read_text("utf-8"))
    return found


def shape(made: Mapping[str, Any] | None = None) -> Shape:
    """The shape of a description, by default of the one that the code makes now."""
    made = made or description()
    return {
        "routes": {
            f"{method.upper()} {path}": _route(operation)
            for path, item in made["paths"].items()
            for method, operation in item.items()
        },
        "schemas": {name: _bare(of) for name, of in made["components"]["schemas"].items()},
        "problems": [f"{status} {kind}" for status, kind in problem_types()],
    }


def _route(operation: Mapping[str, Any]) -> Shape:
    body = operation.get("requestBody", {})
    return {
        "access": operation["security"][0]["token"][0],
        "parameters": {
            f"{one['in']} {one['name']}": {
                "required": one.get("required", False),
                "schema": _bare(one["schema"]),
            }
            for one in operation.get("parameters", ())
        },
        "body": _content(body),
        "body_required": body.get("required", False),
        "answers": {
            status: _content(of) for status, of in operation["responses"].items() if status < "3"
        },
    }


def _content(of: Mapping[str, Any]) -> Shape:
    return {kind: _bare(one["schema"]) for kind, one in of.get("content", {}).items()}


def _bare(schema: Any) -> Any:  # noqa: ANN401  a schema may be true or false
    """A schema without its words."""
    if not isinstance(schema, dict):
        return schema
    bare: Shape = {key: value for key, value in schema.items() if key in _PLAIN}
    bare |= {key: _bare(value) for key, value in schema.items() if key in _BELOW}
    if "properties" in schema:
        bare["properties"] = {name: _bare(of) for name, of in schema["properties"].items()}
    if "anyOf" in schema:
        bare["anyOf"] = [_bare(one) for one in schema["anyOf"]]
    return bare


def breaks(was: Shape, now: Shape) -> list[str]:
    """What a client of the one shape would miss in the other, a line each."""
    found = [f"problem {one}: gone" for one in was["problems"] if one not in now["problems"]]
    compare = _Comparison(was["schemas"], now["schemas"])
    found += compare.answer("Problem", _PROBLEM, _PROBLEM)
    for route, before in was["routes"].items():
        after = now["routes"].get(route)
        found += [f"{route}: gone"] if after is None else compare.route(route, before, after)
    return found


class _Comparison:
    """Schemas of two shapes, side by side."""

    def __init__(self, was: Shape, now: Shape) -> None:
        self._was, self._now = was, now
        self._under_way: set[tuple[str, str, bool]] = set()

    def route(self, name: str, was: Shape, now: Shape) -> Iterator[str]:
        if _ACCESS.index(now["access"]) > _ACCESS.index(was["access"]):
            yield f"{name}: asks for more access"
        for parameter, one in was["parameters"].items():
            if parameter not in now["parameters"]:
                yield f"{name}: {parameter}: gone"
                continue
            other = now["parameters"][parameter]
            yield from self._schema(
                f"{name}: {parameter}", one["schema"], other["schema"], sent=True
            )
        for parameter, one in now["parameters"].items():
            if one["required"] and not was["parameters"].get(parameter, {}).get("required"):
                yield f"{name}: {parameter}: now required"
        if now["body_required"] and not was["body_required"]:
            yield f"{name}: body: now required"
        for kind, schema in was["body"].items():
            if kind not in now["body"]:
                yield f"{name}: body: {kind}: gone"
            else:
                yield from self._schema(f"{name}: body", schema, now["body"][kind], sent=True)
        for status, content in was["answers"].items():
            for kind, schema in content.items():
                if kind not in now["answers"].get(status, {}):
                    yield f"{name}: {status}: {kind}: gone"
                else:
                    answered = now["answers"][status][kind]
                    yield from self.answer(f"{name}: {status}", schema, answered)

    def answer(self, where: str, was: Shape, now: Shape) -> Iterator[str]:
        return self._schema(where, was, now, sent=False)

    def _schema(self, where: str, was: Any, now: Any, *, sent: bool) -> Iterator[str]:  # noqa: ANN401
        """What no longer fits; ``sent`` by the client, else to it.

        What is sent may be allowed more, what is answered may be told more exactly; in both,
        fields and values of enumerations may be added.
        """
        names = (str(was.get("$ref", "")), str(now.get("$ref", "")), sent)
        if names[0] and names in self._under_way:
            return
        self._under_way.add(names)
        old, new = _choices(was, self._was), _choices(now, self._now)
        if len(old) == len(new) == 1:
            yield from self._one(where, old[0], new[0], sent=sent)
        else:
            given, allowed = (old, new) if sent else (new, old)
            for one in given:
                pairs = [(one, other) if sent else (other, one) for other in allowed]
                if all([*self._one(where, *pair, sent=sent)] for pair in pairs):
                    yield f"{where}: {_word(one)}: {'refused now' if sent else 'was never answered'}"
        self._under_way.discard(names)

    def _one(self, where: str, was: Shape, now: Shape, *, sent: bool) -> Iterator[str]:
        for key in ("type", "format", "pattern"):
            if was.get(key) != now.get(key) and not (sent and key not in now):
                if key == "pattern" and not sent:
                    continue
                yield f"{where}: {key} was {was.get(key)}, is {now.get(key)}"
        if "enum" in was or "const" in was:
            gone = [value for value in _values(was) if value not in _values(now)]
            yield from (f"{where}: {value}: gone" for value in gone if _values(now) or not sent)
        elif sent and _values(now):
            yield f"{where}: only {_values(now)} now"
        if sent:
            yield from _tighter(where, was, now)
        yield from self._fields(where, was, now, sent=sent)
        for key in _BELOW:
            before, after = was.get(key), now.get(key)
            if isinstance(before, dict) and isinstance(after, dict):
                yield from self._schema(f"{where}[]", before, after, sent=sent)
            elif sent and after is False and before is not False:
                yield f"{where}: no other fields now"

    def _fields(self, where: str, was: Shape, now: Shape, *, sent: bool) -> Iterator[str]:
        for field, schema in was.get("properties", {}).items():
            if field not in now.get("properties", {}):
                yield f"{where}.{field}: gone"
            else:
                after = now["properties"][field]
                yield from self._schema(f"{where}.{field}", schema, after, sent=sent)
        before, after = set(was.get("required", ())), set(now.get("required", ()))
        if sent:
            yield from (f"{where}.{field}: now required" for field in sorted(after - before))
        else:
            yield from (f"{where}.{field}: not always there" for field in sorted(before - after))


def _choices(schema: Shape, names: Shape) -> list[Shape]:
    """The schemas that a schema lets choose from, names resolved."""
    if "$ref" in schema:
        return _choices(names[schema["$ref"].rpartition("/")[2]], names)
    if "anyOf" in schema:
        return [one for choice in schema["anyOf"] for one in _choices(choice, names)]
    return [schema]


def _values(schema: Shape) -> Sequence[Any]:
    return [schema["const"]] if "const" in schema else schema.get("enum", [])


def _tighter(where: str, was: Shape, now: Shape) -> Iterator[str]:
    for key in ("maximum", "maxLength"):
        if key in now and now[key] < was.get(key, float("inf")):
            yield f"{where}: {key} is {now[key]} now"
    for key in ("minimum", "minLength"):
        if key in now and now[key] > was.get(key, float("-inf")):
            yield f"{where}: {key} is {now[key]} now"
    if now.get("uniqueItems") and not was.get("uniqueItems"):
        yield f"{where}: no repeats now"


def _word(schema: Shape) -> str:
    return str(schema.get("format") or schema.get("type") or _values(schema))


def main() -> int:
    """Write the shape of now over the one promised, unless a promise would be broken."""
    now = shape()
    broken = breaks(promised(), now) if FILE.exists() else []
    for line in broken:
        print(line, file=sys.stderr)
    if not broken:
        told = json.dumps(now, ensure_ascii=False, indent=1, sort_keys=True)
        FILE.write_text(told + "\n", encoding="utf-8")
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main())
