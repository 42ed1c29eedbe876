"""Years of an office's tracking, generated straight into the tables: any number of tasks.

Eleven years of notices of forty issuers; some four hundred units, few of them with most of the
work; 93 tasks of 100 done, one in eight of these late; reports, extensions, doubts. Page lines
are left out: at a hundred lines a notice they would be most of the file and no question reads them.
"""

# ruff: noqa: FBT003  rows are told column by column

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from itertools import accumulate
from random import Random
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from db.collation import search_key, sort_key
from db.due import today
from models.text import fold
from samples.phrases.bodies import TIERS
from samples.phrases.economy import ECONOMY
from samples.phrases.society import SOCIETY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db import Store

TABLES: Final[dict[str, str]] = {
    "documents": "id sha256 file media_type version type number symbol symbol_folded issuer"
    " issuer_folded issue_date issue_year title chair_name chair_role abbreviations evidence"
    " folded confidence revision stored_at read_at",
    "pages": "id document_id number kind width height dpi rotation skew engine confidence",
    "tasks": "id document_id ordinal path page text folded names leads nature report_to evidence"
    " confidence named_day bound paper_day last_day withdrawn",
    "task_agencies": "id task_id ordinal role name folded sort_key addressed unit evidence origin"
    " state done_on last_day standing counted",
    "deadlines": "id task_id ordinal verbatim kind date bound year_inferred scope evidence",
    "quantities": "id document_id task_id ordinal kind verbatim value comparator",
    "flags": "id document_id task_id part ordinal code resolved_at resolved_by",
    "status_events": "id assignee_id state day by at",
    "progress_notes": "id assignee_id day percent note result_document by at",
    "extensions": "id task_id old_day new_day agreed_on agreed_by document by at",
    "audit": "id at by action document_id task_id after",
}
BATCH: Final = 2_000
"""Notices written at a time."""
YEARS: Final = 11
_DAY: Final = dt.timedelta(days=1)
_WARDS: Final = (
    "An",
    "Bình",
    "Cầu",
    "Đông",
    "Hòa",
    "Long",
    "Mỹ",
    "Phú",
    "Tân",
    "Thạnh",
    "Vĩnh",
    "Xuân",
)
_ENDS: Final = ("Hưng", "Lộc", "Thành", "Thuận", "Phước", "Giang", "Hải", "Sơn", "Tiến", "Trung")
_PLACES: Final = tuple(f"{first} {end}" for first in _WARDS for end in _ENDS)
_FOLLOWERS: Final = ("lan", "minh", "hoa", "tuan")


class Unit(NamedTuple):
    """One who answers for tasks."""

    name: str
    folded: str
    sort_key: str


def _units() -> tuple[Unit, ...]:
    names = {name for tier in TIERS for several in tier.units.values() for name in several}
    names |= {f"UBND {kind} {place}" for place in _PLACES for kind in ("xã", "phường", "thị trấn")}
    shuffled = sorted(names)
    Random(3).shuffle(shuffled)
    return tuple(Unit(name, search_key(name), sort_key(name)) for name in shuffled)


UNITS: Final = _units()
_WEIGHTS: Final = tuple(accumulate(1 / (rank + 5) for rank in range(len(UNITS))))
WORKS: Final = tuple(work for field in (*ECONOMY, *SOCIETY) for work in field.works)
_FOLDED: Final = {words: search_key(words) for words in (*WORKS, *_PLACES)}
_TOPICS: Final = tuple(topic for field in (*ECONOMY, *SOCIETY) for topic in field.topics)
_ISSUERS: Final = tuple(f"Văn phòng UBND huyện {place}" for place in _PLACES[:40])
_SPAN: Final = {"page": 1, "line": 20, "start": 0, "end": 80,
                "box": {"left": 85.1, "top": 300.2, "right": 540.4, "bottom": 316.8}}  # fmt: skip
_EVIDENCE: Final = json.dumps({"spans": [_SPAN], "confidence": 0.94})
_EVIDENCE_OF_TASK: Final = json.dumps({"spans": [_SPAN] * 3, "confidence": 0.94})


class Years:
    """The notices of some years, one after another; the same count gives the same rows."""

    def __init__(self, tasks: int, seed: int = 6) -> None:
        self._wanted = tasks
        self._random = Random(seed)
        self._ids: Counter[str] = Counter()
        self._numbers: Counter[tuple[int, int]] = Counter()
        self._until = today()
        self._since = self._until - dt.timedelta(days=YEARS * 365)
        self.rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in TABLES}

    def batches(self) -> Iterator[dict[str, list[tuple[Any, ...]]]]:
        """Rows by table, ``BATCH`` notices at a time."""
        notices = max(self._wanted // 12, 1)
        for number in range(notices):
            days = (self._until - self._since).days * number // notices
            left = self._wanted - self._ids["tasks"]
            if left <= 0:
                break
            count = self._random.randint(4, 20) if number < notices - 1 else left
            self._notice(self._since + dt.timedelta(days=days), min(count, left))
            if number % BATCH == BATCH - 1:
                yield self._take()
        yield self._take()

    def _take(self) -> dict[str, list[tuple[Any, ...]]]:
        taken, self.rows = self.rows, {name: [] for name in TABLES}
        return taken

    def _add(self, table: str, *values: Any) -> int:  # noqa: ANN401
        self._ids[table] += 1
        key = self._ids[table]
        self.rows[table].append((key, *values))
        return key

    def _notice(self, day: dt.date, count: int) -> None:
        random = self._random
        issuer = random.randrange(len(_ISSUERS))
        self._numbers[issuer, day.year] += 1
        number, name = str(self._numbers[issuer, day.year]), _ISSUERS[issuer]
        title = f"Kết luận của Chủ tịch UBND tại cuộc họp về {random.choice(_TOPICS)}"
        file = f"{issuer}-{day.year}-{number}.pdf"
        stored = dt.datetime.combine(day, dt.time(3), dt.UTC)
        document = self._add(
            "documents", f"{self._ids['documents']:064x}", file, "application/pdf", "0.1.0",
            "Thông báo", number, "TB-VPUB", "tb vpub", name, fold(name), day, day.year, title,
            "Nguyễn Văn An", "Chủ tịch", "{}", "{}",
            search_key(f"{number} TB-VPUB {title} {file}"), 0.95, 1, stored, stored,
        )  # fmt: skip
        for page in range(1, 4):
            self._add(
                "pages", document, page, "scan", 595.0, 842.0, 72.0, 0, 0.1, "tesseract", 0.95
            )
        told = json.dumps({"file": file, "status": "new"})
        self._add("audit", stored, "ketluan", "stored", document, None, told)
        for ordinal in range(count):
            self._task(document, day, ordinal)

    def _task(self, document: int, day: dt.date, ordinal: int) -> None:
        random = self._random
        one, two, place = random.choice(WORKS), random.choice(WORKS), random.choice(_PLACES)
        sentence = f"{one[0].upper()}{one[1:]}; {two} tại {place}."
        last = day + dt.timedelta(days=random.randint(7, 120)) if random.random() < 0.6 else None
        roles = ["lead"] * random.choices((0, 1, 2), (5, 85, 10))[0]
        if not roles and random.random() < 0.9:
            last = None  # general demands seldom name a day
        standing = last is None and random.random() < 0.3
        before = last is not None and random.random() < 0.6
        named = last + _DAY if last and before else last
        bound = None if last is None else "before" if before else "on_or_before"
        roles += ["coordinate"] * random.choices((0, 1, 3), (45, 35, 20))[0]
        whom = dict.fromkeys(random.choices(UNITS, cum_weights=_WEIGHTS, k=len(roles)))
        extended = last + dt.timedelta(days=30) if last and random.random() < 0.04 else None
        task = self._add(
            "tasks", document, ordinal, f"2.{ordinal // 5 + 1}/{ordinal % 5 + 1}", 1, sentence,
            f"{_FOLDED[one]} {_FOLDED[two]} tai {_FOLDED[place]}", " ".join(unit.folded for unit in whom),
            sum(role == "lead" for _, role in zip(whom, roles, strict=False)),
            "continuous" if standing else "one_off", "[]", _EVIDENCE_OF_TASK, 0.94, named, bound,
            last, extended or last, False,
        )  # fmt: skip
        if named:
            words = f"trước ngày {named:%d/%m/%Y}" if before else f"chậm nhất ngày {named:%d/%m/%Y}"
            self._add("deadlines", task, 0, words, "date", named, bound, False, "item", _EVIDENCE)
        elif standing:
            self._add(
                "deadlines",
                task,
                0,
                "thường xuyên",
                "continuous",
                None,
                None,
                False,
                "item",
                _EVIDENCE,
            )
        if extended:
            agreed = min(last or day, self._until)
            self._add(
                "extensions",
                task,
                last,
                extended,
                agreed,
                "Chủ tịch",
                "99/UBND",
                "lan",
                _moment(agreed),
            )
        if random.random() < 0.12:
            percent = random.randint(1, 100)
            self._add("quantities", document, task, 0, "percent", f"{percent}%", percent, ">=")
        if random.random() < 0.1:
            settled = random.random() < 0.7
            at, by = (_moment(day), "lan") if settled else (None, None)
            self._add("flags", document, task, "task", 0, "read_unsurely", at, by)
        for rank, (unit, role) in enumerate(zip(whom, roles, strict=False)):
            self._answer(task, rank, unit, role, day, extended or last, standing=standing)

    def _answer(
        self, task: int, ordinal: int, unit: Unit, role: str, day: dt.date,
        last: dt.date | None, *, standing: bool,
    ) -> None:  # fmt: skip
        random = self._random
        state, done = "moi", None
        if role == "lead":
            state, done = self._progress(day, last, standing=standing)
        key = self._add(
            "task_agencies", task, ordinal, role, unit.name, unit.folded, unit.sort_key, "unit",
            unit.folded, _EVIDENCE, "machine", state, done, last, standing, True,
        )  # fmt: skip
        if state == "moi":
            return
        by = random.choice(_FOLLOWERS)
        if done:
            self._add("status_events", key, "da_giao", day, by, _moment(day))
        on = done or min(day + dt.timedelta(days=20), self._until)
        self._add("status_events", key, state, on, by, _moment(on))
        if random.random() < 0.5:
            note = "Đã trình UBND, đang hoàn thiện theo ý kiến góp ý của các đơn vị."
            percent = 100 if done else random.randint(10, 90)
            paper = f"{task % 900}/BC" if done else None
            self._add("progress_notes", key, on, percent, note, paper, by, _moment(on))

    def _progress(
        self, day: dt.date, last: dt.date | None, *, standing: bool
    ) -> tuple[str, dt.date | None]:
        """State and day of completion: the older the task, the surer it is done."""
        random = self._random
        if standing:
            return ("dang_thuc_hien" if random.random() < 0.4 else "moi"), None
        lateness = random.randint(1, 150) if random.random() < 0.125 else -random.randint(0, 20)
        meant = (last or day + dt.timedelta(days=90)) + dt.timedelta(days=lateness)
        done = max(meant, day)
        if done <= self._until and random.random() < 0.985:
            return "hoan_thanh", done
        if random.random() < 0.03:
            return "tam_dung", None
        return ("dang_thuc_hien" if random.random() < 0.6 else "moi"), None


def _moment(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(2, 30), dt.UTC)


def fill(store: Store, tasks: int) -> None:
    """Write the rows of ``tasks`` tasks into an empty database, then indexes and statistics."""
    if store.engine.dialect.name == "sqlite":
        _fill_sqlite(store, tasks)
    else:
        _fill_postgresql(store, tasks)


def _fill_sqlite(store: Store, tasks: int) -> None:
    with store.engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        raw.execute("PRAGMA foreign_keys = OFF")
        made = raw.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger')"
            " AND sql IS NOT NULL"
        ).fetchall()
        for kind, name, _ in made:
            raw.execute(f"DROP {kind} {name}")
        for rows in Years(tasks).batches():
            raw.execute("BEGIN")
            for table, columns in TABLES.items():
                names = ", ".join(f'"{name}"' for name in columns.split())
                marks = ", ".join("?" * len(columns.split()))
                told = ([_as_text(value) for value in row] for row in rows[table])
                raw.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", told)  # noqa: S608
            raw.execute("COMMIT")
        raw.execute("INSERT INTO tasks_fts (tasks_fts) VALUES ('rebuild')")
        for _, _, statement in made:
            raw.execute(statement)
        raw.execute("ANALYZE")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        raw.execute("PRAGMA foreign_keys = ON")


def _as_text(value: Any) -> Any:  # noqa: ANN401
    """As SQLAlchemy keeps days and moments in SQLite."""
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S.%f")
    return value.isoformat() if isinstance(value, dt.date) else value


def _fill_postgresql(store: Store, tasks: int) -> None:
    options = {"isolation_level": "AUTOCOMMIT"}
    with store.engine.connect().execution_options(**options) as connection:
        raw: Any = connection.connection.driver_connection
        raw.execute("SET session_replication_role = replica")  # no check of every foreign key
        raw.execute("SET maintenance_work_mem = '512MB'")
        made = raw.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
            " AND indexname NOT IN (SELECT conname FROM pg_constraint)"
        ).fetchall()
        for name, _ in made:
            raw.execute(f"DROP INDEX {name}")
        for rows in Years(tasks).batches():
            with raw.cursor() as cursor:
                for table, columns in TABLES.items():
                    names = ", ".join(f'"{name}"' for name in columns.split())
                    with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                        for row in rows[table]:
                            copy.write_row(row)
        for _, statement in made:
            raw.execute(statement)
        for table in TABLES:
            raw.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"  # noqa: S608
            )
        raw.execute("VACUUM ANALYZE")
        raw.execute("SET session_replication_role = origin")
