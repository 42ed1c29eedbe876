"""Ids in addresses: numbers that a database can hold."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form, Path

_MOST = 2**63 - 1
DocumentId = Annotated[int, Path(ge=1, le=_MOST)]
TaskId = Annotated[int, Path(ge=1, le=_MOST)]
Id = Annotated[int, Path(ge=1, le=_MOST)]
FormId = Annotated[int, Form(ge=1, le=_MOST)]
