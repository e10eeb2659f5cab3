"""Public articles in any number, made by the bulk verb."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article
from publishing import history
from publishing.states import State


@pytest.fixture
def stock(section):
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
        return history.record_many(items, related=[{}] * len(items))

    return make
