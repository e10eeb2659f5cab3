"""What readers see of events: list, page, month, series, calendar files; and what they never see."""

import pytest

pytestmark = pytest.mark.django_db


def test_the_page_of_an_event(event, reader):
    held = event()
    page = reader.get(held.get_absolute_url())
    assert page.status_code == 200
    for address in (
        "/hoi-nghi/",
        "/hoi-nghi/lich/?thang=2023-08",
        "/hoi-nghi/lich.ics",
        "/hoi-nghi/rss/",
        held.get_calendar_url(),
    ):
        assert reader.get(address).status_code == 200, address
