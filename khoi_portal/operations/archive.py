"""The backup as a file: a tar with a compressed table of rows for each model, the uploads, and at its end a manifest of it all.

Rows are written by fields, not by pages of a database, so that what was saved on SQLite comes back on PostgreSQL and the other
way round. Search is left out (it is made anew), and so is what belongs to a moment: sessions, tries at log-in, queued tasks.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS, connection, connections, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import load_backend
from django.utils import timezone

FORMAT = 1
MANIFEST = "manifest.json"
UPLOADS = "uploads/"
LEFT_OUT = {
    "search.entry", "search.text", "search.term", "publishing.cachegenerations", "publishing.presence",
    "django_tasks_database.dbtaskresult", "sessions.session",
}  # fmt: skip
LEFT_OUT_APPS = {"axes"}
CHUNK = 1024 * 1024
SQLITE = "django.db.backends.sqlite3"

Say = Callable[[str], None]


class Unusable(Exception):
    """A file that is no backup of ours or no longer whole, a database that can't be saved yet. Carries one sentence."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds: sizes and checksums of its parts, how many rows of each model, and the schema they fit."""

    made_at: str
    made_by: str
    vendor: str
    migrations: tuple[tuple[str, str], ...]
    rows: dict[str, int]
    parts: dict[str, tuple[int, str]]

    def as_json(self) -> bytes:
        """As it is written."""
        return json.dumps({"format": FORMAT, **self.__dict__}, ensure_ascii=False, indent=1).encode()


def portal_version() -> str:
    """Which release made it."""
    try:
        return version("khoi-portal")
    except PackageNotFoundError:
        return "0.1.0"


def saved_models() -> list[type[models.Model]]:
    """Every table that a backup holds, those between two models included."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
        and not model._meta.proxy
        and model._meta.label_lower not in LEFT_OUT
        and model._meta.app_label not in LEFT_OUT_APPS
    ]


# --- writing ----------------------------------------------------------------------------------------------
def write(target: Path, *, say: Say) -> Manifest:
    """The whole portal as it is at one moment, while people go on writing. A file appears under its name only when it is whole."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Unusable(
            "Cơ sở dữ liệu chưa theo kịp phiên bản này của cổng. Hãy chạy manage.py migrate rồi sao lưu lại."
        )
    unfinished = target.with_name(f".{target.name}.dang-ghi")
    try:
        # It holds what people have written in confidence: nobody else may read it, not even while it grows.
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as raw:
            with tarfile.open(fileobj=raw, mode="w", format=tarfile.PAX_FORMAT) as tar:
                manifest = _fill(tar, say)
            raw.flush()
            os.fsync(raw.fileno())
        unfinished.replace(target)
    finally:
        with suppress(FileNotFoundError):
            unfinished.unlink()
    return manifest


def _fill(tar: tarfile.TarFile, say: Say) -> Manifest:
    parts: dict[str, tuple[int, str]] = {}
    rows: dict[str, int] = {}
    with one_moment():
        migrations = tuple(sorted(MigrationRecorder(connection).applied_migrations()))
        for model in saved_models():
            name = f"data/{model._meta.label_lower}.jsonl.gz"
            with tempfile.TemporaryFile() as table:
                rows[model._meta.label_lower] = _dump(model, table)
                table.seek(0)
                parts[name] = _add(tar, name, table)
    say(f"Dữ liệu: {sum(rows.values())} dòng của {len(rows)} bảng.")
    count = 0
    for path in sorted(uploaded_files()):
        name = UPLOADS + path.relative_to(settings.MEDIA_ROOT).as_posix()
        # What a person removes for good meanwhile is named by no row that counts.
        with suppress(FileNotFoundError), path.open("rb") as file:
            parts[name] = _add(tar, name, file)
            count += 1
    say(f"Ảnh và tệp: {count}.")
    manifest = Manifest(
        made_at=timezone.localtime().isoformat(timespec="seconds"),
        made_by=portal_version(),
        vendor=connection.vendor,
        migrations=migrations,
        rows=rows,
        parts=parts,
    )
    _add(tar, MANIFEST, io.BytesIO(manifest.as_json()))
    return manifest


def uploaded_files() -> Iterator[Path]:
    """Everything that was uploaded."""
    return (path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file() and not path.is_symlink())


@contextmanager
def one_moment() -> Iterator[None]:
    """Everything inside is read as it was at the beginning, and nobody who writes is kept waiting."""
    if connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
        return
    # A transaction of ours would hold the one lock there is for writing: a copy is read instead.
    with tempfile.TemporaryDirectory(prefix="khoi-sao-luu-", dir=settings.VAR_DIR) as folder:
        copy = Path(folder) / "ban-sao.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(copy)])
        with pointed_to(copy):
            yield


@contextmanager
def pointed_to(database: Path) -> Iterator[None]:
    """Everything inside speaks to that SQLite file, whatever database the portal uses."""
    usual = connections[DEFAULT_DB_ALIAS]
    usual.close()
    options = usual.settings_dict["OPTIONS"] if usual.vendor == "sqlite" else {}
    said = {**usual.settings_dict, "ENGINE": SQLITE, "NAME": str(database), "OPTIONS": options}
    connections[DEFAULT_DB_ALIAS] = load_backend(SQLITE).DatabaseWrapper(said, DEFAULT_DB_ALIAS)
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS].close()
        connections[DEFAULT_DB_ALIAS] = usual
        # What was looked up over there has other numbers here.
        ContentType.objects.clear_cache()


def _dump(model: type[models.Model], into: IO[bytes]) -> int:
    count = 0
    fields = model._meta.concrete_fields
    with gzip.GzipFile(fileobj=into, mode="wb", compresslevel=6, mtime=0) as lines:
        lines.write(_line([field.attname for field in fields]))
        for row in model._base_manager.order_by("pk").iterator(chunk_size=1000):
            lines.write(_line([_plain(field, row) for field in fields]))
            count += 1
    return count


def _line(values: list[Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode() + b"\n"


def _plain(field: models.Field[Any, Any], row: models.Model) -> Any:
    """A value as JSON has it, to the microsecond; what has no form there says its own."""
    value = field.value_from_object(row)
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField):
        return field.value_to_string(row)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if isinstance(value, int | float | str) and not isinstance(value, UUID) else str(value)


def _add(tar: tarfile.TarFile, name: str, file: IO[bytes]) -> tuple[int, str]:
    file.seek(0, 2)
    info = tarfile.TarInfo(name)
    info.size, info.mode, info.mtime = file.tell(), 0o600, int(timezone.now().timestamp())
    file.seek(0)
    summed = _Summing(file)
    tar.addfile(info, summed)
    return info.size, summed.digest()


class _Summing(io.RawIOBase):
    """A file that is summed up while it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._sum = file, hashlib.sha256()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._sum.update(data)
        return data

    def digest(self) -> str:
        return self._sum.hexdigest()


# --- reading ----------------------------------------------------------------------------------------------
@contextmanager
def opened(source: Path) -> Iterator[tarfile.TarFile]:
    """The file as a tar; raises Unusable for anything that is none."""
    try:
        with tarfile.open(source, mode="r:") as tar:
            yield tar
    except FileNotFoundError as error:
        raise Unusable(f"Không có tệp {source}.") from error
    except (tarfile.TarError, EOFError, gzip.BadGzipFile, UnicodeDecodeError) as error:
        raise Unusable(f"{source.name} không phải bản sao lưu của cổng, hoặc đã hỏng.") from error


def checked(source: Path) -> Manifest:
    """The manifest, once every part was read to its end and has the size and the sum it should. Raises Unusable."""
    with opened(source) as tar:
        found: dict[str, tuple[int, str]] = {}
        manifest = None
        for member in tar:
            file = tar.extractfile(member)
            if file is None or not member.isfile():
                raise Unusable(f"{source.name} có phần lạ: {member.name}. Hãy dùng bản sao lưu khác.")
            if member.name == MANIFEST:
                manifest = _manifest(file.read(), source)
                continue
            total = hashlib.sha256()
            while data := file.read(CHUNK):
                total.update(data)
            found[member.name] = (member.size, total.hexdigest())
    if manifest is None:
        raise Unusable(f"{source.name} bị cắt cụt: thiếu bảng kê ở cuối. Hãy dùng bản sao lưu khác.")
    for name, wanted in manifest.parts.items():
        if found.get(name) != wanted:
            raise Unusable(f"{source.name} đã hỏng ở phần {name}. Hãy dùng bản sao lưu khác.")
    if strange := set(found) - set(manifest.parts):
        raise Unusable(f"{source.name} có phần lạ: {min(strange)}. Hãy dùng bản sao lưu khác.")
    return manifest


def _manifest(text: bytes, source: Path) -> Manifest:
    try:
        data = json.loads(text)
        made_for = data.pop("format")
        data["migrations"] = tuple((app, name) for app, name in data["migrations"])
        data["parts"] = {name: (size, total) for name, (size, total) in data["parts"].items()}
        manifest = Manifest(**data)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unusable(f"{source.name} có bảng kê không đọc được. Hãy dùng bản sao lưu khác.") from error
    if made_for != FORMAT:
        raise Unusable(
            f"{source.name} do phiên bản khác của cổng tạo ra (dạng {made_for}). Hãy cập nhật cổng rồi thử lại."
        )
    return manifest


def rows_of(tar: tarfile.TarFile, label: str) -> Iterator[dict[str, Any]]:
    """The rows of one model, by the names of its columns."""
    file = tar.extractfile(f"data/{label}.jsonl.gz")
    if file is None:
        raise Unusable(f"Thiếu bảng {label}.")
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        names = json.loads(next(lines))
        for line in lines:
            yield dict(zip(names, json.loads(line), strict=True))
