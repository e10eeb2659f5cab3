"""What readers get when something breaks or the database is away: calm words, a code or an hour, and nothing of the inside."""

import re

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import path

from khoi_portal import urls

pytestmark = pytest.mark.django_db


def breaks(request):
    """A fault of ours."""
    raise RuntimeError("the inside of the house")


class Broken:
    """The portal's addresses, and one behind which something is broken."""

    urlpatterns = [path("hong/", breaks), *urls.urlpatterns]
    handler400, handler403 = staticmethod(urls.handler400), staticmethod(urls.handler403)
    handler404, handler500 = staticmethod(urls.handler404), staticmethod(urls.handler500)


@pytest.fixture
def calm():
    """A reader whose browser gets the page, not the exception."""
    return Client(raise_request_exception=False)


def away(execute, sql, params, many, context):
    """Stands in for a database that has gone."""
    raise OperationalError("could not connect to server")


def test_a_fault_is_a_page_with_a_code_that_the_log_knows(calm, settings, caplog, django_assert_num_queries):
    settings.ROOT_URLCONF = Broken
    with django_assert_num_queries(0):
        answer = calm.get("/hong/")
    page = answer.content.decode()
    code = re.search(r'<b class="nb">([0-9A-F]{8})</b>', page)[1]
    assert answer.status_code == 500
    assert f"server error shown with code {code}" in caplog.messages
    assert "<h1" in page and "Trang đang gặp lỗi, không phải do bạn" in page
    assert "the inside of the house" not in page
    assert "Content-Security-Policy" in answer.headers


@pytest.mark.parametrize(
    "address", ["/", "/tin-tuc/", "/tim-kiem/?q=chi+bo", "/khong-co-trang-nay/", "/quan-tri/login/"]
)
def test_without_its_database_the_portal_says_when_to_come_back(calm, address):
    with connection.execute_wrapper(away):
        answer = calm.get(address)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "Trang đang tạm nghỉ" in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"
    assert calm.get("/").status_code == 200


def test_a_page_that_is_kept_is_given_even_without_the_database(published, calm):
    item = published()
    calm.get(item.get_absolute_url())
    with connection.execute_wrapper(away):
        answer = calm.get(item.get_absolute_url())
    assert answer.status_code == 200
    assert item.title in answer.content.decode()
