"""`make run`: key, database, static files, sample portal where the database is empty, then gunicorn and the background worker."""

import errno
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


def number(name: str, default: int, *, most: int) -> int:
    """A number from the environment; anything else ends with the words for it."""
    text = os.environ.get(name) or str(default)
    if not (text.isascii() and text.isdecimal() and 0 < int(text) <= most):
        stop(f"{name}={text} không dùng được. Ghi một số từ 1 đến {most}, ví dụ {name}={default} make run")
    return int(text)


def secret_key(folder: Path) -> None:
    """A key of this machine's own, readable by its owner alone. A half-written one is written again."""
    file = folder / "secret_key"
    if file.exists() and len(file.read_text().strip()) >= 50:
        return
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.fchmod(descriptor, 0o600)
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
            if error.errno == errno.EADDRINUSE:
                stop(f"Cổng {port} đang có chương trình khác dùng. Chạy ở cổng khác: PORT={port % 65535 + 1} make run")
            if error.errno == errno.EACCES:
                stop(f"Cổng {port} cần quyền quản trị máy. Chạy ở cổng từ 1024 trở lên, ví dụ PORT=8000 make run")
            stop(f"Không lắng nghe được ở HOST={host}: {error.strerror}. Bỏ HOST để dùng 127.0.0.1.")


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
        load_sample(folder)
    connection.close()


def load_sample(folder: Path) -> None:
    """The sample portal, into an empty database; one that was interrupted while it loaded is finished."""
    from django.core.management import call_command  # noqa: PLC0415 - Django is set up by now

    from khoi_portal.sample import loading  # noqa: PLC0415

    begun = folder / "sample-begun"
    if not begun.exists() and not loading.is_empty():
        return
    begun.touch()
    call_command("load_sample")
    begun.unlink()


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


def start(command: list[str]) -> subprocess.Popen:
    """A child in a process group of its own: Ctrl-C reaches it through us, once.

    Not in a session of its own: between sessions Linux shares the processor evenly, and being nice would mean nothing.
    """
    return subprocess.Popen(command, cwd=ROOT, process_group=0)


def end(child: subprocess.Popen) -> None:
    """Wait for a child that was asked to end; after ten seconds its whole group goes."""
    try:
        child.wait(timeout=10)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def listen() -> list[int]:
    """From here on Ctrl-C, an end or a closed terminal are noted and answered in order; the list says what was asked."""
    asked: list[int] = []
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, lambda number, frame: asked.append(number))
    return asked


def serve(host: str, port: int, workers: int, asked: list[int]) -> int:
    """Both processes until Ctrl-C, a closed terminal or the web server's end; then neither stays behind.

    The background worker is started again when it ends: readers need not go without pages because a database was away.
    """
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    web_command = [
        sys.executable, "-m", "gunicorn", "khoi_portal.wsgi", "--bind", bind, "--workers", str(workers),
        "--worker-class", "gthread", "--threads", "4", "--max-requests", "20000", "--max-requests-jitter", "2000",
        "--no-control-socket", "--log-level", "warning",
    ]  # fmt: skip
    # Whoever waits for a page goes first: sizes of pictures are made with what is left.
    background_command = ["nice", "-n", "19", sys.executable, "manage.py", "work"]
    web, background = start(web_command), start(background_command)
    try:
        while not asked and web.poll() is None:
            if background.poll() is not None:
                say("· Tiến trình làm việc nền đã dừng; năm giây nữa chạy lại.")
                pause(5, asked)
                background = start(background_command)
            time.sleep(0.2)
    finally:
        for child in (web, background):
            if child.poll() is None:
                child.terminate()
        for child in (web, background):
            end(child)
    if asked:
        say("· Đã dừng.")
        return 0
    say("✗ Máy chủ trang đã dừng ngoài ý muốn. Xem các dòng ở trên.")
    return 1


def pause(seconds: float, asked: list[int]) -> None:
    """Wait, but not for somebody who asked us to end."""
    until = time.monotonic() + seconds
    while not asked and time.monotonic() < until:
        time.sleep(0.2)


def in_words(problem: Exception) -> str:
    """What went wrong while preparing, and what to do; an unknown problem is passed on as it is."""
    kind = f"{type(problem).__module__.split('.')[0]}.{type(problem).__name__}"
    text = str(problem).strip().splitlines()[0] if str(problem).strip() else kind
    if kind == "django.ImproperlyConfigured":
        return text
    if kind.startswith("environs."):
        return f"Một biến môi trường ghi sai: {text.rstrip('.')}. Xem docs/van-hanh/bien-moi-truong.md."
    if kind.startswith("dj_database_url."):
        return (
            "DATABASE_URL ghi sai. Viết theo mẫu postgres://tên:mật-khẩu@máy:5432/cơ-sở, hoặc bỏ trống để dùng SQLite."
        )
    if kind.startswith("django.") and type(problem).__module__ == "django.db.utils":
        where = "DATABASE_URL" if os.environ.get("DATABASE_URL") else "tệp khoi.sqlite3 trong thư mục dữ liệu"
        return f"Không dùng được cơ sở dữ liệu ({where}): {text}"
    if isinstance(problem, OSError):
        return f"Không đọc hoặc ghi được {problem.filename or ''}: {problem.strerror or text}."
    raise problem


def main() -> int:
    """Everything, in order."""
    host, port = os.environ.get("HOST") or "127.0.0.1", number("PORT", 8000, most=65535)
    workers = number("WEB_CONCURRENCY", 2, most=64)
    try:
        folder = var_folder()
        secret_key(folder)
        check_port(host, port)
        prepare(folder)
    except KeyboardInterrupt:
        say("\n· Đã dừng giữa chừng. Chạy lại `make run` sẽ làm tiếp.")
        return 130
    except Exception as problem:  # in_words passes on what it doesn't know
        stop(in_words(problem))
    from django.conf import settings  # noqa: PLC0415

    asked = listen()
    show(folder, host, port, settings.ADMIN_PATH)
    return serve(host, port, workers, asked)


if __name__ == "__main__":
    raise SystemExit(main())
