"""The results page as a reader meets it."""

import pytest

pytestmark = pytest.mark.django_db


def test_hits_are_marked_and_counted(published, reader):
    published(title="Tặng bằng khen cho 50 chi bộ (minh họa)", body="<p>Lễ trao bằng khen.</p>")
    page = reader.get("/tim-kiem/?q=bang+khen")
    assert page.status_code == 200
    text = page.content.decode()
    assert "Tặng <mark>bằng khen</mark> cho 50 chi bộ (minh họa)" in text
    assert 'content="noindex,follow"' in text
    assert "Tin bài (1)" in text
