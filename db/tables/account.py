"""Tables of who may do what: accounts, sign-ins, tokens of the API, tries to sign in."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import BIG, Base, Id, Key, Moment, MomentOrNone, one_of
from models import Access, AccountRole


class Account(Base):
    """A person who may sign in."""

    __tablename__ = "accounts"
    __table_args__ = (one_of("role", AccountRole), UniqueConstraint("folded"))

    id: Mapped[Id]
    name: Mapped[str]
    folded: Mapped[Key]
    """The name in small letters: two accounts never differ by capitals alone."""
    password: Mapped[str]
    """Argon2id, with its parameters and salt."""
    role: Mapped[str]
    active: Mapped[bool]
    made_at: Mapped[Moment]
    password_at: Mapped[Moment]


class SignIn(Base):
    """A browser in which somebody signed in. The id in the cookie is kept as its hash."""

    __tablename__ = "sign_ins"
    __table_args__ = (CheckConstraint("length(token_hash) = 64", name="token_hash"),)

    id: Mapped[Id]
    account_id: Mapped[int] = mapped_column(
        BIG, ForeignKey("accounts.id", ondelete="CASCADE"), index=True
    )
    token_hash: Mapped[Key] = mapped_column(unique=True)
    made_at: Mapped[Moment]
    seen_at: Mapped[Moment]
    expires_at: Mapped[Moment] = mapped_column(index=True)


class ApiToken(Base):
    """A program's key to the API. The key itself is shown once and kept as its hash."""

    __tablename__ = "api_tokens"
    __table_args__ = (
        one_of("access", Access),
        CheckConstraint("length(token_hash) = 64", name="token_hash"),
    )

    id: Mapped[Id]
    account_id: Mapped[int] = mapped_column(
        BIG, ForeignKey("accounts.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str]
    """What it is for."""
    token_hash: Mapped[Key] = mapped_column(unique=True)
    access: Mapped[str]
    made_at: Mapped[Moment]
    expires_at: Mapped[MomentOrNone]
    used_at: Mapped[MomentOrNone]
    revoked_at: Mapped[MomentOrNone]


class SignInTries(Base):
    """Tries to sign in from one place or into one account, since a moment; restarts keep them."""

    __tablename__ = "sign_in_tries"

    key: Mapped[Key] = mapped_column(primary_key=True)
    tries: Mapped[int] = mapped_column(BigInteger)
    since: Mapped[Moment] = mapped_column(index=True)
