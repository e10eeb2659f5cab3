"""The owner's editor, KHOI_EDITOR=ckeditor: one round trip, and the looser policy on its pages alone."""

import re

import pytest
from django.conf import settings

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        settings.EDITOR != "ckeditor",
        reason="Needs the extra: pip install -r requirements/ckeditor.txt, then KHOI_EDITOR=ckeditor pytest tests/browser.",
    ),
]

STORED = (
    '<h2>Mục</h2><p>Chữ <strong>đậm</strong>.</p><ol><li>Một</li></ol><aside class="box"><p>Trong hộp.</p></aside>'
    '<figure data-alt="Tả ảnh" data-image="7"><figcaption>Chú thích</figcaption></figure><p>Cuối.</p>'
)


def test_a_text_is_opened_changed_and_saved_and_keeps_what_the_house_knows(
    browser_page, log_in, live_server, reporter, draft
):
    item = draft(body=STORED)
    page = log_in(browser_page(), reporter)
    page.goto(f"{live_server.url}/quan-tri/articles/article/{item.pk}/change/")
    page.wait_for_selector(".cke_editable")
    page.click(".cke_editable >> text=Cuối.")
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type("Thêm.")
    with page.expect_navigation():
        page.click("[data-save]")
    item.refresh_from_db()
    # CKEditor breaks lines between tags; that is all it changes.
    assert re.sub(r">\s+<", "><", item.body) == f"{STORED}<p>Thêm.</p>"


def test_only_the_editing_pages_have_the_looser_policy(client_of, reporter, draft):
    item = draft()
    browser = client_of(reporter)
    edit = browser.get(f"/quan-tri/articles/article/{item.pk}/change/")
    others = [browser.get("/quan-tri/"), browser.get("/quan-tri/articles/article/"), browser.get("/")]
    assert "'unsafe-inline'" in edit["Content-Security-Policy"]
    assert [page for page in others if "unsafe" in page["Content-Security-Policy"]] == []
