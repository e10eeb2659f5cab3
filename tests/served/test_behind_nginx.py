"""The portal behind nginx with deploy/nginx.conf itself: what readers get, what is kept and for how long, what never comes out."""

import gzip
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from publishing import display
from tests.pages.observatory import HIGHEST, judged, score
from tools.served import ROOT, behind_nginx, wait_for

pytestmark = [
    pytest.mark.served,
    pytest.mark.skipif(not shutil.which("nginx"), reason="Máy này không có nginx (apt-get install nginx)."),
]
ONCE = (
    "content-security-policy", "x-content-type-options", "x-frame-options", "referrer-policy", "permissions-policy",
    "cross-origin-opener-policy", "cross-origin-resource-policy", "strict-transport-security",
)  # fmt: skip
# An article of the sample with a picture that nothing else shows.
ARTICLE = """
import io
from PIL import Image as Drawing
from articles.models import Article
from media import renditions, uploads, uses
file = io.BytesIO()
Drawing.effect_noise((900, 600), 50).save(file, "PNG")
image = uploads.accept_image(file, name="rieng.png", by=None)
renditions.make(image)
item = Article.objects.listed().latest_first().first()
Article.objects.filter(pk=item.pk).update(lead_image=image)
uses.sync(item, [image.pk])
print(item.pk, item.get_absolute_url(), image.renditions.first().file.url)
"""
WITHDRAW = (
    "from articles.models import Article; from accounts.models import User; from publishing import workflow;"
    "workflow.withdraw(item=Article.objects.get(pk={}), actor=User.objects.get(username='duyet'), note='Sai.')"
)


@pytest.fixture(scope="module")
def behind(sample, tmp_path_factory):
    """(portal, get): two workers on a socket, nginx in front of them, both with the settings of docs/van-hanh."""
    with behind_nginx(sample, tmp_path_factory.mktemp("nginx")) as pair:
        yield pair


def article(served):
    """Key, address and a stored picture of an article in the lists."""
    key, address, picture = served.run(ARTICLE).split()
    return int(key), address, picture


def at_the_start_of_a_second():
    """Wait until a second of the clock begins: what happens next happens in one second."""
    second = int(time.time())
    wait_for(lambda: int(time.time()) != second, 2)


def test_pages_come_with_every_header_once(behind):
    served, get = behind
    for path in ("/", "/tin-tuc/", article(served)[1], "/khong-co-trang-nay/", "/quan-tri/login/", "/rss/tat-ca/"):
        answer = get(path)
        assert answer.status == (404 if "khong-co" in path else 200), path
        assert {name: len(answer[name]) for name in ONCE} == dict.fromkeys(ONCE, 1), path
        assert not [name for name, _ in answer.headers if name.startswith("x-accel") or name == "x-powered-by"]
        assert answer["server"] == ["nginx"]


def test_the_observatory_would_give_its_highest_score(behind):
    _, get = behind
    page, moved = get("/"), get("/", encrypted=False)
    lines = judged(
        dict(page.headers), cookies=page["set-cookie"], html=page.body.decode(), moved_to=moved["location"][0]
    )
    assert score(lines) == HIGHEST, lines
    for path in ("/static/portal.css", "/favicon.ico"):
        answer = get(path)
        assert [answer[name] for name in ("x-content-type-options", "cross-origin-resource-policy")] == [
            ["nosniff"],
            ["same-origin"],
        ]


def test_what_is_kept_is_kept_for_the_second_and_by_choice(behind):
    _, get = behind
    get("/so-do/")
    pages = {
        cookie: get("/so-do/", headers={"Cookie": f"hienthi={cookie}"}).body for cookie in ("dark-100", "auto-125")
    }
    assert b'data-theme="dark"' in pages["dark-100"] and b'data-size="125"' in pages["auto-125"]
    plain = get("/so-do/").body
    assert b"data-theme" not in plain[:300] and b"data-size" not in plain[:300]
    # What is not on the list is the plain page, and two choices at once leave nothing behind under either.
    assert get("/so-do/", headers={"Cookie": "hienthi=%22onload-900"}).body == plain
    at_the_start_of_a_second()
    both = get("/so-do/", headers={"Cookie": "hienthi=light-100; hienthi=dark-200"}).body
    assert get("/so-do/", headers={"Cookie": "hienthi=light-100"}).body == both and b'data-theme="light"' in both


def test_nginx_knows_every_choice_and_every_parameter_of_ours():
    text = (ROOT / "deploy/nginx.conf").read_text()
    themes, sizes = re.search(r'"~\^\(\?:([a-z|]+)\)-\(\?:([0-9|]+)\)\$"', text).groups()
    assert (tuple(themes.split("|")), tuple(map(int, sizes.split("|")))) == (display.THEMES, display.SIZES)
    known = set(re.search(r'"~\^\(\?:\(\?:([a-z|-]+)\)=', text)[1].split("|"))
    declared = set()
    for file in ROOT.glob("*/**/*.py"):
        if file.parts[len(ROOT.parts)] not in ("tests", ".venv", "var"):
            for names in re.findall(r"@cached_page\(params=\(([^)]*)\)", file.read_text()):
                declared |= set(re.findall(r'"([^"]+)"', names))
    assert known == declared


def test_a_kept_page_answers_unchanged_heads_and_packed(behind):
    _, get = behind
    page = get("/tin-tuc/")
    again = get("/tin-tuc/", headers={"If-None-Match": page["etag"][0]})
    assert (again.status, again.body) == (304, b"")
    head = get("/tin-tuc/", "HEAD")
    assert (head.status, head.body, head["content-length"]) == (200, b"", [str(len(page.body))])
    packed = get("/tin-tuc/", headers={"Accept-Encoding": "gzip, br"})
    assert packed["content-encoding"] == ["gzip"] and gzip.decompress(packed.body) == page.body
    assert packed["etag"] != page["etag"]
    # A session, real or not, passes by; so does what is searched for.
    for headers, path in (({"Cookie": "phien=x"}, "/tin-tuc/"), ({}, "/tin-tuc/?q=chi+bo")):
        assert get(path, headers=headers).status == 200


def test_an_encoded_question_mark_is_not_the_page_with_a_query(behind):
    _, get = behind
    at_the_start_of_a_second()
    assert get("/tin-tuc/?nam=2023").status == 200
    assert get("/tin-tuc/%3Fnam=2023").status == 404
    assert get("/tin-tuc/?nam=2023").status == 200


def test_within_its_second_a_page_needs_no_portal(behind):
    served, get = behind
    (gunicorn,) = [one for one in served.processes if "gunicorn" in one.args]
    get("/tin-tuc/")
    at_the_start_of_a_second()
    page = get("/tin-tuc/").body
    os.killpg(gunicorn.pid, signal.SIGSTOP)
    try:
        with ThreadPoolExecutor(10) as pool:
            found = list(pool.map(lambda _: get("/tin-tuc/").body, range(20)))
    finally:
        os.killpg(gunicorn.pid, signal.SIGCONT)
    assert found == [page] * 20


def test_a_file_is_sent_by_nginx_and_allowed_by_the_portal(behind):
    served, get = behind
    key, _, picture = article(served)
    got = get(picture)
    stored = (served.folder / "uploads" / picture.removeprefix("/tep/")).read_bytes()
    assert (got.status, got.body) == (200, stored)
    assert (got["x-content-type-options"], got["content-security-policy"]) == (
        ["nosniff"],
        ["sandbox; default-src 'none'"],
    )
    assert got["cache-control"] == ["private, max-age=31536000, immutable"] and got["content-type"][0].startswith(
        "image/"
    )
    assert {name: len(got[name]) for name in ONCE} == dict.fromkeys(ONCE, 1)
    assert get(picture, headers={"If-None-Match": got["etag"][0]}).status == 304
    part = get(picture, headers={"Range": "bytes=2-5", "If-Range": got["etag"][0]})
    assert (part.status, part.body) == (206, stored[2:6])
    assert get(picture, "HEAD").body == b""
    inside = picture.replace("/tep/", "/tep-da-cho-phep/")
    assert [get(way).status for way in (inside, "/tep/../var/secret_key", "/tep/%2e%2e/khoi.sqlite3")] == [404] * 3
    unseen = served.run(
        "from media import uploads; import io; from PIL import Image as P; f = io.BytesIO();"
        "P.effect_noise((300, 300), 9).save(f, 'PNG');"
        "print(uploads.accept_image(f, name='kin.png', by=None).original.url)"
    )
    assert (served.folder / "uploads" / unseen.removeprefix("/tep/")).exists()
    assert get(unseen).status == 404


def test_a_withdrawn_piece_and_its_picture_are_gone_within_a_second(behind):
    served, get = behind
    key, address, picture = article(served)
    assert [get(path).status for path in (address, picture)] == [200, 200]
    worker = subprocess.Popen(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c",
         WITHDRAW.format(key) + "; import time; print(time.time(), flush=True)"],
        cwd=ROOT, env=served.environ, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    # Readers go on asking all the time, so that every cache is warm when it happens, and for two seconds after it.
    last, done = 0.0, None
    while done is None or time.time() < done + 2:
        asked = time.time()
        if get(address).status == 200:
            last = asked
        if done is None and worker.poll() is not None:
            done = float(worker.stdout.read())
    worker.stdout.close()
    assert worker.returncode == 0 and last < done + 1
    assert [get(path).status for path in (address, picture)] == [410, 404]


def test_other_names_are_refused_and_plain_http_moves_on(behind):
    _, get = behind
    assert get("/", host="ke-la.vidu.com", encrypted=False).status == 421
    with pytest.raises(ssl.SSLError):
        get("/", host="ke-la.vidu.com")
    moved = get("/tin-tuc/?trang=2", encrypted=False)
    assert (moved.status, moved["location"]) == (301, ["https://vidu.vn/tin-tuc/?trang=2"])


def test_half_open_connections_stop_nobody(behind):
    _, get = behind
    with ExitStack() as stack:
        for _ in range(50):
            slow = stack.enter_context(socket.create_connection(("127.0.0.1", get.port), timeout=10))
            slow.sendall(b"\x16\x03\x01")
        start = time.monotonic()
        assert [get(path).status for path in ("/", "/readyz", "/so-do/")] == [200] * 3
        assert time.monotonic() - start < 5


def test_a_batch_of_the_newsroom_goes_through_where_guesses_at_a_password_are_slowed(behind):
    _, get = behind
    batch = {get("/quan-tri/media/image/tai-len/", "POST").status for _ in range(100)}
    guesses = [get("/quan-tri/login/", "POST").status for _ in range(12)]
    assert 429 not in batch
    assert (guesses[0], guesses[-1]) == (403, 429)


def test_too_large_a_body_is_refused_before_the_portal_and_static_files_last(behind):
    _, get = behind
    assert get("/phan-hoi/", "POST", {"Content-Length": str(3 * 1024 * 1024)}).status == 413
    sheet = re.search(r'href="(/static/portal\.[0-9a-f]{12}\.css)"', get("/").body.decode())[1]
    packed = get(sheet, headers={"Accept-Encoding": "gzip"})
    assert packed["cache-control"] == ["public, max-age=31536000, immutable"] and packed["content-encoding"] == ["gzip"]
    assert get("/static/portal.css")["cache-control"] == ["public, max-age=3600"]


def test_the_portal_away_leaves_what_is_kept_and_a_calm_page(behind):
    served, get = behind
    assert get("/to-chuc/").status == 200
    (gunicorn,) = [one for one in served.processes if "gunicorn" in one.args]
    gunicorn.terminate()
    gunicorn.wait(timeout=15)
    kept, resting = get("/to-chuc/"), get("/hoi-nghi/chuoi/khong-ai-hoi/")
    assert kept.status == 200 and b"<h1" in kept.body
    assert (resting.status, resting["retry-after"]) == (503, ["60"])
    assert "Trang đang tạm nghỉ" in resting.body.decode()
    # What the operators' page says for a rest that everybody is to see, and what the resting page itself needs.
    for kept_pages in (served.folder.parent / "kept").iterdir():
        shutil.rmtree(kept_pages)
    assert get("/to-chuc/").status == 503
    needed = re.findall(r'href="(/static/[^"]+)"', resting.body.decode())
    assert [get(path).status for path in needed] == [200, 200]
    served.serve(bind=gunicorn.args[gunicorn.args.index("--bind") + 1])
    wait_for(lambda: get("/readyz").status == 200)
    assert get("/to-chuc/").status == 200


def test_systemd_understands_the_units(tmp_path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("Máy này không có systemd.")
    units = sorted((ROOT / "deploy").glob("khoi-portal*.*"))
    assert len(units) == 4
    for unit in units:
        text = unit.read_text().replace("/srv/khoi_portal/.venv/bin/python", sys.executable)
        (tmp_path / unit.name).write_text(text)
    done = subprocess.run(
        ["systemd-analyze", "verify", *(tmp_path / unit.name for unit in units)], capture_output=True, text=True
    )
    assert [line for line in done.stderr.splitlines() if "khoi-portal" in line] == []
