"""Setting up a phone and giving its code, in Chromium: by keyboard, in three themes, without script."""

import time

import pytest
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import second_factor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "mot-mat-khau-dai-2026"  # noqa: S105


def code_of(device, *, steps=0):
    totp = TOTP(device.bin_key)
    totp.time = time.time() + 30 * steps
    return f"{totp.token():06d}"


def test_a_phone_is_set_up_and_asked_for(browser_page, log_in, live_server, reporter, axe_clean):
    page = log_in(browser_page(width=360), reporter)
    page.goto(live_server.url + "/quan-tri/bao-mat/")
    axe_clean(page)
    device = TOTPDevice.objects.get(user=reporter)
    page.fill("input[name=ma]", code_of(device, steps=-1))
    page.keyboard.press("Enter")
    page.wait_for_selector("code.code")
    assert page.locator("code.code").count() == 10
    reporter.set_password(PASSWORD)
    reporter.save()

    page = browser_page(width=1280, java_script_enabled=False)
    page.goto(live_server.url + "/quan-tri/articles/article/")
    page.fill("input[name=username]", reporter.username)
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/ma-xac-thuc/**")
    device = second_factor.device_of(reporter)
    page.fill("input[name=ma]", code_of(device))
    page.keyboard.press("Enter")
    page.wait_for_url("**/quan-tri/articles/article/")


def test_the_page_that_asks_passes_axe(browser_page, live_server, reporter, axe_clean):
    reporter.set_password(PASSWORD)
    reporter.save()
    second_factor.confirm(reporter, code_of(second_factor.prepare(reporter)))
    page = browser_page(width=360)
    page.goto(live_server.url + "/quan-tri/")
    page.fill("input[name=username]", reporter.username)
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/ma-xac-thuc/**")
    axe_clean(page)
