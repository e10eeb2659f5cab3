"""Pictures of the library, made through the door."""

import pytest

from media import uploads
from tests.unit.media import pictures


@pytest.fixture
def picture(db):
    """picture(width, height, by=…, caption=…): one picture of the library, without renditions."""

    def make(width=800, height=600, *, by=None, name="anh.jpg", **words):
        return uploads.accept_image(pictures.jpeg(width, height), name=name, by=by, **words)

    return make
