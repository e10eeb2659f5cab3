"""The words under which an organisation is found: names folded for matching."""

from __future__ import annotations

import re
from collections.abc import Iterable

import vietnamese

_BETWEEN = re.compile(r"[^a-z0-9]+")


def name_key(name: str) -> str:
    """The name for comparing: lower case, no marks, one space between words, no punctuation."""
    return _BETWEEN.sub(" ", vietnamese.fold(vietnamese.clean_line(name))).strip()


def stored_words(names: Iterable[str]) -> str:
    """The names as the column keeps them: one a line, a blank on both sides, so that " ban to" finds beginnings of words."""
    keys = dict.fromkeys(key for name in names if (key := name_key(name)))
    return "\n".join(f" {key} " for key in keys)
