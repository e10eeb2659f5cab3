"""`make run`: words for what can go wrong, a first run that broke off is finished by the next, and nothing stays behind."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import OperationalError

from tools import run

SCRIPT = Path(settings.BASE_DIR) / "tools" / "run.py"


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def command(tmp_path, port):
    """command(NAME=value): the script with data of its own, as `make run` starts it."""
    begun = []

    def start(**variables):
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("KHOI_", "DJANGO_"))}
        kept.pop("DATABASE_URL", None)
        ours = {"KHOI_VAR": str(tmp_path / "var"), "PORT": str(port), "WEB_CONCURRENCY": "1"}
        begun.append(
            subprocess.Popen(
                [sys.executable, SCRIPT],
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                env={**kept, **ours, **variables},
            )
        )
        return begun[-1]

    yield start
    for process in begun:
        process.kill()
        process.stdout.close()
        process.wait()


def read_until(process, words):
    """The lines up to the one that holds these words."""
    lines = []
    for line in process.stdout:
        lines.append(line)
        if words in line:
            return "".join(lines)
    raise AssertionError(f"{words!r} never came: {''.join(lines)}")


def said(process):
    """All that it said until it ended by itself, and its exit code."""
    text = process.communicate()[0]
    return text, process.returncode


def test_a_port_that_is_taken_is_named_with_the_way_out(command, port):
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        text, code = said(command())
    assert (text, code) == (
        f"✗ Cổng {port} đang có chương trình khác dùng. Chạy ở cổng khác: PORT={port % 65535 + 1} make run\n",
        1,
    )


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"PORT": "abc"}, "✗ PORT=abc không dùng được. Ghi một số từ 1 đến 65535, ví dụ PORT=8000 make run\n"),
        ({"PORT": "٨٠"}, "✗ PORT=٨٠ không dùng được. Ghi một số từ 1 đến 65535, ví dụ PORT=8000 make run\n"),
        (
            {"WEB_CONCURRENCY": "65"},
            "✗ WEB_CONCURRENCY=65 không dùng được. Ghi một số từ 1 đến 64, ví dụ WEB_CONCURRENCY=2 make run\n",
        ),
        (
            {"KHOI_DEBUG": "banana"},
            '✗ Một biến môi trường ghi sai: Environment variable "KHOI_DEBUG" invalid: Not a valid boolean. '
            "Xem docs/van-hanh/bien-moi-truong.md.\n",
        ),
        (
            {"DATABASE_URL": "may-chu/co-so"},
            "✗ DATABASE_URL ghi sai. Viết theo mẫu postgres://tên:mật-khẩu@máy:5432/cơ-sở, hoặc bỏ trống để dùng SQLite.\n",
        ),
    ],
)
def test_a_wrong_variable_gets_one_line(command, variables, words):
    assert said(command(**variables)) == (words, 1)


def test_a_damaged_database_and_an_unwritable_folder_get_one_line(command, tmp_path):
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "khoi.sqlite3").write_bytes(b"rubbish, not a database" * 10)
    assert said(command()) == (
        "✗ Không dùng được cơ sở dữ liệu (tệp khoi.sqlite3 trong thư mục dữ liệu): file is not a database\n",
        1,
    )
    (tmp_path / "file").touch()
    text, code = said(command(KHOI_VAR=str(tmp_path / "file" / "var")))
    assert (text, code) == (f"✗ Không đọc hoặc ghi được {tmp_path / 'file' / 'var'}: Not a directory.\n", 1)


def test_only_what_is_understood_is_put_into_words():
    assert run.in_words(ImproperlyConfigured("Thiếu khóa.")) == "Thiếu khóa."
    assert run.in_words(OperationalError("no\nmore")).endswith(": no")
    with pytest.raises(KeyError):
        run.in_words(KeyError("a fault of ours keeps its traceback"))


def test_a_key_of_ones_own_is_kept_and_a_half_written_one_is_not(tmp_path):
    file = tmp_path / "secret_key"
    file.write_text("half")
    run.secret_key(tmp_path)
    key = file.read_text()
    assert len(key) >= 50 and oct(file.stat().st_mode)[-3:] == "600"
    run.secret_key(tmp_path)
    assert file.read_text() == key


def test_children_share_the_session_so_that_being_nice_counts_and_take_no_signal_of_the_terminal():
    child = run.start(["sleep", "60"])
    try:
        assert (os.getsid(child.pid), os.getpgid(child.pid)) == (os.getsid(0), child.pid)
    finally:
        child.kill()
        child.wait()


def test_a_first_run_killed_while_the_sample_loads_is_finished_by_the_next_and_ctrl_c_leaves_nothing(
    command, tmp_path, port
):
    broken = command()
    read_until(broken, "36 bài viết")
    broken.kill()
    broken.wait()
    with sqlite3.connect(tmp_path / "var" / "khoi.sqlite3") as database:
        assert database.execute("select count(*) from articles_article").fetchone()[0] < 36

    whole = command()
    text = read_until(whole, "Dừng: Ctrl-C")
    assert f"http://127.0.0.1:{port}/quan-tri/" in text and "duyet " in text
    with sqlite3.connect(tmp_path / "var" / "khoi.sqlite3") as database:
        assert database.execute("select count(*) from articles_article").fetchone()[0] == 36
    whole.send_signal(signal.SIGINT)
    text, code = said(whole)
    assert (text, code) == ("\n· Đã dừng.\n", 0)

    again = command()
    assert "mẫu…" not in read_until(again, "Dừng: Ctrl-C"), "a second run does nothing again"
    again.send_signal(signal.SIGHUP)
    assert said(again) == ("\n· Đã dừng.\n", 0)
    run.check_port("127.0.0.1", port)
