"""Writes THIRD-PARTY.md: the libraries that ketluan runs on, with their licences.

``python -m tools.notices`` follows the requirements of the installed ``ketluan`` (without extras)
and prints what each distribution says of its licence.
"""

from __future__ import annotations

from importlib import metadata
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement

FILE: Final = Path(__file__).parents[1] / "THIRD-PARTY.md"
_END: Final = "<!-- libraries -->\n"


def closure(name: str = "ketluan") -> list[str]:
    """The distributions below one, sorted, without itself."""
    found: set[tuple[str, str]] = set()
    waiting = [(name, "")]
    while waiting:
        parent, extra = waiting.pop()
        for need in map(Requirement, metadata.requires(parent) or []):
            if need.marker is not None and not need.marker.evaluate({"extra": extra}):
                continue
            key = need.name.lower().replace("_", "-")
            new = {(key, wanted) for wanted in ("", *need.extras)} - found
            found |= new
            waiting += new
    return sorted({key for key, _ in found} - {name})


def licence(name: str) -> str:
    """What a distribution says of its licence, in a few words."""
    about = metadata.metadata(name).json
    expression = about.get("license_expression")
    if isinstance(expression, str):
        return expression
    classified = [
        line.rsplit(" :: ", 1)[1]
        for line in about.get("classifier", [])
        if line.startswith("License :: ") and line.count(" :: ") > 1
    ]
    return "; ".join(classified) or str(about.get("license", "?")).strip().splitlines()[0]


def table() -> str:
    """The rows of the page."""
    rows = [f"| {name} | {licence(name)} |" for name in closure()]
    return "\n".join(["| library | licence |", "|---|---|", *rows, ""])


def main() -> None:
    """Write the table below its heading."""
    head, mark, _ = FILE.read_text(encoding="utf-8").partition(_END)
    FILE.write_text(head + mark + table(), encoding="utf-8")


if __name__ == "__main__":
    main()
