"""Faults really done to a portal of its own: Redis, PostgreSQL, workers. Reading goes on or waits calmly; all comes back by itself."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from tools import with_postgres
from tools.served import ROOT, free_port, wait_for

pytestmark = pytest.mark.served
PAGES = ("/", "/tin-tuc/", "/hoi-nghi/", "/tim-kiem/?q=chi+bo", "/phan-hoi/")


def statuses(served):
    return [served.get(path).status for path in PAGES]


# --- Redis --------------------------------------------------------------------------------------------------
@pytest.fixture
def redis(portal, tmp_path):
    """(portal, process of Redis, its port): a portal with a Redis of its own."""
    if not shutil.which("redis-server"):
        pytest.skip("Máy này không có redis-server.")
    port = free_port()
    served = portal(REDIS_URL=f"redis://127.0.0.1:{port}/0")
    process = start_redis(served, port, tmp_path)
    served.serve()
    wait_for(served.is_up)
    assert statuses(served) == [200] * 5
    return served, process, port


def start_redis(served, port, folder):
    process = served.start(
        "redis-server", "--port", str(port), "--save", "", "--dir", str(folder), "--loglevel", "warning"
    )
    wait_for(lambda: redis_says(port, "PING") == "PONG")
    return process


def redis_says(port, *words):
    return subprocess.run(["redis-cli", "-p", str(port), *words], capture_output=True, text=True).stdout.strip()


def test_redis_killed_costs_no_page_and_comes_back(redis, tmp_path):
    served, process, port = redis
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert statuses(served) * 2 == [200] * 10
    assert served.get("/readyz").status == 200
    start_redis(served, port, tmp_path)
    wait_for(lambda: b'"cache": "ok"' in served.get("/readyz").body, 20)
    assert statuses(served) == [200] * 5


def test_redis_that_hangs_stops_nobody(redis):
    served, process, _ = redis
    os.killpg(process.pid, signal.SIGSTOP)
    start = time.monotonic()
    assert statuses(served) == [200] * 5
    assert time.monotonic() - start < 10
    os.killpg(process.pid, signal.SIGCONT)
    wait_for(lambda: b'"cache": "ok"' in served.get("/readyz").body, 20)


def test_redis_emptied_shows_nothing_old(redis):
    served, _, port = redis
    assert redis_says(port, "FLUSHALL") == "OK"
    assert statuses(served) == [200] * 5


# --- PostgreSQL ---------------------------------------------------------------------------------------------
@contextmanager
def cluster(home):
    """A private cluster: start() and stop() it as an operator or a fault would."""
    folder = with_postgres.binaries()
    if folder is None:
        pytest.skip("Máy này không có PostgreSQL.")
    person = with_postgres.as_unprivileged()
    if person:
        os.chown(home, person["user"], person["group"])
    data, port = home / "data", free_port()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": home, **person}
    subprocess.run(
        [folder / "initdb", "-D", data, "-A", "trust", "-U", "khoi", "-E", "UTF8", "--no-sync", "--locale=C.UTF-8"],
        check=True, **quiet,
    )  # fmt: skip

    def control(*verb):
        options = f"-k {home} -p {port} -c listen_addresses=127.0.0.1 -c fsync=off"
        subprocess.run(
            [folder / "pg_ctl", "-D", data, "-w", "-l", home / "log", "-o", options, *verb], check=True, **quiet
        )

    control("start")
    try:
        yield f"postgres://khoi@127.0.0.1:{port}/postgres", control
    finally:
        subprocess.run([folder / "pg_ctl", "-D", data, "-m", "immediate", "stop"], check=False, **quiet)


def test_postgresql_stopped_and_started(portal):
    # A folder that the cluster's own user may enter.
    home = Path(subprocess.run(["mktemp", "-d"], capture_output=True, text=True, check=True).stdout.strip())
    try:
        with cluster(home) as (url, control):
            served = portal(DATABASE_URL=url)
            served.manage("migrate", "--verbosity", "0")
            served.manage("load_sample")
            served.serve(workers=1)
            wait_for(served.is_up)
            assert served.get("/tin-tuc/").status == 200
            control("-m", "immediate", "stop")
            assert served.get("/tin-tuc/").status == 200
            away = served.get("/tim-kiem/?q=chi+bo")
            assert (away.status, away["retry-after"]) == (503, ["60"])
            assert "Trang đang tạm nghỉ" in away.body.decode()
            assert [served.get(path).status for path in ("/healthz", "/readyz")] == [200, 503]
            control("start")
            wait_for(lambda: served.get("/readyz").status == 200)
            assert statuses(served) == [200] * 5
            served.end()
    finally:
        shutil.rmtree(home, ignore_errors=True)


# --- processes ----------------------------------------------------------------------------------------------
def children(process):
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, text=True)
    return [int(pid) for pid in found.stdout.split()]


def test_killed_workers_are_replaced(portal):
    served = portal()
    gunicorn = served.serve()
    wait_for(served.is_up)
    before = children(gunicorn)
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    wait_for(lambda: len(children(gunicorn)) == 2 and not set(before) & set(children(gunicorn)))
    wait_for(served.is_up)
    assert statuses(served) == [200] * 5


def test_two_hundred_readers_of_one_page_that_was_let_go(portal):
    served = portal()
    served.serve()
    wait_for(served.is_up)
    assert statuses(served) == [200] * 5
    served.run("from publishing import generations as g; g.generations.touch(['site'])")
    together = threading.Barrier(40)

    def read(_):
        together.wait(30)
        return [served.get("/tin-tuc/").status for _ in range(5)]

    with ThreadPoolExecutor(40) as pool:
        assert list(pool.map(read, range(40))) == [[200] * 5] * 40


def test_an_import_of_two_thousand_rows_killed_leaves_nothing_half(portal, tmp_path):
    served = portal()
    sheet = tmp_path / "diem-cau.csv"
    lines = [f"Điểm cầu số {number} (minh họa),Hà Nội,50" for number in range(2000)]
    sheet.write_text("\n".join(["Tên điểm cầu,Địa điểm,Số đại biểu", *lines]), encoding="utf-8")
    count = "from events.models import ConnectedSite; print(ConnectedSite.objects.count())"
    event = served.run("from events.models import Event; print(Event.objects.public().first().pk)")
    before = served.run(count)
    for after in (1.0, 1.6, 2.2, 2.8):
        process = subprocess.Popen(
            [sys.executable, "manage.py", "import_sites", str(sheet), "--event", event],
            cwd=ROOT, env=served.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            process.wait(timeout=after)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        found = int(served.run(count))
        assert found == int(before) or (process.returncode == 0 and found >= 2000)
    # Not for want of trying: the same file is written whole once nobody stops it.
    served.manage("import_sites", str(sheet), "--event", event)
    assert int(served.run(count)) == int(before) + 2000
