"""The newest migrations run under the release before them while it serves: its readers notice nothing, before, meanwhile and after."""

import shutil
import subprocess
import threading
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.served.clusters import cluster
from tools.served import ROOT, Served, environment, free_port, wait_for

pytestmark = pytest.mark.served
PAGES = ("/", "/tin-tuc/", "/hoi-nghi/", "/khen-thuong/", "/thu-vien-anh/", "/phan-hoi/")
FEEDBACK = urlencode({"loai": "question", "ho_ten": "An (minh họa)", "noi_dung": "Chi bộ sinh hoạt ngày nào?"}).encode()
TOUCH = "from publishing import generations as g; g.generations.touch(['site'])"
MESSAGES = "from feedback.models import Message; print(Message.objects.count())"


def git(*words):
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True)
    return done.stdout if done.returncode == 0 else b""


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    """The code as it was before the newest migration came."""
    newest = git("log", "-1", "--format=%H", "--diff-filter=A", "--", "*/migrations/0*.py").decode().strip()
    packed = git("archive", f"{newest}^") if newest else b""
    if not packed:
        pytest.skip("Thư mục này không có lịch sử git: không có bản trước để chạy.")
    folder = tmp_path_factory.mktemp("ban-truoc")
    subprocess.run(["tar", "-x"], input=packed, cwd=folder, check=True)
    return folder


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def releases(before, tmp_path, request):
    """(the release before, this one) on the same data; the older one serves."""
    with ExitStack() as kept:
        given = {}
        if request.param == "PostgreSQL":
            home = Path(subprocess.run(["mktemp", "-d"], capture_output=True, text=True, check=True).stdout.strip())
            kept.callback(shutil.rmtree, home, ignore_errors=True)
            given["DATABASE_URL"] = kept.enter_context(cluster(home))[0]
        told = environment(tmp_path, **given)
        older = Served(tmp_path, free_port(), told, root=before)
        newer = Served(tmp_path, free_port(), told)
        for one in (older, newer):
            kept.callback(one.end)
        older.manage("migrate", "--verbosity", "0")
        older.manage("collectstatic", "--noinput", "--verbosity", "0")
        older.manage("load_sample")
        older.serve()
        wait_for(older.is_up)
        yield older, newer


def test_migrations_run_under_the_release_that_serves(releases):
    older, newer = releases
    answers, done = [], threading.Event()

    def read():
        number = 0
        while not done.is_set() or number < len(PAGES):
            # Nothing that is kept: a question of its own each time.
            paths = (PAGES[number % len(PAGES)], f"/tim-kiem/?q=chi+bo+{number}")
            answers.extend((path, older.get(path).status) for path in paths)
            number += 1

    readers = [threading.Thread(target=read) for _ in range(3)]
    for one in readers:
        one.start()
    newer.manage("migrate", "--verbosity", "0")
    done.set()
    for one in readers:
        one.join()
    assert [answer for answer in answers if answer[1] != 200] == []

    # The older code on the newer tables: pages made anew, and a reader's message kept.
    older.run(TOUCH)
    assert [older.get(path).status for path in PAGES] == [200] * len(PAGES)
    messages = int(older.run(MESSAGES))
    sent = older.get("/phan-hoi/", "POST", {"Content-Type": "application/x-www-form-urlencoded"}, FEEDBACK)
    assert (sent.status, int(newer.run(MESSAGES))) == (200, messages + 1)

    older.end()
    newer.manage("collectstatic", "--noinput", "--verbosity", "0")
    newer.serve()
    wait_for(newer.is_up)
    assert [newer.get(path).status for path in PAGES] == [200] * len(PAGES)
