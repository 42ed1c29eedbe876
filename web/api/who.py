"""Who asks, as a parameter of a route; the access a route needs stands in its signature."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends

from db.accounts import Person
from models import Access
from web.security import require_scope

Reader = Annotated[Person, Depends(require_scope(Access.READ))]
Writer = Annotated[Person, Depends(require_scope(Access.WRITE))]
Admin = Annotated[Person, Depends(require_scope(Access.ADMIN))]
