"""Accounts, signing in, tokens: who gets in, who does not, and what is written down."""

from __future__ import annotations

import datetime as dt
import unicodedata
from functools import partial
from typing import TYPE_CHECKING

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update

from db import history, sign_ins, tokens
from db import tables as t
from db.accounts import (
    Person,
    account_named,
    accounts,
    add_account,
    hash_password,
    set_active,
    set_password,
    set_role,
)
from models import Access, AccountRole
from models.errors import AccountRefused, RecordMissing, SignInRefused, TooManyTries
from tests.web.conftest import BOTH, PASSWORD, REAL_HASHER, hashed

if TYPE_CHECKING:
    from db import Store

ENGINES = BOTH
WRONG, OTHER = "sai", "mật khẩu khác hẳn"


def enter(store: Store, name: str = "clerk", password: str = PASSWORD, at: str = "10.0.0.1") -> str:
    return sign_ins.sign_in(store, name, password, address=at)


def who(store: Store, token: str) -> str | None:
    with store.session() as session:
        person = sign_ins.person_of(session, token)
    return person.name if person else None


def test_name_and_password_belong_together(store: Store) -> None:
    assert who(store, enter(store)) == "clerk"
    assert who(store, enter(store, "  CLERK ")) == "clerk"
    decomposed = unicodedata.normalize("NFD", PASSWORD)
    assert decomposed != PASSWORD
    assert who(store, enter(store, password=decomposed)) == "clerk"
    for name, password in (("clerk", "sai"), ("ai do", PASSWORD), ("clerk", ""), ("", "")):
        with pytest.raises(SignInRefused):
            enter(store, name, password, at=name)
    assert who(store, "") is None
    assert who(store, "\udcff") is None


@pytest.mark.parametrize("password", ["ngắn", "a" * 257, "\x00" * 12, "nguyen.van.an"])
def test_weak_passwords_are_refused(password: str) -> None:
    with pytest.raises(AccountRefused):
        hash_password(password, name="Nguyen.Van.An")


@pytest.mark.parametrize("name", ["", " ", "a/b", "a b", "<b>", "x" * 65, "a\nb", "-a", "a\udcff"])
def test_names_are_plain(store: Store, name: str) -> None:
    make = partial(add_account, password=hashed(), role=AccountRole.VIEWER, by="x")
    with pytest.raises(AccountRefused):
        store.write(partial(make, name=name))
    with pytest.raises(AccountRefused):
        store.write(partial(make, name="CLERK"))


def test_tries_are_counted_across_restarts(store: Store) -> None:
    for _ in range(sign_ins.PER_PLACE_AND_NAME):
        with pytest.raises(SignInRefused):
            enter(store, password=WRONG)
    with pytest.raises(TooManyTries):
        enter(store)
    assert who(store, enter(store, at="10.0.0.2")) == "clerk", "others are not locked out"
    assert who(store, enter(store, "viewer")) == "viewer"
    earlier = dt.datetime.now(dt.UTC) - sign_ins.WINDOW - dt.timedelta(seconds=1)
    with store.engine.begin() as connection:
        connection.execute(update(t.SignInTries).values(since=earlier))
    assert who(store, enter(store)) == "clerk"


def test_one_place_cannot_try_many_names(store: Store) -> None:
    for number in range(sign_ins.PER_PLACE):
        with pytest.raises(SignInRefused):
            enter(store, f"n{number}", "sai")
    with pytest.raises(TooManyTries):
        enter(store, "clerk")


def test_many_places_cannot_try_one_name(store: Store) -> None:
    with store.engine.begin() as connection:
        for key in sign_ins.counted("clerk", "10.9.9.9"):
            if key.startswith("name:"):
                row = {"key": key, "tries": sign_ins.PER_NAME, "since": dt.datetime.now(dt.UTC)}
                connection.execute(t.SignInTries.__table__.insert().values(row))  # type: ignore[attr-defined]
    with pytest.raises(TooManyTries):
        enter(store)


def test_success_forgives_the_tries_before(store: Store) -> None:
    for _ in range(3 * sign_ins.PER_PLACE_AND_NAME):
        with pytest.raises(SignInRefused):
            enter(store, password=WRONG)
        enter(store)
        with store.engine.begin() as connection:
            place = t.SignInTries.key.startswith("address:")
            connection.execute(update(t.SignInTries).where(place).values(tries=0))


def test_sign_ins_end(store: Store) -> None:
    now = dt.datetime.now(dt.UTC)
    for values in ({"expires_at": now}, {"seen_at": now - sign_ins.IDLE}):
        token = enter(store)
        with store.engine.begin() as connection:
            connection.execute(update(t.SignIn).values(values))
        assert who(store, token) is None
    token = enter(store)
    store.write(partial(sign_ins.sign_out, token=token))
    store.write(partial(sign_ins.sign_out, token=token))
    assert who(store, token) is None


@pytest.mark.parametrize("how", ["password", "closed"])
def test_a_new_password_and_closing_end_all_sign_ins(store: Store, how: str) -> None:
    one, two, other = enter(store), enter(store), enter(store, "viewer")
    if how == "password":
        new = hash_password(OTHER, name="clerk")
        store.write(partial(set_password, name="clerk", password=new, by="x"))
        assert who(store, enter(store, password=OTHER)) == "clerk"
    else:
        store.write(partial(set_active, name="clerk", active=False, by="x"))
    assert (who(store, one), who(store, two), who(store, other)) == (None, None, "viewer")
    with pytest.raises(SignInRefused):
        enter(store)


def test_one_administrator_stays(store: Store) -> None:
    with pytest.raises(AccountRefused):
        store.write(partial(set_active, name="admin", active=False, by="x"))
    with pytest.raises(AccountRefused):
        store.write(partial(set_role, name="admin", role=AccountRole.CLERK, by="x"))
    store.write(partial(set_role, name="clerk", role=AccountRole.ADMIN, by="x"))
    store.write(partial(set_active, name="admin", active=False, by="x"))
    with store.session() as session:
        assert [(row.name, row.active) for row in accounts(session)] == [
            ("admin", False), ("clerk", True), ("viewer", True),
        ]  # fmt: skip


def test_hashes_are_argon2id_of_rfc_9106() -> None:
    made = REAL_HASHER.hash(PASSWORD)
    assert made.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_weaker_hashes_are_made_anew(store: Store) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with store.engine.begin() as connection:
        connection.execute(update(t.Account).values(password=weak))
    enter(store)
    with store.session() as session:
        stored = session.scalars(select(t.Account.password).order_by(t.Account.folded)).all()
    assert [password == weak for password in stored] == [True, False, True]
    assert who(store, enter(store)) == "clerk"


def test_the_database_holds_no_secret(store: Store) -> None:
    token = enter(store)
    with store.session() as session:
        owner = account_named(session, "clerk").account_id
    new = tokens.NewToken(name="báo cáo")
    _, secret = store.write(partial(tokens.add_token, owner=owner, new=new, by="x"))
    with pytest.raises(SignInRefused):
        enter(store, "Đây là mật khẩu gõ nhầm ô", "x")
    with store.engine.connect() as connection:
        tables = t.Base.metadata.sorted_tables
        held = str([tuple(row) for table in tables for row in connection.execute(select(table))])
    assert "sign_in_failed" in held
    for word in (PASSWORD, token, secret, "gõ nhầm"):
        assert word not in held


def test_tokens_do_no_more_than_their_owner(store: Store) -> None:
    with store.session() as session:
        owner = account_named(session, "clerk").account_id
    new = tokens.NewToken(name="báo cáo", access=Access.WRITE)
    number, secret = store.write(partial(tokens.add_token, owner=owner, new=new, by="x"))
    person = seen_with(store, secret)
    assert person is not None
    assert (person.by, person.access) == ("clerk/báo cáo", Access.WRITE)
    store.write(partial(set_role, name="clerk", role=AccountRole.VIEWER, by="x"))
    person = seen_with(store, secret)
    assert person is not None
    assert person.access is Access.READ
    store.write(partial(set_active, name="clerk", active=False, by="x"))
    assert seen_with(store, secret) is None
    store.write(partial(set_active, name="clerk", active=True, by="x"))
    with pytest.raises(RecordMissing):
        store.write(partial(tokens.revoke_token, token=number, by="x", owner=owner + 1))
    store.write(partial(tokens.revoke_token, token=number, by="x"))
    assert seen_with(store, secret) is None
    assert seen_with(store, secret + "x") is None


def seen_with(store: Store, secret: str) -> Person | None:
    with store.session() as session:
        return tokens.person_with(session, secret)


def test_tokens_that_cannot_be(store: Store) -> None:
    with store.session() as session:
        owner = account_named(session, "clerk").account_id
    past = dt.datetime.now(dt.UTC)
    for new in (
        tokens.NewToken(name=" "),
        tokens.NewToken(name="x" * 101),
        tokens.NewToken(name="a\x1bb"),
        tokens.NewToken(name="a", access=Access.ADMIN),
        tokens.NewToken(name="a", expires_at=past),
    ):
        with pytest.raises(AccountRefused):
            store.write(partial(tokens.add_token, owner=owner, new=new, by="x"))
    made = tokens.NewToken(name="a")
    with pytest.raises(RecordMissing):
        store.write(partial(tokens.add_token, owner=4242, new=made, by="x"))


def test_tokens_end_and_their_use_is_noted(store: Store) -> None:
    with store.session() as session:
        owner = account_named(session, "clerk").account_id
    soon = dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)
    new = tokens.NewToken(name="a", expires_at=soon)
    _, secret = store.write(partial(tokens.add_token, owner=owner, new=new, by="x"))
    with store.session() as session:
        assert tokens.unnoted(session, secret)
    store.write(partial(tokens.used, secret=secret))
    with store.session() as session:
        assert not tokens.unnoted(session, secret)
        (row,) = tokens.tokens(session, owner=owner)
        assert row.used_at is not None
    with store.engine.begin() as connection:
        connection.execute(update(t.ApiToken).values(expires_at=row.used_at))
    assert seen_with(store, secret) is None


def test_what_is_done_about_accounts_is_in_the_audit(store: Store) -> None:
    token = enter(store)
    with pytest.raises(SignInRefused):
        enter(store, password=WRONG)
    with pytest.raises(SignInRefused):
        enter(store, "khong-co")
    store.write(partial(sign_ins.sign_out, token=token))
    store.write(partial(set_active, name="clerk", active=False, by="admin"))
    with store.session() as session:
        done = [(entry.action, entry.by) for entry in history(session)]
    assert done[3:] == [
        ("signed_in", "clerk"),
        ("sign_in_failed", "clerk"),
        ("sign_in_failed", "?"),
        ("signed_out", "clerk"),
        ("account_closed", "admin"),
    ]
