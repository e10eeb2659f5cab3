"""Mã xác thực: with the password alone somebody is nobody; phone, printed codes and trusted machines let them in."""

import re
import time

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import second_factor
from accounts.models import LogEntry
from accounts.roles import Role

pytestmark = pytest.mark.django_db
PASSWORD = "mot-mat-khau-dai-2026"  # noqa: S105
HOME = "/quan-tri/"
CODE = "/quan-tri/ma-xac-thuc/"
SECURITY = "/quan-tri/bao-mat/"


def code_of(device, *, steps=0):
    totp = TOTP(device.bin_key)
    totp.time = time.time() + 30 * steps
    return f"{totp.token():06d}"


def log_in(user, browser=None):
    browser = browser or Client()
    browser.post("/quan-tri/login/?next=/quan-tri/", {"username": user.username, "password": PASSWORD})
    return browser


@pytest.fixture
def with_phone(reporter):
    """The reporter, with a phone that is set up."""
    reporter.set_password(PASSWORD)
    reporter.save()
    device = second_factor.prepare(reporter)
    second_factor.confirm(reporter, code_of(device, steps=-1))
    device.refresh_from_db()
    return reporter, device


def test_without_a_second_factor_the_password_is_enough(reporter):
    reporter.set_password(PASSWORD)
    reporter.save()
    assert log_in(reporter).get(HOME).status_code == 200


def test_with_the_password_alone_somebody_is_nobody_everywhere(with_phone, draft):
    user, _ = with_phone
    item = draft(actor=user)
    browser = log_in(user)
    change = reverse("admin:articles_article_change", args=[item.pk])
    for path in (HOME, change, "/quan-tri/articles/article/", "/quan-tri/khong-co/"):
        answer = browser.get(path)
        assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, CODE)
    assert browser.post(change, {"title": "Đổi"})["Location"].startswith(CODE)
    assert browser.get("/giao-dien/").status_code == Client().get("/giao-dien/").status_code == 404
    assert browser.get(SECURITY).status_code == 404
    assert browser.get(f"{SECURITY}ma-qr.png").status_code == 404
    assert browser.get("/quan-tri/login/")["Location"] == CODE
    item.refresh_from_db()
    assert item.title != "Đổi"


def test_the_phones_code_lets_in_once_and_leads_on(with_phone):
    user, device = with_phone
    browser = log_in(user)
    session = browser.session.session_key
    code = code_of(device)
    answer = browser.post(CODE, {"ma": f"{code[:3]} {code[3:]}", "next": "/quan-tri/media/image/"})
    assert (answer.status_code, answer["Location"]) == (302, "/quan-tri/media/image/")
    assert browser.session.session_key != session
    assert browser.get(HOME).status_code == 200
    again = log_in(user).post(CODE, {"ma": code})
    assert again.status_code == 422


@pytest.mark.parametrize("wanted", ["https://noi-khac.vn/", "//noi-khac.vn", "javascript:alert(1)", ""])
def test_nobody_is_led_elsewhere(with_phone, wanted):
    user, device = with_phone
    answer = log_in(user).post(CODE, {"ma": code_of(device), "next": wanted})
    assert (answer.status_code, answer["Location"]) == (302, HOME)


def test_a_wrong_code_says_so_and_guessing_is_slowed_down(with_phone):
    user, device = with_phone
    browser = log_in(user)
    wrong = browser.post(CODE, {"ma": "000000"})
    assert (wrong.status_code, "Mã không đúng hoặc đã hết hạn." in wrong.content.decode()) == (422, True)
    right = browser.post(CODE, {"ma": code_of(device)})
    assert re.search(r"Chờ \d+ giây rồi gõ lại", right.content.decode())
    assert browser.get(HOME).status_code == 302
    with time_machine.travel(time.time() + 60):
        assert browser.post(CODE, {"ma": code_of(device)}).status_code == 302
        assert browser.get(HOME).status_code == 200


@pytest.mark.parametrize("typed", ["", " ", "a" * 500, "mã\x00", "💥💥"])
def test_odd_codes_are_answered_in_words(with_phone, typed):
    user, _ = with_phone
    answer = log_in(user).post(CODE, {"ma": typed})
    assert (answer.status_code, "errmsg" in answer.content.decode()) == (422, True)


def test_a_printed_code_lets_in_once_and_the_log_knows(with_phone):
    user, _ = with_phone
    codes = second_factor.print_codes(user)
    assert (len(set(codes)), {len(code) for code in codes}) == (10, {11})
    browser = log_in(user)
    assert browser.post(CODE, {"ma": codes[0].upper()}).status_code == 302
    assert browser.get(HOME).status_code == 200
    assert second_factor.codes_left(user) == 9
    assert log_in(user).post(CODE, {"ma": codes[0]}).status_code == 422
    assert LogEntry.objects.filter(verb="printed_code_used", actor=user).count() == 1


def test_a_trusted_machine_is_not_asked_until_the_password_or_the_phone_changes(with_phone):
    user, device = with_phone
    browser = log_in(user)
    browser.post(CODE, {"ma": code_of(device), "nho": "on"})
    cookie = browser.cookies[second_factor.TRUST_COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", HOME)
    del browser.cookies["phien"]
    assert log_in(user, browser).get(HOME).status_code == 200
    user.set_password(PASSWORD)
    user.save()
    del browser.cookies["phien"]
    assert log_in(user, browser).get(HOME).status_code == 302


def test_a_trusted_machine_is_one_persons_and_not_for_ever(with_phone, person):
    user, device = with_phone
    browser = log_in(user)
    browser.post(CODE, {"ma": code_of(device), "nho": "on"})
    other = person("khac", Role.EDITOR)
    other.set_password(PASSWORD)
    other.save()
    second_factor.confirm(other, code_of(second_factor.prepare(other)))
    del browser.cookies["phien"]
    assert log_in(other, browser).get(HOME).status_code == 302
    del browser.cookies["phien"]
    with time_machine.travel(time.time() + second_factor.TRUSTED_FOR + 60):
        assert log_in(user, browser).get(HOME).status_code == 302


def test_setting_it_up_shows_the_secret_until_it_is_confirmed_and_the_codes_once(reporter, client_of):
    browser = client_of(reporter)
    page = browser.get(SECURITY).content.decode()
    device = TOTPDevice.objects.get(user=reporter)
    assert second_factor.secret_of(device) in page
    assert browser.get(SECURITY).content.decode().count(second_factor.secret_of(device)) == 1
    picture = browser.get(f"{SECURITY}ma-qr.png")
    assert (picture["Content-Type"], picture.content[:8]) == ("image/png", b"\x89PNG\r\n\x1a\n")
    assert browser.post(SECURITY, {"ma": "000000"}).status_code == 422
    with time_machine.travel(time.time() + 60):
        codes = browser.post(SECURITY, {"ma": code_of(device)}).content.decode()
        assert len(re.findall(r"<code class=\"code\">[a-z0-9]{5}-[a-z0-9]{5}</code>", codes)) == 10
        later = browser.get(SECURITY).content.decode()
    assert second_factor.secret_of(device) not in later and "Còn <b>10</b> mã" in later
    assert browser.get(f"{SECURITY}ma-qr.png").status_code == 404
    assert list(LogEntry.objects.values_list("verb", flat=True).order_by("pk")) == [
        "second_factor_on",
        "printed_codes_made",
    ]


def test_new_codes_and_switching_off_ask_for_the_code(with_phone):
    user, device = with_phone
    browser = log_in(user)
    browser.post(CODE, {"ma": code_of(device)})
    assert browser.post(SECURITY, {"viec": "tat", "ma": "111111"}).status_code == 422
    assert browser.post(SECURITY, {"viec": "khac", "ma": "1"}).status_code == 404
    with time_machine.travel(time.time() + 60):
        assert "Mã dự phòng" in browser.post(SECURITY, {"viec": "ma-moi", "ma": code_of(device)}).content.decode()
    with time_machine.travel(time.time() + 120):
        assert browser.post(SECURITY, {"viec": "tat", "ma": code_of(device)}).status_code == 302
    assert second_factor.device_of(user) is None
    assert log_in(user).get(HOME).status_code == 200


def test_where_it_is_compulsory_nobody_gets_in_before_it_is_set_up(reporter, settings, client_of):
    before = client_of(reporter)
    settings.SECOND_FACTOR = True
    reporter.set_password(PASSWORD)
    reporter.save()
    browser = log_in(reporter)
    assert browser.get(HOME)["Location"].startswith(CODE)
    assert browser.get(CODE)["Location"] == SECURITY
    assert browser.get(SECURITY).status_code == 200
    device = TOTPDevice.objects.get(user=reporter)
    assert browser.post(SECURITY, {"ma": code_of(device)}).status_code == 200
    assert browser.get(HOME).status_code == 200
    with time_machine.travel(time.time() + 60):
        assert browser.post(SECURITY, {"viec": "tat", "ma": code_of(device)}).status_code == 404
    # A session from before the rule has a password's worth and no more.
    session = before.session
    session.pop(second_factor.STATE)
    session.save()
    assert before.get(HOME).status_code == 302


def test_an_administrator_helps_whoever_lost_the_phone_and_nobody_else_can(with_phone, person, client_of, editor):
    user, _ = with_phone
    action = {"action": "switch_off_second_factor", "_selected_action": [user.pk]}
    assert client_of(editor).post("/quan-tri/accounts/user/", action).status_code == 403
    administrator = person("qt", Role.ADMINISTRATOR)
    client_of(administrator).post("/quan-tri/accounts/user/", action)
    assert second_factor.device_of(user) is None
    entry = LogEntry.objects.get(verb="second_factor_off")
    assert (entry.actor, entry.target) == (administrator, user)


def test_another_account_can_be_chosen_from_the_page_that_asks(with_phone):
    browser = log_in(with_phone[0])
    assert browser.post(CODE, {"viec": "thoi"})["Location"] == "/quan-tri/login/"
    assert Client().get(CODE)["Location"] == HOME
    assert browser.get("/quan-tri/login/").status_code == 200
