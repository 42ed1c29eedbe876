"""The task database: its picture, its tables, its views, questions and their SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import create_engine, inspect

from db import schema
from db.tables import Base
from db.views import VIEWS
from tools.reference.questions import QUESTIONS, SEARCHES
from tools.reference.words import first_line

if TYPE_CHECKING:
    from collections.abc import Iterator

_ABOUT: Final = {
    "v_tracker": "One row for each who leads a task, and one for a task that nobody leads: the columns of a "
    "“Bảng theo dõi”.",
    "v_overdue": "Open work behind its last day; `band` is `1-30`, `31-90`, `91-120` or `>120` days.",
    "v_due_next": "Open work whose last day is today or to come.",
    "v_no_deadline": "Open work to be done once for which the paper names no day.",
    "v_unit_summary": "The four-cell summary of each unit that leads work; `percent` is done of `fallen_due`: done with "
    "a day, and overdue not done.",
    "v_overdue_by_unit": "How much open work of each unit is behind, by age; answered from an index alone.",
    "v_needs_review": "Open flags with what they are about.",
}
_IN_PICTURE: Final = (
    "documents", "pages", "lines", "edits", "sections", "tasks", "clauses", "task_agencies", "deadlines",
    "quantities", "citations", "flags", "corrections", "status_events", "progress_notes", "extensions",
    "agencies", "agency_aliases", "agency_successors",
)  # fmt: skip
_HEAD: Final = """\
One schema on two engines: SQLite (the default: one file, WAL) and PostgreSQL. Views have the same
names, columns and meaning on both. Moments are UTC; days are days in Viet Nam. `folded` columns
hold text without marks in small letters (`phong noi vu`), made for comparison; `sort_key` sorts as the
Vietnamese alphabet does. Migrations run when a database is opened, or by `ketluan db upgrade`.

Names of states, as stored: `work_state` is `moi`, `da_giao`, `da_nhan`, `dang_thuc_hien`,
`cho_xac_nhan`, `hoan_thanh`, `tam_dung`, `huy`, `thuc_hien_lai`; `due_state` of open work is
`khong_han`, `thuong_xuyen`, `chua_den_han`, `sap_den_han`, `den_han`, `qua_han`; `cell` is
`hoan_thanh_dung_han`, `hoan_thanh_qua_han`, `hoan_thanh_khong_han`, `trong_han`, `qua_han`,
`khong_han`, `thuong_xuyen`, `dung_huy`. The views look at today; any other day is asked with
`ketluan tasks --as-of` or the client in `db`.

Kept twice, so that questions are fast: `tasks.last_day`, `task_agencies.last_day`, `state`,
`done_on` follow from deadlines, extensions and events; `counted` is false in copies of another
notice and in tasks that a later reading withdrew; `unit` is the agency's key or, where the name
was not resolved, the folded name. `ketluan db check` compares them.
"""
_INDEXES: Final = """\
## How it stays fast

A page begins behind a row, never at a number, and each order of pages has an index of its own:
`ix_documents_newest` (newest notice first), `ix_tasks_last_day`, and `ix_task_agencies_open` for the
open work of one unit, by the last day that this unit has; indexes of open work are partial, so that
the years behind cost nothing.

A search first looks through the notices at the top of the list, where a common phrase fills the page
at once; only what is rarer asks the index of words, whose few finds are sorted. On PostgreSQL that is
`ix_tasks_pairs`, of pairs of neighbouring words: without marks there are few syllables, and an index
of single ones finds a phrase in every task that has them anywhere. `tasks.searched` serves single words
and the SQL above.

On PostgreSQL the program's own connections set `jit = off` and `plan_cache_mode = force_custom_plan`.
`python -m benchmarks.database --plans` prints times and plans for up to a million tasks.
"""
_READ_ONLY: Final = """\
## Reading without being able to write

SQLite: open the file by a read-only address. WAL needs the folder to be writable for the `-shm` file
while nobody else has the database open; then add nothing else.

```sh
sqlite3 'file:ketluan.db?mode=ro' 'SELECT count(*) FROM v_overdue'
```

```python
sqlite3.connect("file:ketluan.db?mode=ro", uri=True)
```

PostgreSQL: a login that sees the views and the tables of the tasks, not accounts and tokens.

```sql
{grant}
```
"""
GRANT: Final = """\
CREATE ROLE bao_cao LOGIN PASSWORD 'đổi mật khẩu này';
GRANT USAGE ON SCHEMA public TO bao_cao;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO bao_cao;
REVOKE ALL ON accounts, sign_ins, api_tokens, sign_in_tries FROM bao_cao;
ALTER ROLE bao_cao SET default_transaction_read_only = on;
ALTER ROLE bao_cao SET statement_timeout = '30s';"""


def text() -> str:
    """The page below its title."""
    parts = [_HEAD, "## Picture\n", "```mermaid", *_picture(), "```\n", "## Views\n", *_views()]
    parts += ["## Ten questions\n", "Each is run by the tests on both engines.\n"]
    for number, question in enumerate(QUESTIONS, start=1):
        parts += [
            f"### {number}. {question.asked}\n",
            f"{question.meant}\n",
            f"```sql\n{question.sql}\n```\n",
        ]
    parts += ["### Search without marks\n", "Each engine has an index of its own.\n"]
    parts += [f"{engine}:\n\n```sql\n{sql}\n```\n" for engine, sql in SEARCHES.items()]
    parts += [_INDEXES, _READ_ONLY.format(grant=GRANT), "## Tables\n", *_tables()]
    return "\n".join(parts)


def _picture() -> Iterator[str]:
    yield "erDiagram"
    for name in _IN_PICTURE:
        table = Base.metadata.tables[name]
        for key in sorted(table.foreign_keys, key=lambda key: key.parent.name):
            if key.column.table is table:
                continue
            one = "|o" if key.parent.nullable else "||"
            yield f"    {key.column.table.name} {one}--o{{ {name} : {key.parent.name}"


def _views() -> Iterator[str]:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        schema.upgrade(connection)
        look = inspect(connection)
        for name in VIEWS:
            columns = ", ".join(f"`{column['name']}`" for column in look.get_columns(name))
            yield f"### `{name}`\n\n{_ABOUT[name]}\n\n{columns}\n"
    engine.dispose()


def _tables() -> Iterator[str]:
    yield "| table | holds | columns |"
    yield "|---|---|---|"
    classes = {mapper.local_table: mapper.class_ for mapper in Base.registry.mappers}
    for table in sorted(classes, key=str):
        names = ", ".join(f"`{column.name}`" for column in Base.metadata.tables[str(table)].columns)
        yield f"| `{table}` | {first_line(classes[table])} | {names} |"
    yield ""
