"""The index follows the public rows, in the transaction that changes them."""

from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from articles.models import Article, Author, Keyword
from khoi_portal.models import Page
from publishing import revisions, workflow
from publishing.announcing import announce
from search import indexing, matching
from search.models import Entry, Term, Text, first_id_of

pytestmark = pytest.mark.django_db


def titles(query):
    return [hit.title for hit in matching.find(query).hits]


def test_a_piece_is_found_once_approved_and_gone_once_withdrawn(draft, reporter, editor, approver):
    item = draft(title="Giao ban tháng 5")
    workflow.submit(item=item, actor=reporter)
    workflow.forward(item=item, actor=editor)
    assert titles("giao ban") == []
    assert not Entry.objects.exists()
    workflow.approve(item=item, actor=approver)
    assert titles("giao ban") == ["Giao ban tháng 5"]
    workflow.withdraw(item=item, actor=approver, note="Sai tên.")
    assert titles("giao ban") == []
    assert not Entry.objects.exists()


def test_the_entry_goes_back_with_the_transaction(published, approver):
    item = published(title="Giao ban tháng 5")
    with transaction.atomic():
        workflow.withdraw(item=item, actor=approver, note="Sai tên.")
        assert titles("giao ban") == []
        transaction.set_rollback(True)
    assert titles("giao ban") == ["Giao ban tháng 5"]


def test_a_correction_is_found_when_it_is_approved_and_the_old_words_are_not(published, editor, approver):
    item = published(title="Giao ban tháng 5", body="<p>Chữ cũ rích.</p>")
    data = revisions.current_data(item) | {"body": "<p>Chữ mới tinh.</p>"}
    workflow.save_draft(item=item, data=data, actor=editor)
    assert (titles("mới tinh"), titles("cũ rích")) == ([], ["Giao ban tháng 5"])
    workflow.forward(item=item, actor=editor)
    workflow.approve(item=item, actor=approver)
    assert (titles("mới tinh"), titles("cũ rích")) == (["Giao ban tháng 5"], [])


def test_archived_pieces_are_still_found(published, approver):
    item = published(title="Giao ban tháng 5")
    workflow.archive(item=item, actor=approver)
    assert titles("giao ban") == ["Giao ban tháng 5"]


def test_a_draft_laid_over_the_object_in_memory_never_gets_in(published):
    item = published(title="Giao ban tháng 5")
    item.title = "Chữ chưa duyệt"
    announce(item)
    assert (titles("chưa duyệt"), titles("giao ban")) == ([], ["Giao ban tháng 5"])


def test_a_renamed_author_or_keyword_is_found_by_the_new_name(published):
    author = Author.objects.create(pen_name="Thu Hằng (minh họa)", slug="thu-hang")
    keyword = Keyword.objects.create(name="chuyển đổi số", slug="chuyen-doi-so")
    published(title="Một tít", authors=[author.pk], keywords=[keyword.pk])
    assert (titles("thu hằng"), titles("chuyển đổi số")) == (["Một tít"], ["Một tít"])
    author.pen_name, keyword.name = "Minh Ngọc (minh họa)", "kinh tế số"
    author.save()
    keyword.save()
    announce(author)
    announce(keyword)
    assert (titles("thu hằng"), titles("chuyển đổi số")) == ([], [])
    assert (titles("minh ngọc"), titles("kinh tế số")) == (["Một tít"], ["Một tít"])


def test_simple_pages_are_found_while_they_are_shown(client_of, person):
    page = Page.objects.create(title="Khả năng tiếp cận", slug="tiep-can", body="<p>Cỡ chữ đến 200%.</p>")
    announce(page)
    hit = matching.find("cỡ chữ").hits[0]
    assert (hit.kind, hit.kind_label, hit.url) == ("page", "Trang", "/trang/tiep-can/")
    page.is_shown = False
    page.save()
    announce(page)
    assert titles("cỡ chữ") == []


def test_a_page_deleted_in_the_newsroom_leaves_no_entry(client_of, person):
    page = Page.objects.create(title="Liên hệ", slug="lien-he")
    announce(page)
    assert titles("liên hệ") == ["Liên hệ"]
    browser = client_of(person("quan-tri", "administrator"))
    assert browser.post(f"/quan-tri/khoi_portal/page/{page.pk}/delete/", {"post": "yes"}).status_code == 302
    assert titles("liên hệ") == []
    assert not Entry.objects.exists()


def test_ids_follow_the_time_of_publication_and_are_never_shared(stock):
    moment = datetime(2024, 5, 18, 1, 2, 3, tzinfo=UTC)
    stock(*(f"Giao ban {number}" for number in range(200)), publish_at=moment)
    ids = sorted(Entry.objects.values_list("pk", flat=True))
    assert len(ids) == 200
    assert ids[0] >= first_id_of(moment)
    indexing.index_many(Article.objects.all())
    assert Entry.objects.count() == 200
    assert titles("giao ban 150") == ["Giao ban 150"]


def test_many_cost_as_many_queries_as_few(stock, django_assert_num_queries):
    pieces = stock(*(f"Giao ban {number}" for number in range(60)))
    # PostgreSQL is told the lexemes in a query of its own.
    queries = 15 if connection.vendor == "postgresql" else 14
    with django_assert_num_queries(queries):
        assert indexing.index_many(pieces[:3]) == 3
    with django_assert_num_queries(queries):
        assert indexing.index_many(pieces[:40]) == 40


def test_the_words_of_what_is_public_are_kept_for_typing_errors(stock, draft, django_capture_on_commit_callbacks):
    draft(title="Chữ nháp")
    stock("Hội nghị A8 năm 2024")
    assert list(Term.objects.order_by("word").values_list("word", flat=True)) == ["hoi", "nam", "nghi"]
    Term.objects.all().delete()
    Term.objects.create(word="cu")
    with django_capture_on_commit_callbacks(execute=True):
        indexing.reindex()
    assert list(Term.objects.order_by("word").values_list("word", flat=True)) == ["hoi", "nam", "nghi"]


def test_reindex_mends_what_is_missing_stale_or_wrong(stock):
    kept, lost, changed, gone = stock("Giữ nguyên", "Bị mất", "Tên cũ", "Không còn")
    Entry.objects.filter(object_id=lost.pk).delete()
    Article.objects.filter(pk=changed.pk).update(title="Tên mới")
    Article.objects.filter(pk=gone.pk).update(trashed_at=datetime(2024, 1, 1, tzinfo=UTC))
    assert titles("bị mất") == []
    said = []
    assert indexing.reindex(progress=lambda kind, done, total: said.append((kind.kind, done, total))) == 3
    assert said == [("article", 3, 3)]
    assert (titles("bị mất"), titles("tên mới"), titles("tên cũ")) == (["Bị mất"], ["Tên mới"], [])
    assert set(Entry.objects.values_list("object_id", flat=True)) == {kept.pk, lost.pk, changed.pk}
    assert indexing.reindex() == 3


def test_reindex_can_go_on_where_it_was_interrupted(stock):
    _, lost = stock("Giữ nguyên", "Bị mất")
    Entry.objects.filter(object_id=lost.pk).delete()
    assert indexing.reindex(only_missing=True) == 1
    assert titles("bị mất") == ["Bị mất"]


def test_a_very_long_text_is_found_by_its_beginning(stock, monkeypatch):
    monkeypatch.setattr(indexing, "MAX_TOKENS", 50)
    body = "<p>" + " ".join(f"chữ{number}." for number in range(100)) + "</p>"
    stock("Bài dài", body=body)
    assert titles("chữ3") == ["Bài dài"]
    assert titles("chữ99") == []
    assert "chữ99" in Text.objects.get().shown
