"""Public articles in any number, made by the bulk verb."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article
from publishing import history
from publishing.states import State


@pytest.fixture
def stock(section, django_capture_on_commit_callbacks):
    """stock(title, …, body=…): published articles, the first one the newest."""

    def make(*titles, **fields):
        now = timezone.now().replace(microsecond=0)
        items = [
            Article(
                **{
                    "title": title,
                    "section": section,
                    "state": State.PUBLISHED,
                    "publish_at": now - timedelta(days=number),
                }
                | fields
            )
            for number, title in enumerate(titles)
        ]
        # The words that suggestions are made of are kept when the transaction is done.
        with django_capture_on_commit_callbacks(execute=True):
            return history.record_many(items, related=[{}] * len(items))

    return make
