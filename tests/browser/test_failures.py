"""The pages for when something is broken, as Chromium sees them: whole without database, cache and script."""

import pytest
from django.db import OperationalError
from django.urls import path

from khoi_portal import urls

pytestmark = pytest.mark.django_db(transaction=True)


def breaks(request):
    """A fault of ours."""
    raise RuntimeError("the inside of the house")


def is_away(request):
    """A database that has gone."""
    raise OperationalError("could not connect to server")


class Broken:
    """The portal's addresses, and two behind which something is broken."""

    urlpatterns = [path("hong/", breaks), path("nghi/", is_away), *urls.urlpatterns]
    handler400, handler403 = staticmethod(urls.handler400), staticmethod(urls.handler403)
    handler404, handler500 = staticmethod(urls.handler404), staticmethod(urls.handler500)


@pytest.mark.parametrize(("address", "status", "words"), [
    ("/hong/", 500, "Trang đang gặp lỗi, không phải do bạn"),
    ("/nghi/", 503, "Trang đang tạm nghỉ"),
])  # fmt: skip
def test_a_broken_page_is_dressed_legible_and_without_fault(
    chromium, live_server, settings, axe_finds, address, status, words
):
    settings.ROOT_URLCONF = Broken
    page = chromium.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=True).new_page()
    answer = page.goto(live_server.url + address)
    assert answer.status == status
    assert page.locator("h1").text_content() == words
    assert page.evaluate("() => getComputedStyle(document.body).fontFamily").startswith('"Khoi ')
    found = axe_finds(page, f"{status} 360")
    page.set_viewport_size({"width": 1280, "height": 900})
    assert found + axe_finds(page, f"{status} 1280") == []
    page.evaluate("() => document.documentElement.setAttribute('data-size', '200')")
    page.set_viewport_size({"width": 320, "height": 740})
    assert page.evaluate("() => document.documentElement.scrollWidth") == 320
    page.context.close()
