"""The sizes of a picture as pages need them, light and without a query, and where stored files are found."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from django.core.files.storage import default_storage


class Size(NamedTuple):
    """A rendition as a page needs it. A page reads a hundred of them: that is why they aren't instances of the model."""

    kind: str
    format: str
    width: int
    height: int
    focal_x: int
    focal_y: int
    file: str

    @property
    def url(self) -> str:
        """Where browsers get it."""
        return stored_url(self.file)


@lru_cache(maxsize=8192)
def stored_url(name: str) -> str:
    """The address of something stored. Names are never given twice, and so the answer never changes."""
    return default_storage.url(name)
