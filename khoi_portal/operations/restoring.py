"""Bringing a backup back: beside what is there, checked, and only then in its place. What fails leaves everything as it was."""

from __future__ import annotations

import io
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import Error, connection, models, transaction
from django.db.migrations.executor import MigrationExecutor

from accounts.models import LogEntry, User
from khoi_portal.operations.archive import (
    CHUNK,
    LEFT_OUT,
    LEFT_OUT_APPS,
    UPLOADS,
    Manifest,
    Say,
    Unusable,
    checked,
    opened,
    pointed_to,
    rows_of,
)

BEFORE = "truoc-khi-khoi-phuc"
BATCH = 500
PATIENCE = "10s"  # how long PostgreSQL waits for others to let go of the tables


def holds_something() -> bool:
    """Whether there is anything that a restore would replace: whatever was ever done is in the log."""
    try:
        return User.objects.exists() or LogEntry.objects.exists()
    except Error:
        return False


def restore(source: Path, *, say: Say) -> Manifest:
    """Database and uploads as they were. Raises Unusable, with nothing changed, for a file that is not whole."""
    manifest = checked(source)
    _require_known(manifest)
    say(f"Bản sao lưu còn nguyên vẹn, lập lúc {manifest.made_at}.")
    uploads = Path(settings.MEDIA_ROOT)
    uploads.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".khoi-phuc-", dir=uploads.parent) as folder:
        with opened(source) as tar:
            count = _unpack(tar, Path(folder) / "uploads")
            say(f"Đã giải {count} ảnh và tệp.")
            with _database_in_place():
                _load(tar, manifest)
                say(f"Đã nạp {sum(manifest.rows.values())} dòng.")
        _put_in_place(Path(folder) / "uploads", uploads)
    call_command("reindex", verbosity=0, stdout=io.StringIO())
    say("Đã lập lại chỉ mục tìm kiếm.")
    return manifest


def prove(source: Path) -> Manifest:
    """Restore it into a scratch database, count what came, and throw that away. Raises Unusable."""
    manifest = checked(source)
    _require_known(manifest)
    with tempfile.TemporaryDirectory(prefix="khoi-thu-") as folder, pointed_to(Path(folder) / "thu.sqlite3"):
        with opened(source) as tar:
            _load(tar, manifest)
        connection.check_constraints()
    return manifest


def _require_known(manifest: Manifest) -> None:
    known = MigrationExecutor(connection).loader.disk_migrations
    if unknown := [f"{app}.{name}" for app, name in manifest.migrations if (app, name) not in known]:
        raise Unusable(f"Bản sao lưu do phiên bản mới hơn tạo ra ({unknown[0]}). Hãy cập nhật cổng rồi khôi phục lại.")


@contextmanager
def _database_in_place() -> Iterator[None]:
    """An empty database to fill, which takes the place of the present one when all went well."""
    if connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
                cursor.execute("DROP SCHEMA public CASCADE")
                cursor.execute("CREATE SCHEMA public")
            yield
        return
    present = Path(connection.settings_dict["NAME"])
    fresh = present.with_name(f"{present.name}.khoi-phuc")
    _remove(fresh)
    try:
        with pointed_to(fresh):
            yield
            connection.check_constraints()
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        if present.exists():
            kept = present.with_name(f"{present.name}.{BEFORE}")
            _remove(kept)
            with pointed_to(present), connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            present.replace(kept)
            _remove(present)
        fresh.replace(present)
    finally:
        _remove(fresh)


def _remove(database: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            database.with_name(database.name + ending).unlink()


def _load(tar: tarfile.TarFile, manifest: Manifest) -> None:
    """Lay the schema the backup was made with, fill it, and bring it up to today's."""
    executor = MigrationExecutor(connection)
    executor.recorder.ensure_schema()
    targets = _leaves(executor, manifest)
    executor.migrate(targets)
    saved = executor.loader.project_state(targets).apps
    chosen = [
        model
        for model in saved.get_models(include_auto_created=True)
        if model._meta.label_lower not in LEFT_OUT and model._meta.app_label not in LEFT_OUT_APPS
    ]
    with transaction.atomic():
        _replace_rows(chosen, tar, manifest)
    call_command("migrate", verbosity=0)


def _replace_rows(chosen: list[type[models.Model]], tar: tarfile.TarFile, manifest: Manifest) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    for model in chosen:
        # Rows that migrations lay down come from the backup as well, as people have changed them since.
        model._base_manager.all()._raw_delete(connection.alias)
    for model in chosen:
        _fill(model, tar)
        found, wanted = model._base_manager.count(), manifest.rows.get(model._meta.label_lower)
        if found != wanted:
            raise Unusable(f"Bảng {model._meta.label_lower} có {found} dòng, bảng kê ghi {wanted}.")
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), chosen):
            cursor.execute(statement)
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _leaves(executor: MigrationExecutor, manifest: Manifest) -> list[tuple[str, str]]:
    known = set(manifest.migrations)
    nodes = executor.loader.graph.node_map
    return [
        key
        for key in manifest.migrations
        if key in nodes and not any(one.key in known and one.key[0] == key[0] for one in nodes[key].children)
    ]


def _fill(model: type[models.Model], tar: tarfile.TarFile) -> None:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    waiting: list[models.Model] = []
    for row in rows_of(tar, model._meta.label_lower):
        waiting.append(model(**{name: _value(fields[name], value) for name, value in row.items()}))
        if len(waiting) == BATCH:
            model._base_manager.bulk_create(waiting)
            waiting = []
    model._base_manager.bulk_create(waiting)


def _value(field: Any, value: Any) -> Any:
    if value is None or isinstance(field, models.JSONField):
        return value
    return (field.target_field if field.is_relation else field).to_python(value)


def _unpack(tar: tarfile.TarFile, folder: Path) -> int:
    """The uploads, beside where they will stand. Names were summed up already; none leads out of the folder."""
    folder.mkdir()
    count = 0
    for member in tar:
        if not member.name.startswith(UPLOADS):
            continue
        target = folder / member.name.removeprefix(UPLOADS)
        if not target.resolve().is_relative_to(folder.resolve()):
            raise Unusable(f"Bản sao lưu có tên tệp lạ: {member.name}.")
        target.parent.mkdir(parents=True, exist_ok=True)
        file = tar.extractfile(member)
        assert file is not None  # noqa: S101 - every part was opened once when it was checked
        with target.open("wb") as into:
            shutil.copyfileobj(file, into, CHUNK)
        count += 1
    return count


def _put_in_place(fresh: Path, uploads: Path) -> None:
    kept = uploads.with_name(f"{uploads.name}.{BEFORE}")
    if uploads.exists():
        shutil.rmtree(kept, ignore_errors=True)
        uploads.replace(kept)
    fresh.replace(uploads)
