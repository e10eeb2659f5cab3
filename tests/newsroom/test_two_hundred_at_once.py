"""Two hundred people send feedback at one moment to a portal as it is served: gunicorn, two workers, the embedded database."""

import http.client
import os
import re
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection

PEOPLE = 200
ROOT = Path(settings.BASE_DIR)


@pytest.fixture
def portal(tmp_path):
    """The port of a portal of its own, without a page in it, and where its database lies."""
    if connection.vendor != "sqlite":
        pytest.skip("Đo trên SQLite; PostgreSQL có bài nhiều người cùng lúc ở test_feedback.py.")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KHOI_", "DJANGO_", "DATABASE_"))}
    given = {"KHOI_VAR": str(tmp_path), "KHOI_SECRET_KEY": "x" * 60, "KHOI_TRUSTED_PROXIES": "1"}
    options = {"env": kept | given, "cwd": ROOT}
    for command in (["migrate", "--verbosity", "0"], ["collectstatic", "--noinput", "--verbosity", "0"]):
        subprocess.run([sys.executable, "manage.py", *command], check=True, capture_output=True, **options)
    served = subprocess.Popen(
        [
            sys.executable, "-m", "gunicorn", "khoi_portal.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2",
            "--worker-class", "gthread", "--threads", "4", "--log-level", "warning", "--no-control-socket",
        ],
        **options,
    )  # fmt: skip
    until = time.monotonic() + 60
    while not answers(port):
        assert served.poll() is None and time.monotonic() < until
        threading.Event().wait(0.1)
    yield port, tmp_path
    served.terminate()
    served.wait(timeout=30)


def answers(port):
    try:
        return ask(port, "GET", "/healthz", {})[0] == 200
    except OSError:
        return False


def ask(port, method, path, headers, body=""):
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=120)) as way:
        way.request(method, path, body, headers)
        answer = way.getresponse()
        return answer.status, answer.read().decode()


def test_two_hundred_at_once_are_stored_and_none_twice(portal):
    port, folder = portal
    together = threading.Barrier(PEOPLE)

    def send(number):
        """One person presses the button, and again."""
        headers = {
            "Content-Type": "application/x-www-form-urlencoded", "X-Forwarded-For": f"198.51.{number}.7", "Host": "127.0.0.1",
        }  # fmt: skip
        given = {
            "loai": "question", "ho_ten": f"Người {number} (minh họa)", "noi_dung": f"Câu hỏi thứ {number}",
            "thu": f"nguoi{number}@vidu.vn", "dong_y_lien_he": "on",
        }  # fmt: skip
        together.wait(60)
        sent = [ask(port, "POST", "/phan-hoi/", headers, urlencode(given)) for _ in range(2)]
        return [(status, re.findall(r"PH(?:-\w{4}){4}", page)[:1]) for status, page in sent]

    with ThreadPoolExecutor(PEOPLE) as pool:
        told = list(pool.map(send, range(PEOPLE)))
    assert {status for pair in told for status, _ in pair} == {200}
    assert all(first == again and first[1] for first, again in told)
    (database,) = folder.glob("*.sqlite3")
    with closing(sqlite3.connect(database)) as rows:
        counts = [
            rows.execute(f"SELECT COUNT(*), COUNT(DISTINCT {column}) FROM {table}").fetchone()
            for table, column in (("feedback_message", "text"), ("feedback_contact", "email"))
        ]
    assert counts == [(PEOPLE, PEOPLE), (PEOPLE, PEOPLE)]
