"""``ketluan db``: care of the task database."""

from __future__ import annotations

import contextlib
import datetime as dt
import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.words import say
from models.errors import ExitCode, Unsound

if TYPE_CHECKING:
    from db.rules import Before
    from pipeline import Settings

app = typer.Typer(
    no_args_is_help=True, help="Kiểm tra, sao lưu, khôi phục cơ sở dữ liệu | Care of the database"
)
Yes = Annotated[bool, typer.Option("--yes", help="Không hỏi lại | do not ask")]


@app.command(name="upgrade")
def upgrade(context: typer.Context) -> None:
    """Đưa cơ sở dữ liệu lên bản mới; nạp danh mục cơ quan, ngày nghỉ | Bring up to this version."""
    from db import Store  # noqa: PLC0415  SQLAlchemy is not needed for --help
    from pipeline.registers import keep_registers  # noqa: PLC0415

    settings: Settings = context.obj
    with Store.open(settings.database_url) as store:
        agencies, days = keep_registers(store, settings)
        print(say("db_upgraded", settings.lang, revision=store.revision))
    print(say("db_registers", settings.lang, agencies=agencies, days=days))


@app.command(name="check")
def check(
    context: typer.Context,
    *,
    originals: Annotated[
        bool, typer.Option(help="So cả bản gốc với mã băm | compare the originals' hashes")
    ] = True,
) -> int:
    """Kiểm tra: khóa ngoại, bản gốc, tệp mồ côi | Foreign keys, hashes of originals, orphans."""
    from db import Store  # noqa: PLC0415
    from db.care import check as faults_of  # noqa: PLC0415
    from db.care import sources  # noqa: PLC0415
    from pipeline.stock import Stock  # noqa: PLC0415

    settings: Settings = context.obj
    stock, count = Stock(settings), 0
    with Store.open(settings.database_url) as store:
        for fault in faults_of(store, stock.open if originals else None):
            count += 1
            print(say(f"fault_{fault.kind}", settings.lang, where=fault.where, detail=fault.detail))
        with store.session() as session:
            known = {source for _, source, _ in sources(session)}
    if originals:
        for path in stock.orphans(known):
            count += 1
            print(say("fault_orphan", settings.lang, where=path))
    if count:
        raise Unsound(count=count)
    print(say("db_sound", settings.lang))
    return ExitCode.OK


@app.command(name="backup")
def backup(
    context: typer.Context,
    path: Annotated[
        str, typer.Argument(help="Tệp sao lưu, hoặc thư mục/ | the backup's file, or a folder/")
    ] = "./",
) -> None:
    """Sao lưu trong khi vẫn đang dùng | Back up while others work."""
    from db import Store  # noqa: PLC0415
    from db.care import backup as write  # noqa: PLC0415

    settings: Settings = context.obj
    with Store.open(settings.database_url) as store:
        made = Path(path)
        if path.endswith("/") or made.is_dir():
            made /= _backup_name("ketluan", store.engine.dialect.name)
        size = write(store, made)
    print(say("db_backed_up", settings.lang, file=made, mb=f"{size / 1e6:.1f}"))


@app.command(name="restore")
def restore(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(help="Tệp sao lưu | the backup")],
    *,
    yes: Yes = False,
) -> None:
    """Khôi phục từ bản sao lưu; dữ liệu đang có được sao lưu trước | Restore a backup."""
    from db import Store  # noqa: PLC0415
    from db.care import backup as write  # noqa: PLC0415
    from db.care import restore as put_back  # noqa: PLC0415

    settings: Settings = context.obj
    if not yes:
        typer.confirm(say("db_restore_sure", settings.lang, file=path), abort=True)
    with Store.open(settings.database_url) as store:
        before = path.parent / _backup_name("before-restore", store.engine.dialect.name)
        write(store, before)
        put_back(store, path)
    print(say("db_restored", settings.lang, file=path, before=before))


@app.command(name="delete")
def delete(
    context: typer.Context,
    document: Annotated[int, typer.Argument(help="Số văn bản | id of the document")],
    *,
    keep_original: Annotated[
        bool, typer.Option("--keep-original", help="Giữ tệp gốc trong kho | leave the original")
    ] = False,
    yes: Yes = False,
) -> None:
    """Xóa một văn bản cùng mọi thứ sinh ra từ nó | Delete a document and all that came from it."""
    from db import Store  # noqa: PLC0415

    settings: Settings = context.obj
    with Store.open(settings.database_url) as store:
        _delete(settings, store, [document], keep_original=keep_original, yes=yes)


@app.command(name="retention")
def retention(
    context: typer.Context,
    *,
    years: Annotated[int, typer.Option(min=1, help="Thời hạn bảo quản | years kept")],
    also_open: Annotated[
        bool, typer.Option("--also-open", help="Kể cả còn việc chưa xong | also with open work")
    ] = False,
    do_delete: Annotated[bool, typer.Option("--delete", help="Xóa luôn | delete them")] = False,
    keep_original: Annotated[
        bool, typer.Option("--keep-original", help="Giữ tệp gốc | leave the originals")
    ] = False,
    yes: Yes = False,
) -> None:
    """Liệt kê hoặc xóa văn bản hết thời hạn bảo quản | What is past its years, to be deleted."""
    from db import Store  # noqa: PLC0415
    from db.care import expired  # noqa: PLC0415

    settings: Settings = context.obj
    with Store.open(settings.database_url) as store:
        with store.session() as session:
            found = expired(session, years, also_open=also_open)
            for row in found:
                code = "/".join(filter(None, (row.number, row.symbol))) or row.file
                day = f"{row.issue_date:%d/%m/%Y}" if row.issue_date else "-"
                print(f"{row.id}\t{day}\t{code}\t{row.title or ''}")
            ids = [row.id for row in found]
        print(say("db_expired", settings.lang, count=len(ids), years=years))
        if ids and do_delete:
            _delete(settings, store, ids, keep_original=keep_original, yes=yes)


@app.command(name="merge")
def merge(
    context: typer.Context,
    other: Annotated[str, typer.Argument(help="Tệp hoặc địa chỉ | file or address of the other")],
) -> None:
    """Nhập dữ liệu của một cơ sở dữ liệu khác vào | Bring another database in."""
    from db import Store  # noqa: PLC0415
    from db.care import merge as bring_in  # noqa: PLC0415
    from db.care.backup import as_copy  # noqa: PLC0415

    settings: Settings = context.obj
    with (
        Store.open(settings.database_url) as store,
        as_copy(other) as address,  # the other database stays as it is, an older one too
        Store.open(address) as source,
    ):
        done = bring_in(store, source, by=getpass.getuser())
    print(say("db_merged", settings.lang, added=done.added, known=done.known))


@app.command(name="rules")
def rules(
    context: typer.Context,
    *,
    before: Annotated[
        str | None,
        typer.Option(help="“trước ngày D”: strict (hạn là D-1), lenient (D) | what it means"),
    ] = None,
    soon: Annotated[
        int | None, typer.Option(min=0, max=60, help="Sắp đến hạn: số ngày làm việc | due soon")
    ] = None,
) -> None:
    """Xem hoặc đổi cách tính hạn của cơ quan | The office's rules on due days."""
    from dataclasses import replace  # noqa: PLC0415

    from db import Store, load_rules  # noqa: PLC0415

    settings: Settings = context.obj
    with Store.open(settings.database_url) as store:
        with store.session() as session:
            told = load_rules(session)
        wanted = told
        if before is not None:
            wanted = replace(wanted, before=_before(before))
        if soon is not None:
            wanted = replace(wanted, soon=soon)
        if wanted != told:
            store.set_rules(wanted, by=getpass.getuser())
    print(say(f"rule_{wanted.before.value}", settings.lang))
    print(say("rule_soon", settings.lang, days=wanted.soon))


def _before(word: str) -> Before:
    from db.rules import Before  # noqa: PLC0415

    try:
        return Before(word)
    except ValueError:
        raise typer.BadParameter("--before: strict | lenient") from None


def _delete(
    settings: Settings, store: object, ids: list[int], *, keep_original: bool, yes: bool
) -> None:
    from functools import partial  # noqa: PLC0415

    from db import Store  # noqa: PLC0415
    from db.care import delete_document  # noqa: PLC0415
    from pipeline.stock import Stock  # noqa: PLC0415

    if not isinstance(store, Store):
        raise TypeError(type(store))
    if not yes:
        typer.confirm(say("db_delete_sure", settings.lang, count=len(ids)), abort=True)
    for document in ids:
        gone = store.write(partial(delete_document, document=document, by=getpass.getuser()))
        print(say("db_deleted", settings.lang, file=gone.file, id=document, tasks=gone.tasks))
        if gone.source and not keep_original:
            removed = False
            with contextlib.suppress(OSError):
                removed = Stock(settings).remove(gone.source)
            key = "db_original_gone" if removed else "db_original_left"
            print(say(key, settings.lang, place=gone.source))


def _backup_name(stem: str, dialect: str) -> str:
    moment = f"{dt.datetime.now(dt.UTC):%Y%m%d-%H%M%S}"
    return f"{stem}-{moment}.{'db' if dialect == 'sqlite' else 'dump'}"
