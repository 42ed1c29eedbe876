"""Options that several commands share: declared once, as the fields of a dataclass."""

from __future__ import annotations

import dataclasses
import inspect
from functools import wraps
from typing import TYPE_CHECKING, Any, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Callable


def grouped(command: Callable[..., None]) -> Callable[..., None]:
    """A command as Typer reads it: a parameter that is a dataclass becomes options, one a field.

    Options stand in the order of the parameters; a field's default is the option's.
    """
    hints = get_type_hints(command, include_extras=True)
    groups: dict[str, type[Any]] = {}
    flat: list[inspect.Parameter] = []
    for parameter in inspect.signature(command).parameters.values():
        kind = hints[parameter.name]
        if not dataclasses.is_dataclass(kind):
            flat.append(parameter.replace(annotation=kind))
            continue
        assert isinstance(kind, type)  # noqa: S101  never an instance, being an annotation
        groups[parameter.name] = kind
        types = get_type_hints(kind, include_extras=True)
        flat.extend(
            inspect.Parameter(
                field.name, inspect.Parameter.KEYWORD_ONLY,
                default=field.default, annotation=types[field.name],
            )
            for field in dataclasses.fields(kind)
        )  # fmt: skip

    @wraps(command)
    def run(*positional: object, **options: object) -> None:
        for name, group in groups.items():
            own = {field.name: options.pop(field.name) for field in dataclasses.fields(group)}
            options[name] = group(**own)
        command(*positional, **options)

    run.__signature__ = inspect.Signature(flat)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in flat}
    del run.__wrapped__  # or it would be asked for the types
    return run
