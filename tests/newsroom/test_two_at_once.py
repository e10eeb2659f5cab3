"""Two people, or one form twice, at the very same moment: one is first, nobody meets an error page. PostgreSQL lets it happen."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from accounts.roles import Role
from articles.models import Article
from publishing import revisions, workflow

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one transaction write at a time"),
]


def at_once(*calls):
    """What each call returned or raised, all begun together."""
    together = Barrier(len(calls))

    def run(call):
        try:
            together.wait(timeout=10)
            return call()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_two_approvers_at_once_approve_once(draft, reporter, editor, person):
    approvers = [person("duyet-1", Role.APPROVER), person("duyet-2", Role.APPROVER)]
    item = draft()
    workflow.submit(item=item, actor=reporter)
    item = workflow.forward(item=item, actor=editor)
    found = at_once(*(lambda one=one: workflow.approve(item=item, actor=one) for one in approvers))
    assert sorted(type(one).__name__ for one in found) == ["Article", "NotPossible"]
    item.refresh_from_db()
    assert item.is_public()


def test_one_new_form_sent_many_times_at_once_begins_one_piece(reporter, section):
    data = revisions.snapshot(Article()) | {"title": "Gửi nhiều lần (minh họa)", "section": section.pk}
    key = uuid4()

    def send():
        return workflow.save_draft(item=Article(), data=data, actor=reporter, creation_key=key)

    found = at_once(*[send] * 6)
    assert {type(one) for one in found} == {Article}
    assert [one.pk for one in Article.objects.all()] == [found[0].pk]
    assert revisions.of(found[0]).count() == 1


def test_two_savers_at_once_never_overwrite_each_other(draft, editor, managing_editor):
    item = draft()

    def save(actor):
        mine = revisions.current_data(item) | {"summary": str(actor)}
        return workflow.save_draft(item=item, data=mine, actor=actor, based_on=item.version)

    found = at_once(lambda: save(editor), lambda: save(managing_editor))
    assert sorted(type(one).__name__ for one in found) == ["Article", "Conflict"]
