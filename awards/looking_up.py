"""The look-up over every round: what was found said with its reasons, and what somebody may have meant who finds nothing."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from awards.models import Commendation
from organizations.words import name_key

MOST_NAMES = 3_000
LONGEST = 80
NEAR = 0.72


@dataclass(frozen=True)
class Suggestion:
    """A part of a name that is known, and how many rows it finds."""

    text: str
    count: int


def why(row: Commendation, asked: str) -> str:
    """Under what other name the organisation is known, where that is not the name of the row."""
    organization = row.organization
    if organization is None or row.is_individual or not name_key(asked):
        return ""
    written, today = name_key(row.recipient_name), name_key(organization.name)
    if written == today:
        return ""
    if any(name_key(former.name) == written for former in organization.former_names.all()):
        return f"Tên cũ của {organization.name}"
    return f"Nay là {organization.name}" if organization.is_former is False else ""


def suggest(asked: str) -> Suggestion | None:
    """The nearest run of words in a recipient's name: "phong tho vien" is near "Phòng Thư viện"."""
    key = name_key(asked)[:LONGEST]
    words = key.split()
    if not words:
        return None
    rows: Any = (
        Commendation.objects.public().order_by().values_list("recipient_name", flat=True).distinct()[:MOST_NAMES]
    )
    best: tuple[float, str] = (NEAR, "")
    seen: set[str] = set()
    for name in rows:
        folded, written = name_key(name).split(), name.split()
        # Punctuation between words makes two counts of them: such a name is looked at as a whole.
        parts = written if len(written) == len(folded) else folded
        for start in range(max(len(folded) - len(words), 0) + 1):
            window = folded[start : start + len(words)]
            text = " ".join(window)
            if text in seen or (len(words) > 1 and not set(window) & set(words)):
                continue
            seen.add(text)
            likeness = SequenceMatcher(None, key, text)
            if (
                likeness.real_quick_ratio() > best[0]
                and likeness.quick_ratio() > best[0]
                and likeness.ratio() > best[0]
            ):
                best = (likeness.ratio(), " ".join(parts[start : start + len(words)]))
    if not best[1]:
        return None
    return Suggestion(best[1], Commendation.objects.public().matching(best[1]).count())
