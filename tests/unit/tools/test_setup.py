"""The virtual environment: nothing half-made is trusted, and what can't be installed is said in words."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tools import setup

LOCK = "khong-co-thu-vien-nay==1.0 \\\n    --hash=sha256:" + "0" * 64 + "\n"


@pytest.fixture
def lock(tmp_path):
    file = tmp_path / "runtime.txt"
    file.write_text(LOCK)
    return file


@pytest.fixture
def finished(tmp_path, lock):
    """An environment whose installation was finished here."""
    folder = tmp_path / "venv"
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").touch()
    (folder / setup.STAMP).write_text(f"{setup.home_of(folder)}\n{setup.digest(lock)}\n")
    return folder


def test_a_finished_environment_is_left_alone(finished, lock, capsys):
    setup.main(finished, lock)
    assert capsys.readouterr().out == ""
    assert setup.stamped(finished) == [setup.home_of(finished), setup.digest(lock)]


def test_an_environment_is_not_trusted_when_it_broke_half_way_was_moved_or_lost_its_python(finished, tmp_path):
    moved = finished.rename(tmp_path / "elsewhere")
    assert setup.stamped(moved) == []
    back = moved.rename(finished)
    assert len(setup.stamped(back)) == 2
    (back / "bin" / "python").unlink()
    assert setup.stamped(back) == []
    (back / "bin" / "python").touch()
    (back / setup.STAMP).unlink()
    assert setup.stamped(back) == []


def test_a_changed_lock_is_installed_again(finished, lock):
    lock.write_text(LOCK.replace("1.0", "1.1"))
    assert setup.digest(lock) not in setup.stamped(finished)


def test_without_a_network_the_first_run_says_so_and_leaves_no_stamp(tmp_path, lock):
    folder = tmp_path / "venv"
    ran = subprocess.run(
        [sys.executable, Path(settings.BASE_DIR) / "tools" / "setup.py", folder, lock],
        capture_output=True,
        text=True,
        env={**os.environ, "PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull},
    )
    lines = ran.stdout.splitlines()
    assert ran.returncode == 1 and ran.stderr == ""
    assert lines[:2] == ["· Tạo môi trường Python…", f"· Cài 1 thư viện trong {lock} (lần đầu mất một hai phút)…"]
    assert lines[-1] == (
        "✗ Chưa cài được thư viện. Nếu máy không có mạng, nối mạng rồi chạy lại; nếu đĩa đầy, dọn bớt rồi chạy lại."
    )
    assert setup.stamped(folder) == []
