"""Faults really done to a portal of its own: Redis, PostgreSQL, workers. Reading goes on or waits calmly; all comes back by itself."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path

import psycopg2
import pytest

from tests.served.clusters import cluster
from tools.served import ROOT, free_port, wait_for

pytestmark = pytest.mark.served
PAGES = ("/", "/tin-tuc/", "/hoi-nghi/", "/tim-kiem/?q=chi+bo", "/phan-hoi/")


MANY_PICTURES = """
import io, os
from PIL import Image as Drawing
from media import uploads
for number in range(6):
    file = io.BytesIO()
    Drawing.effect_noise((2400, 1600), 60 + number).save(file, "JPEG")
    uploads.accept_image(file, name=f"anh-{number}.jpg", by=None)
from django_tasks_db.models import DBTaskResult
print(DBTaskResult.objects.ready().count())
"""
RUNNING = "from django_tasks_db.models import DBTaskResult as Job; print(int(Job.objects.running().exists()))"
MISSING = """
from media import renditions
from media.models import Image
print(sum(len(renditions.missing(image)) for image in Image.objects.filter(name__startswith="anh-")))
"""
BROKEN_SIZES = """
from PIL import Image as Opened
from media.models import Rendition
broken = []
for row in Rendition.objects.all():
    try:
        with row.file.open("rb") as file:
            Opened.open(file).load()
    except OSError:
        broken.append(row.file.name)
print(broken)
"""
TWICE = """
from django.db.models import Count
from media.models import Rendition
print(list(Rendition.objects.values("image", "kind", "format", "width").annotate(n=Count("pk")).filter(n__gt=1)))
"""


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
@pytest.fixture
def on_postgresql(portal):
    """make(**given) → (portal served from a cluster of its own, its address, what controls it)."""
    # A folder that the cluster's own user may enter.
    home = Path(subprocess.run(["mktemp", "-d"], capture_output=True, text=True, check=True).stdout.strip())
    with ExitStack() as kept:
        kept.callback(shutil.rmtree, home, ignore_errors=True)
        url, control = kept.enter_context(cluster(home))

        def make(**given):
            served = portal(DATABASE_URL=url, **given)
            served.manage("migrate", "--verbosity", "0")
            served.manage("load_sample")
            served.serve(workers=1)
            wait_for(served.is_up)
            kept.callback(served.end)
            return served, url, control

        yield make


def test_postgresql_stopped_and_started(on_postgresql):
    served, _, control = on_postgresql()
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


def test_postgresql_that_answers_nothing_for_long(on_postgresql):
    """Twelve readers wait for a table that somebody holds: more than there are threads. Each gets words, the kept pages go on."""
    served, url, _ = on_postgresql(KHOI_STATEMENT_SECONDS="1")
    assert served.get("/tin-tuc/").status == 200
    with closing(psycopg2.connect(url)) as holder:
        holder.cursor().execute("LOCK TABLE articles_article, search_entry IN ACCESS EXCLUSIVE MODE")
        with ThreadPoolExecutor(12) as pool:
            waiting = [pool.submit(served.get, f"/tim-kiem/?q=chi+bo+{number}") for number in range(12)]
            kept = pool.submit(served.get, "/tin-tuc/")
            answers = [one.result() for one in waiting]
        assert {(answer.status, *answer["retry-after"]) for answer in answers} == {(503, "60")}
        assert kept.result().status == 200
    assert statuses(served) == [200] * 5


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


@pytest.mark.parametrize("shared", [True, False], ids=["with Redis", "without Redis"])
def test_two_hundred_readers_of_one_page_that_was_let_go(portal, tmp_path, shared):
    """All are answered, and each worker makes the page once: its readers wait for that one."""
    given = {}
    if shared:
        if not shutil.which("redis-server"):
            pytest.skip("Máy này không có redis-server.")
        given["REDIS_URL"] = f"redis://127.0.0.1:{free_port()}/0"
    counted = tmp_path / "made"
    served = portal(MADE=str(counted), **given)
    if shared:
        start_redis(served, int(given["REDIS_URL"].split(":")[2].removesuffix("/0")), tmp_path)
    served.serve(application="tests.served.counting")
    wait_for(served.is_up)
    # Both workers have had it: what no worker has ever kept, nobody waits for.
    wait_for(lambda: served.get("/tin-tuc/?trang=1").status == 200 and len(set(counted.read_text().split())) == 2)
    assert [served.get("/tin-tuc/").status for _ in range(20)] == [200] * 20
    together = threading.Barrier(40)

    def read(_):
        together.wait(30)
        return [served.get("/tin-tuc/").status for _ in range(5)]

    counted.write_text("")
    served.run("from publishing import generations as g; g.generations.touch(['site'])")
    with ThreadPoolExecutor(40) as pool:
        assert list(pool.map(read, range(40))) == [[200] * 5] * 40
    makers = counted.read_text().split()
    assert len(makers) == len(set(makers)) in (1, 2), makers


def test_a_background_worker_killed_at_work_leaves_nothing_half_and_the_next_does_it(portal):
    served = portal()
    asked = served.run(MANY_PICTURES)
    for _ in range(3):
        worker = served.start(sys.executable, "manage.py", "work", "--verbosity", "0")
        wait_for(lambda: served.run(RUNNING) == "1")
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
        # A row is there only with its whole file.
        assert served.run(BROKEN_SIZES) == "[]"
    served.start(sys.executable, "manage.py", "work", "--verbosity", "0")
    wait_for(lambda: served.run(MISSING) == "0", 120)
    assert int(asked) >= 6
    assert served.run(BROKEN_SIZES) == "[]"
    assert served.run(TWICE) == "[]"


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
