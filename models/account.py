"""Who may do what: roles of people, access of a program's token."""

from __future__ import annotations

from enum import StrEnum


class AccountRole(StrEnum):
    """What a person may do; each may do what those before it may."""

    VIEWER = "viewer"
    """Looks at tasks and notices."""
    CLERK = "clerk"
    """Also corrects, confirms, reports progress, drops files."""
    ADMIN = "admin"
    """Also manages accounts and tokens."""

    @property
    def access(self) -> Access:
        """What the person may do through the API."""
        return list(Access)[list(AccountRole).index(self)]

    def covers(self, other: AccountRole) -> bool:
        """Whether this role may do what the other may.

        >>> AccountRole.CLERK.covers(AccountRole.VIEWER), AccountRole.CLERK.covers(AccountRole.ADMIN)
        (True, False)
        """
        return self.access.covers(other.access)


class Access(StrEnum):
    """What a token of the API may do; each may do what those before it may."""

    READ = "read"
    WRITE = "write"
    ADMIN = "admin"

    def covers(self, other: Access) -> bool:
        """Whether this access may do what the other may.

        >>> Access.READ.covers(Access.READ), Access.READ.covers(Access.WRITE)
        (True, False)
        """
        ranks = list(Access)
        return ranks.index(self) >= ranks.index(other)

    def within(self, role: AccountRole) -> Access:
        """What is left of it for somebody in this role.

        >>> Access.ADMIN.within(AccountRole.VIEWER)
        <Access.READ: 'read'>
        """
        return self if role.access.covers(self) else role.access
