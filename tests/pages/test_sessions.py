"""How long somebody stays logged in, and ending it: an idle hour, twelve hours in all, a changed password, everywhere at once."""

from datetime import datetime

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts import sessions
from accounts.models import LogEntry
from accounts.roles import Role

pytestmark = pytest.mark.django_db
HOME = "/quan-tri/"
PASSWORD = "sông dài cá lội biệt tăm"  # noqa: S105
MORNING = datetime(2026, 11, 20, 8, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def clock():
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


def is_in(browser):
    return browser.get(HOME).status_code == 200


def test_an_hour_of_doing_nothing_ends_it(clock, client_of, reporter):
    browser = client_of(reporter)
    clock.shift(3599)
    assert is_in(browser)
    clock.shift(3601)
    assert not is_in(browser)
    answer = browser.get(HOME)
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/quan-tri/login/")


def test_who_goes_on_working_stays_until_twelve_hours_are_over(clock, client_of, reporter):
    browser = client_of(reporter)
    for _ in range(24):
        clock.shift(1800)
        assert is_in(browser)
    clock.shift(1)
    assert not is_in(browser)


def test_a_page_that_says_by_itself_that_it_is_open_is_nobody_at_work(clock, client_of, reporter, draft):
    browser, item = client_of(reporter), draft(actor=reporter)
    for _ in range(4):
        clock.shift(1000)
        browser.post(f"/quan-tri/articles/article/{item.pk}/co-mat/")
    assert not is_in(browser)


def test_a_changed_password_ends_the_others_and_keeps_the_one_that_changed_it(client_of, reporter):
    reporter.set_password(PASSWORD)
    reporter.save()
    here, elsewhere = client_of(reporter), client_of(reporter)
    new = "bốn mùa hoa lá tươi xanh"
    sent = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert here.post("/quan-tri/password_change/", sent).status_code == 302
    assert (is_in(here), is_in(elsewhere)) == (True, False)


def test_an_administrator_ends_it_everywhere_and_the_log_has_it(person, client_of, reporter):
    administrator = person("quantri", Role.ADMINISTRATOR)
    desk, phone, laptop = client_of(administrator), client_of(reporter), client_of(reporter)
    sent = {"action": "log_out_everywhere", "_selected_action": [reporter.pk]}
    desk.post("/quan-tri/accounts/user/", sent)
    assert (is_in(phone), is_in(laptop), is_in(desk)) == (False, False, True)
    entry = LogEntry.objects.get(verb="sessions_ended")
    assert (entry.actor, entry.target_id) == (administrator, reporter.pk)


def test_ending_ones_own_keeps_the_machine_at_hand(person, client_of):
    administrator = person("quantri", Role.ADMINISTRATOR)
    desk, elsewhere = client_of(administrator), client_of(administrator)
    desk.post("/quan-tri/accounts/user/", {"action": "log_out_everywhere", "_selected_action": [administrator.pk]})
    assert (is_in(desk), is_in(elsewhere)) == (True, False)


def test_a_reader_has_no_session(reader):
    assert Client().get("/").cookies.get("phien") is None
    assert sessions.BEGAN not in reader.session
