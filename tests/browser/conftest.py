"""Chromium for the browser suite: pages that fail on any console error or CSP complaint, logging in, axe, a sample portal to read."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import sync_playwright

# Playwright's own loop runs in this thread; the database is used from it all the same, one call at a time.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = os.environ.get("KHOI_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
THEMES = ("light", "dark", "contrast")
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def pytest_collection_modifyitems(items):
    """Everything here drives Chromium."""
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


def is_complaint(line):
    """An error on the console; an answer that says no in words (403, 409, 422) is none."""
    return line.type == "error" and not re.search(r"responded with a status of (403|409|422) ", line.text)


@pytest.fixture(scope="session")
def chromium():
    """One Chromium for the run."""
    if not CHROMIUM:
        pytest.skip("Không có Chromium trên máy này: cài gói `chromium` (Debian) hoặc đặt KHOI_CHROMIUM.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def browser_context(chromium, live_server):
    """browser_context(width=360): a browser profile of its own; whatever its pages complain of fails the test."""
    opened, complaints = [], []

    def open_context(*, width=1280, height=900, **options):
        context = chromium.new_context(viewport={"width": width, "height": height}, locale="vi-VN", **options)
        context.set_default_timeout(8000)
        context.on("console", lambda line: complaints.append(line.text) if is_complaint(line) else None)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        opened.append(context)
        return context

    open_context.complaints = complaints
    yield open_context
    for context in opened:
        context.close()
    assert complaints == []


@pytest.fixture
def browser_page(browser_context):
    """browser_page(width=360): a page in a profile of its own."""
    return lambda **options: browser_context(**options).new_page()


@pytest.fixture
def log_in(live_server):
    """log_in(page, user): the user's session in that browser."""

    def enter(page, user):
        client = Client()
        client.force_login(user, backend="accounts.backends.RoleBackend")
        page.context.add_cookies([{"name": "phien", "value": client.cookies["phien"].value, "url": live_server.url}])
        return page

    return enter


@pytest.fixture
def axe_clean(live_server):
    """axe_clean(page): reload it in each theme; axe (WCAG 2.2 AA and best practice) finds nothing."""

    def check(page, *, themes=THEMES):
        found = []
        for theme in themes:
            page.context.add_cookies([{"name": "hienthi", "value": f"{theme}-100", "url": live_server.url}])
            page.reload()
            page.wait_for_load_state("networkidle")
            page.evaluate(Axe().axe_script)
            found += _violations(page, theme)
        assert found == []

    return check


@pytest.fixture
def axe_finds():
    """axe_finds(page, "trang chủ 360"): what axe says of the page as it stands, in each theme, without loading it again."""

    def look(page, where, *, themes=THEMES):
        if not page.evaluate("'axe' in window"):
            page.evaluate(Axe().axe_script)
        found = []
        for theme in themes:
            page.evaluate("theme => document.documentElement.setAttribute('data-theme', theme)", theme)
            found += _violations(page, f"{where} {theme}")
        return found

    return look


def _violations(page, where):
    # Without preloading axe asks for no style sheet by itself (it resolves @import against the page).
    options = {"runOnly": AXE_TAGS, "resultTypes": ["violations"], "preload": False}
    said = page.evaluate("options => axe.run(options)", options)
    return [
        f"{where}: {violation['id']}: {[node['html'][:160] for node in violation['nodes']][:4]}"
        for violation in said["violations"]
    ]


@pytest.fixture(scope="session")
def sample_password():
    """What every account of the sample portal logs in with."""
    return "mat-khau-mau-2026"


@pytest.fixture(scope="session")
def sample_portal(tmp_path_factory, sample_password):
    """The address of a sample portal as `make run` serves it: its own processes, its own data, DEBUG off."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KHOI_", "DJANGO_"))}
    kept.pop("DATABASE_URL", None)
    log = tmp_path_factory.mktemp("portal") / "log"
    with log.open("w") as out:
        portal = subprocess.Popen(
            [sys.executable, Path(settings.BASE_DIR) / "tools" / "run.py"],
            stdout=out,
            stderr=subprocess.STDOUT,
            env={
                **kept,
                "KHOI_VAR": str(log.parent / "var"),
                "PORT": str(port),
                "KHOI_SAMPLE_PASSWORD": sample_password,
            },
        )
    address = f"http://127.0.0.1:{port}"
    until = time.monotonic() + 120
    while not _answers(address):
        assert portal.poll() is None and time.monotonic() < until, log.read_text()
        time.sleep(0.2)
    yield address
    portal.send_signal(signal.SIGINT)
    portal.wait(timeout=30)


def _answers(address):
    try:
        with urllib.request.urlopen(address) as answer:
            return answer.status == 200
    except OSError:
        return False


@pytest.fixture
def reading(chromium, sample_portal):
    """reading("/tin-tuc/", width=360, display="dark-150"): that page of the sample portal, in a profile of its own.

    The page fails the test when its console complains or anything is asked of another host; page.asked holds every request.
    """
    opened, complaints = [], []

    def visit(path, *, width=1280, height=900, display="", **options):
        context = chromium.new_context(viewport={"width": width, "height": height}, locale="vi-VN", **options)
        context.set_default_timeout(8000)
        opened.append(context)
        # A page that isn't there says so itself; a file of it that isn't there is a fault.
        itself = re.compile(rf"{re.escape(sample_portal)}{re.escape(path)}$")
        context.on(
            "console",
            lambda line: (
                complaints.append(f"{path}: {line.text}")
                if is_complaint(line) and not itself.match(line.location["url"])
                else None
            ),
        )
        context.on("weberror", lambda error: complaints.append(f"{path}: {error.error}"))
        if display:
            context.add_cookies([{"name": "hienthi", "value": display, "url": sample_portal}])
        page = context.new_page()
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.answer = page.goto(sample_portal + path)
        return page

    yield visit
    elsewhere = [
        url for context in opened for page in context.pages for url in getattr(page, "asked", [])
        if not url.startswith((sample_portal, "data:"))
    ]  # fmt: skip
    for context in opened:
        context.close()
    assert complaints == []
    assert elsewhere == []
