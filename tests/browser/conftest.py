"""Chromium for the browser suite: a page that fails on any console error or CSP complaint, logging in, and axe in three themes."""

import os
import re
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
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
        page.context.add_cookies(
            [{"name": "phien", "value": client.cookies["phien"].value, "url": live_server.url}]
        )
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
            # Without preloading axe asks for no style sheet by itself (it resolves @import against the page).
            options = {"runOnly": AXE_TAGS, "resultTypes": ["violations"], "preload": False}
            results = Axe().run(page, options=options)
            for violation in results.response["violations"]:
                nodes = [node["html"][:160] for node in violation["nodes"]][:4]
                found.append(f"{theme}: {violation['id']}: {nodes}")
        assert found == []

    return check
