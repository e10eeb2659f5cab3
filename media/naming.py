"""What readers' computers call the files that pieces carry: words that say what it is, never a number of ours."""

from __future__ import annotations

import re
from typing import Any

from publishing import revisions
from publishing.models import Publishable

LONGEST = 120
# What one system or another refuses in the name of a file.
REFUSED = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def download_name(item: Publishable, file: Any, *, words: str) -> str:
    """The words and the ending; the second file of a piece and those after it are numbered."""
    called = REFUSED.sub("-", words)
    if len(called) > LONGEST:
        called = called[: LONGEST + 1].rpartition(" ")[0] or called[:LONGEST]
    keys = revisions.related_keys(item, "files")
    place = f" ({keys.index(file.pk) + 1})" if file.pk in keys[1:] else ""
    return f"{called.strip(' .-') or file.stem}{place}.{file.format}"
