"""The commands: reindex and search."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from search.models import Entry

pytestmark = pytest.mark.django_db


def output(*args, **options):
    out = StringIO()
    call_command(*args, stdout=out, **options)
    return out.getvalue()


def test_search_prints_what_a_reader_would_get_best_first(stock, settings):
    settings.SITE_URL = "https://khoi.vidu.vn"
    new, old = stock("Việc có giao ban", "Giao ban")
    rows = json.loads(output("search", "giao", "ban", json=True))
    assert rows == [
        {
            "kind": "article",
            "id": piece.pk,
            "title": piece.title,
            "url": "https://khoi.vidu.vn" + piece.get_absolute_url(),
        }
        for piece in (new, old)
    ]
    assert output("search", "giao ban").splitlines()[0] == "\t".join(str(value) for value in rows[0].values())


def test_search_without_a_hit_says_nothing_and_is_no_failure():
    assert json.loads(output("search", "khong co gi", json=True)) == []
    assert output("search", "khong co gi") == ""


def test_reindex_says_how_far_it_is(stock):
    stock("Giao ban A", "Giao ban B")
    Entry.objects.all().delete()
    assert output("reindex").splitlines() == ["Tin bài: 2/2", "Đã lập chỉ mục 2 mục."]
    assert output("reindex", missing=True).splitlines() == ["Đã lập chỉ mục 0 mục."]
