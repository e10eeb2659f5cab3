"""What stands in the head of every answer, whatever it is an answer to; and what Mozilla's Observatory would make of it."""

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import path

from accounts.roles import Role
from khoi_portal import urls
from media import uploads
from publishing import workflow
from tests.pages.observatory import HIGHEST, judged, score
from tests.unit.media import pictures

pytestmark = pytest.mark.django_db
ALWAYS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "strict-transport-security": "max-age=63072000; includeSubDomains; preload",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
}
FILE_POLICY = "sandbox; default-src 'none'"


def breaks(request):
    raise RuntimeError("hỏng")


class Broken:
    """The portal's addresses, and one behind which something is broken."""

    urlpatterns = [path("hong/", breaks), *urls.urlpatterns]
    handler400, handler403 = staticmethod(urls.handler400), staticmethod(urls.handler403)
    handler404, handler500 = staticmethod(urls.handler404), staticmethod(urls.handler500)


def away(execute, sql, params, many, context):
    raise OperationalError("could not connect to server")


@pytest.fixture
def secure(settings):
    """secure(): a browser that comes by HTTPS to a portal that runs behind it, as on a server."""
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS, settings.SECURE_HSTS_PRELOAD = (
        63072000,
        True,
        True,
    )
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = settings.SECURE_SSL_REDIRECT = True
    settings.ROOT_URLCONF = Broken

    def make(**options):
        return Client(raise_request_exception=False, headers={"x-forwarded-proto": "https"}, **options)

    return make


@pytest.fixture
def answers(secure, published, approver, person, settings):
    """One answer of every sort by its name. (With 304 a browser keeps the head of what it has.)"""
    image = uploads.accept_image(pictures.jpeg(320, 240), name="anh.jpg", by=None)
    item, gone = published(lead_image=image.pk), published(title="Đã gỡ (minh họa)")
    workflow.withdraw(item=gone, actor=approver, note="Sai.")
    browser, strict, staff = secure(), secure(enforce_csrf_checks=True), secure()
    staff.force_login(person("vao", Role.EDITOR), backend="accounts.backends.RoleBackend")

    def get(address, client=browser, **more):
        return client.get(address, secure=True, **more)

    found = {
        "home": get("/"), "home from the cache": get("/"), "article": get(item.get_absolute_url()), "list": get("/tin-tuc/"),
        "moved": get(f"/bai-viet/x-{item.pk}/"), "to log in": get("/quan-tri/"), "log in": get("/quan-tri/login/"),
        "newsroom": get("/quan-tri/", staff), "editor": get(f"/quan-tri/articles/article/{item.pk}/change/", staff),
        "400": get("/tim-kiem/?q=a", headers={"host": "ke-la.vidu.vn"}), "403": strict.post("/quan-tri/login/", {}, secure=True),
        "404": get("/khong-co/"), "404 of the newsroom": get("/quan-tri/khong-co/", staff), "405": get("/hien-thi/"),
        "410": get(gone.get_absolute_url()), "500": get("/hong/"), "feed": get("/rss/tat-ca/"), "sitemap": get("/sitemap.xml"),
        "robots": get("/robots.txt"), "calendar": get("/hoi-nghi/lich.ics"), "service": get("/api/v1/bai-viet/"),
        "404 of the service": get("/api/v1/khong-co/"), "search": get("/tim-kiem/?q=chi+bo"), "health": get("/healthz"),
        "form": get("/phan-hoi/"), "form refused": browser.post("/phan-hoi/", {}, secure=True),
        "suggestions": get("/quan-tri/goi-y/to-chuc/?q=a", staff), "lost file": get("/tep/anh/khong-co.jpg"),
        "file": get(image.original.url),
    }  # fmt: skip
    found["429"] = locked(secure, settings)
    with connection.execute_wrapper(away):
        found["503"] = get("/so-do/", secure())
    found["file"].getvalue()  # read to its end, so that it is closed
    return found


def locked(secure, settings):
    """Too many wrong passwords."""
    settings.AXES_ENABLED = True
    browser = secure()
    for _ in range(settings.AXES_FAILURE_LIMIT + 1):
        answer = browser.post("/quan-tri/login/", {"username": "ai", "password": "sai"}, secure=True)
    return answer


def small(answer):
    """Its headers by small names."""
    return {name.lower(): value for name, value in answer.headers.items()}


def test_every_sort_of_answer_has_every_header(answers):
    statuses = {name: answer.status_code for name, answer in answers.items() if name[:3].isdecimal()}
    assert statuses == {name: int(name[:3]) for name in statuses}
    assert [answers[name].status_code for name in ("moved", "to log in", "form refused")] == [301, 302, 422]
    for name, answer in answers.items():
        headers = small(answer)
        assert {key: headers.get(key) for key in ALWAYS} == ALWAYS, name
        policy = headers["content-security-policy"]
        assert policy == FILE_POLICY if name == "file" else "default-src 'none'" in policy.split("; "), name
        assert not {"server", "x-powered-by", "access-control-allow-credentials"} & set(headers), name


def test_every_sort_of_answer_gets_the_highest_score(answers):
    found = {}
    for name, answer in answers.items():
        cookies = [cookie.OutputString() for cookie in answer.cookies.values()]
        html = answer.content.decode("utf-8", "replace") if not answer.streaming else ""
        lines = judged(small(answer), cookies=cookies, html=html)
        # A file is sandboxed, which no frame survives; a cookie that is set well earns five more.
        highest = HIGHEST + (5 if cookies else 0) - (5 if name == "file" else 0)
        if score(lines) != highest:
            found[name] = (score(lines), highest, lines)
    assert found == {}


def test_plain_http_is_led_to_https_on_the_same_host(secure):
    moved = secure().get("/tin-tuc/?trang=2", headers={"x-forwarded-proto": "http"})
    assert (moved.status_code, moved["Location"]) == (301, "https://testserver/tin-tuc/?trang=2")
    lines = judged(small(secure().get("/", secure=True)), moved_to=moved["Location"])
    assert "redirection: to https on the same host" in lines


@pytest.mark.parametrize(
    ("headers", "cookies", "html", "worth"),
    [
        ({}, [], "", 30), ({"content-security-policy": "script-src 'unsafe-inline'"}, [], "", 35),
        ({"x-frame-options": "DENY"}, ["phien=x"], "", 10), ({}, [], '<script src="//ke-la.vn/x.js"></script>', 0),
    ],
)  # fmt: skip
def test_the_table_takes_away_what_is_missing(headers, cookies, html, worth):
    assert score(judged(headers, cookies=cookies, html=html)) == worth
