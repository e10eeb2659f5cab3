"""Words planted in everything that is not public are found nowhere: not by readers, lists, commands or suggestions."""

import json
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

import vietnamese
from publishing import revisions, workflow
from search import matching
from search.suggesting import suggest

pytestmark = pytest.mark.django_db
WORD = "Xuyêncâm"


@pytest.fixture
def hidden(draft, reporter, editor, approver, django_capture_on_commit_callbacks):
    """A piece in each hidden state, the word in its title, sapo, text and byline-like fields."""

    def made(label, **fields):
        said = f"{WORD} {label}"
        return draft(
            title=said,
            summary=said,
            body=f"<p>{said}</p>",
            kicker=said,
            organizations_named=said,
            source=said,
            **fields,
        )

    def approved(item):
        workflow.submit(item=item, actor=reporter)
        workflow.forward(item=item, actor=editor)
        return workflow.approve(item=item, actor=approver)

    with django_capture_on_commit_callbacks(execute=True):
        _plant(made, approved, draft, reporter, editor, approver)


def _plant(made, approved, draft, reporter, editor, approver):
    now = timezone.now()
    made("nháp")
    submitted = made("chờ biên tập")
    workflow.submit(item=submitted, actor=reporter)
    approved(made("hẹn giờ", publish_at=(now + timedelta(hours=5)).isoformat()))
    with time_machine.travel(now - timedelta(days=2), tick=False):
        approved(made("hết hạn", expire_at=(now - timedelta(days=1)).isoformat()))
    workflow.withdraw(item=approved(made("đã gỡ")), actor=approver, note=WORD)
    workflow.trash(item=made("thùng rác"), actor=reporter)
    live = approved(draft(title="Bài đang đăng", body="<p>Bình thường.</p>"))
    workflow.save_draft(item=live, data=revisions.current_data(live) | {"body": f"<p>{WORD}</p>"}, actor=editor)


@pytest.mark.parametrize("typed", [WORD, WORD.lower(), "xuyencam", f'"{WORD}"', f"{WORD} nháp"])
def test_nothing_of_it_is_found(hidden, reader, typed):
    results = matching.find(typed)
    assert (results.hits, results.total, results.unfiltered) == ((), 0, 0)
    assert results.facets.kinds == results.facets.years == results.facets.sections == ()
    assert matching.keys(kind="article", query=typed) == []
    assert matching.near(f"{typed} nhap") == []
    out = StringIO()
    call_command("search", typed, json=True, stdout=out)
    assert json.loads(out.getvalue()) == []
    page = reader.get("/tim-kiem/", {"q": typed})
    assert page.status_code == 200
    assert page.context["page"].object_list == ()
    assert page.context["suggestion"] is None
    assert list(reader.get("/tin-tuc/", {"q": typed}).context["page"].object_list) == []


def test_no_suggestion_says_it(hidden, reader):
    for mistyped in ("xuyencan", "xuyenam", "xuyencam nhap bai"):
        assert suggest(vietnamese.parse_query(mistyped)) is None
    page = reader.get("/bai-viet/xuyencam-nhap-chu-moi-99/")
    assert page.status_code == 404
    assert page.context["suggestions"] == []


def test_what_is_scheduled_is_found_from_its_second_on(hidden):
    hour = timezone.now() + timedelta(hours=5, seconds=5)
    with time_machine.travel(hour, tick=False):
        assert [hit.title for hit in matching.find(WORD).hits] == [f"{WORD} hẹn giờ"]
