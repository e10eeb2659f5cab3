"""The checkers from outside: what counts as one kind of page, which links are followed, and which figures are not good enough."""

import pytest

from tools.outside import pages, phone


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/bai-viet/chi-bo-nho-6/", "/bai-viet/N/"),
        ("/hoi-nghi/giao-ban-quy-ii-nam-2024-7/", "/hoi-nghi/N/"),
        ("/hoi-nghi/lich/", "/hoi-nghi/lich/"),
        ("/hoi-nghi/chuoi/giao-ban-quy/", "/hoi-nghi/chuoi/S/"),
        ("/to-chuc/dang-uy-khoi/", "/to-chuc/S/"),
        ("/quan-tri/articles/article/41/change/", "/quan-tri/articles/article/N/change/"),
    ],
)
def test_addresses_that_differ_by_number_or_slug_are_one_kind(path, kind):
    assert pages.kind_of(path) == kind


def test_a_page_says_where_it_leads_and_what_its_forms_carry():
    found = pages.Links('<a href="/a/">A</a><a href="/b.pdf" download>B</a><input type="hidden" name="ma" value="1">')
    assert (found.links, found.hidden) == (["/a/"], {"ma": "1"})


def report(performance=1.0, lcp=1000, shift=0, size=100_000):
    categories = {name: {"score": 1.0} for name in phone.LEAST} | {"performance": {"score": performance}}
    values = {"largest-contentful-paint": lcp, "cumulative-layout-shift": shift, "total-byte-weight": size}
    return {"categories": categories, "audits": {name: {"numericValue": value} for name, value in values.items()}}


@pytest.mark.parametrize(
    ("reports", "wrong"),
    [
        ([report()], []),
        ([report(0.98, 1800, 0, 200 * 1024)], []),
        ([report(0.97)], ["performance"]),
        ([report(lcp=1801)], ["lcp"]),
        ([report(shift=0.001)], ["shift"]),
        ([report(size=200 * 1024 + 1)], ["bytes"]),
        ([report(0.5), report(0.99), report(1.0)], []),
    ],
)
def test_the_median_is_held_against_what_was_promised(reports, wrong):
    assert phone.misses(phone.row(reports)) == wrong
