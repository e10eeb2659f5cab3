"""`make run`: key, database, static files, sample portal where the database is empty, then gunicorn and the background worker."""

import contextlib
import hashlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def say(text: str = "") -> None:
    """To whoever sits at the terminal."""
    print(text, flush=True)


def stop(text: str) -> None:
    """End with words, not with a traceback."""
    say(f"✗ {text}")
    raise SystemExit(1)


def var_folder() -> Path:
    """The data folder, made where it is missing."""
    folder = Path(os.environ.get("KHOI_VAR") or ROOT / "var")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path) -> None:
    """A key of this machine's own, readable by its owner alone. A half-written one is written again."""
    file = folder / "secret_key"
    if file.exists() and len(file.read_text().strip()) >= 50:
        return
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as out:
        out.write(secrets.token_urlsafe(64))


def check_port(host: str, port: int) -> None:
    """Say now, and in words, that the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            stop(
                f"Không mở được cổng {port} trên {host}: {error.strerror}. "
                f"Nếu chương trình khác đang dùng cổng này, chạy: PORT={port + 1} make run"
            )


def static_stamp() -> str:
    """The static files as they are: names, sizes and times."""
    lines = [str(sys.version_info)]
    for file in sorted((ROOT / "static").rglob("*")):
        if file.is_file():
            found = file.stat()
            lines.append(f"{file.relative_to(ROOT)} {found.st_size} {found.st_mtime_ns}")
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def prepare(folder: Path) -> None:
    """Bring database, static files and sample to where they must be; what is done already takes no time."""
    import django  # noqa: PLC0415 - the key must lie there before settings are read

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khoi_portal.settings")
    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if pending:
        say(f"· Chuẩn bị cơ sở dữ liệu ({len(pending)} bước)…")
        call_command("migrate", verbosity=0, interactive=False)
    stamp = folder / "static.stamp"
    wanted = static_stamp() + str(settings.EDITOR)
    if not stamp.exists() or stamp.read_text() != wanted:
        say("· Chuẩn bị tệp giao diện…")
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        stamp.write_text(wanted)
    if not os.environ.get("DATABASE_URL"):
        call_command("load_sample", only_if_empty=True)
    connection.close()


def show(folder: Path, host: str, port: int, admin_path: str) -> None:
    """Where to look, and as whom."""
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    say()
    say(f"  Trang cho bạn đọc:  {address}")
    say(f"  Khu vực biên tập:   {address}{admin_path}")
    accounts = folder / "sample-accounts"
    if accounts.exists() and not os.environ.get("DATABASE_URL"):
        say()
        say("  Tài khoản mẫu (tên, mật khẩu, vai trò):")
        for line in accounts.read_text().splitlines():
            say(f"    {line}")
    say()
    say("  Dừng: Ctrl-C")
    say()


def serve(host: str, port: int, workers: int) -> int:
    """Both processes until Ctrl-C or until one of them ends; then neither stays behind."""
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    web = [
        sys.executable, "-m", "gunicorn", "khoi_portal.wsgi", "--bind", bind, "--workers", str(workers),
        "--worker-class", "gthread", "--threads", "4", "--max-requests", "20000", "--max-requests-jitter", "2000",
        "--no-control-socket", "--log-level", "warning",
    ]  # fmt: skip
    background = [sys.executable, "manage.py", "db_worker", "--queue-name", "*", "--no-reload"]
    children = [subprocess.Popen(command, cwd=ROOT, start_new_session=True) for command in (web, background)]
    asked: list[int] = []
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda number, frame: asked.append(number))
    try:
        while not asked and all(child.poll() is None for child in children):
            time.sleep(0.2)
    finally:
        for child in children:
            with contextlib.suppress(ProcessLookupError):
                child.terminate()
        for child in children:
            try:
                child.wait(timeout=10)
            except subprocess.TimeoutExpired:
                child.kill()
    if asked:
        say("· Đã dừng.")
        return 0
    say("✗ Một tiến trình đã dừng ngoài ý muốn. Xem các dòng ở trên.")
    return 1


def main() -> int:
    """Everything, in order."""
    host = os.environ.get("HOST") or "127.0.0.1"
    port_text = os.environ.get("PORT") or "8000"
    if not port_text.isdecimal() or not 0 < int(port_text) < 65536:
        stop(f"PORT={port_text} không phải số cổng. Dùng một số từ 1 đến 65535, ví dụ PORT=8001 make run")
    folder = var_folder()
    secret_key(folder)
    check_port(host, int(port_text))
    try:
        prepare(folder)
    except KeyboardInterrupt:
        say("\n· Đã dừng giữa chừng. Chạy lại `make run` sẽ làm tiếp.")
        return 1
    from django.conf import settings  # noqa: PLC0415

    show(folder, host, int(port_text), settings.ADMIN_PATH)
    return serve(host, int(port_text), int(os.environ.get("WEB_CONCURRENCY") or 2))


if __name__ == "__main__":
    raise SystemExit(main())
