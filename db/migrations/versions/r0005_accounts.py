"""Who may do what: accounts, sign-ins, tokens of the API, tries to sign in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "accounts",
        Column("id", BIG, nullable=False),
        Column("name", sa.Text, nullable=False),
        Column("folded", KEY, nullable=False),
        Column("password", sa.Text, nullable=False),
        Column("role", sa.Text, nullable=False),
        Column("active", sa.Boolean, nullable=False),
        Column("made_at", MOMENT, nullable=False),
        Column("password_at", MOMENT, nullable=False),
        sa.CheckConstraint("role IN ('viewer', 'clerk', 'admin')", name="ck_accounts_role"),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
        sa.UniqueConstraint("folded", name="uq_accounts_folded"),
    )
    op.create_table(
        "sign_ins",
        Column("id", BIG, nullable=False),
        Column("account_id", BIG, nullable=False),
        Column("token_hash", KEY, nullable=False),
        Column("made_at", MOMENT, nullable=False),
        Column("seen_at", MOMENT, nullable=False),
        Column("expires_at", MOMENT, nullable=False),
        sa.CheckConstraint("length(token_hash) = 64", name="ck_sign_ins_token_hash"),
        _of_account("sign_ins"),
        sa.PrimaryKeyConstraint("id", name="pk_sign_ins"),
        sa.UniqueConstraint("token_hash", name="uq_sign_ins_token_hash"),
    )
    op.create_index("ix_sign_ins_account_id", "sign_ins", ["account_id"])
    op.create_index("ix_sign_ins_expires_at", "sign_ins", ["expires_at"])
    op.create_table(
        "api_tokens",
        Column("id", BIG, nullable=False),
        Column("account_id", BIG, nullable=False),
        Column("name", sa.Text, nullable=False),
        Column("token_hash", KEY, nullable=False),
        Column("access", sa.Text, nullable=False),
        Column("made_at", MOMENT, nullable=False),
        Column("expires_at", MOMENT),
        Column("used_at", MOMENT),
        Column("revoked_at", MOMENT),
        sa.CheckConstraint("access IN ('read', 'write', 'admin')", name="ck_api_tokens_access"),
        sa.CheckConstraint("length(token_hash) = 64", name="ck_api_tokens_token_hash"),
        _of_account("api_tokens"),
        sa.PrimaryKeyConstraint("id", name="pk_api_tokens"),
        sa.UniqueConstraint("token_hash", name="uq_api_tokens_token_hash"),
    )
    op.create_index("ix_api_tokens_account_id", "api_tokens", ["account_id"])
    op.create_table(
        "sign_in_tries",
        Column("key", KEY, nullable=False),
        Column("tries", sa.BigInteger, nullable=False),
        Column("since", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_sign_in_tries"),
    )
    op.create_index("ix_sign_in_tries_since", "sign_in_tries", ["since"])


def _of_account(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["account_id"], ["accounts.id"], name=f"fk_{table}_account_id", ondelete="CASCADE"
    )
