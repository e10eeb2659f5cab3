"""The two full-text engines behind the same functions: `store`, `ranked`, `newest`, `tally`, `tidy`.

Both are asked in the words of search/asking.py and give the same answers: phrases are runs of neighbouring pairs on
both, and what is shown is filtered by the same window.
"""

from __future__ import annotations

from types import ModuleType

from django.db import connection

from search.backends import postgresql, sqlite


def backend() -> ModuleType:
    """The engine of the database in use."""
    return postgresql if connection.vendor == "postgresql" else sqlite
