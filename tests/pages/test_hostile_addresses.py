"""Every address pattern there is, filled with what no page of ours sends and asked in every way: calm answers, never a fault of ours."""

from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver

from accounts.roles import Role

pytestmark = pytest.mark.django_db

NUMBERS = ("0", "1", "9" * 30)
WORDS = ("x", "x" * 400, "%00", "..%2f..%2fetc%2fpasswd", "a%0d%0aSet-Cookie:x=1", "%ff%fe", "%F0%9F%92%A9", "1'--")
QUERIES = (
    "next=//ke-la.vidu.vn/&next=https://ke-la.vidu.vn/", "q=%00%ff&trang=99999999999999999999&nam=-1&thang=0000-99",
    "a%0d%0aLocation:%20https://ke-la.vidu.vn/=1",
)  # fmt: skip
METHODS = ("HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND")


def patterns(resolver, before=""):
    """Every pattern as the resolver holds it, down to the leaves: its text and the names of what it takes."""
    for one in resolver.url_patterns:
        text = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one, text)
        else:
            yield text


def filled(pattern):
    """Addresses of a pattern: each of its places filled with each oddity in turn."""
    text = pattern.replace("^", "").replace("$", "").replace("\\Z", "").replace("(?P<url>.*)", "<path:url>")
    if "<" not in text:
        return ["/" + text]
    oddities = NUMBERS if "<int:" in text and "<str:" not in text else NUMBERS + WORDS
    return ["/" + _fill(text, odd) for odd in oddities]


def _fill(text, odd):
    while "<" in text:
        start, end = text.index("<"), text.index(">")
        takes = text[start + 1 : end].partition(":")[0]
        given = odd if takes != "int" or odd.isdecimal() else "1"
        text = text[:start] + given + text[end + 1 :]
    return text


def answers(client, addresses, methods=("GET",)):
    """Faults and answers that lead elsewhere."""
    found = []
    for address in addresses:
        for method in methods:
            answer = client.generic(method, address)
            if answer.streaming:
                answer.getvalue()
            if answer.status_code >= 500 or urlsplit(answer.get("Location", "").replace("\\", "/")).netloc:
                found.append((method, address, answer.status_code))
    return found


@pytest.fixture(scope="module")
def every_pattern():
    found = sorted(set(patterns(get_resolver())))
    assert len(found) > 150
    return found


def test_a_reader_with_any_address_meets_no_fault(every_pattern):
    calm = Client(raise_request_exception=False)
    assert answers(calm, [address for pattern in every_pattern for address in filled(pattern)]) == []


def test_a_reader_with_any_query_or_method_meets_no_fault(every_pattern):
    calm = Client(raise_request_exception=False)
    first = [filled(pattern)[0] for pattern in every_pattern]
    assert answers(calm, [f"{address}?{query}" for address in first for query in QUERIES]) == []
    assert answers(calm, first, METHODS) == []


def test_the_newsroom_with_any_address_meets_no_fault(every_pattern, person):
    calm = Client(raise_request_exception=False)
    calm.force_login(person("moi-vai", *Role), backend="accounts.backends.RoleBackend")
    inside = [pattern for pattern in every_pattern if pattern.startswith("quan-tri/") and "logout" not in pattern]
    assert len(inside) > 100
    assert answers(calm, [address for pattern in inside for address in filled(pattern)]) == []


@pytest.mark.parametrize(
    "host", ["ke-la.vidu.vn", "testserver:99999x", "testserver\r\nX-A: b", "testserver@ke-la.vidu.vn", "[::1", ""]
)
def test_a_host_that_is_not_ours_is_refused_everywhere(every_pattern, host):
    calm = Client(raise_request_exception=False)
    for pattern in every_pattern[:: max(1, len(every_pattern) // 25)]:
        answer = calm.get(filled(pattern)[0], HTTP_HOST=host)
        text = answer.getvalue()
        assert answer.status_code < 500 and b"ke-la.vidu.vn" not in text, pattern
