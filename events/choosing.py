"""How the newsroom's forms choose events: by words of the title, with or without marks, by day."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

import vietnamese
from events import times
from events.models import Event
from publishing import rules
from publishing.kinds import kind_of
from publishing.pickers import Source

READ_AT_MOST = 5000
NEAREST = 30


def _of(user: Any) -> Any:
    """Those that are public, and those that the person may read."""
    theirs = rules.visible_pieces(user, kind_of(Event())).values("pk")
    return Event.objects.kept().filter(Q(pk__in=theirs) | Q(pk__in=Event.objects.public().values("pk")))


def _label(event: Event) -> str:
    return f"{event.title} ({vietnamese.short_date(times.first_day(event))})" if event.begins else event.title


def _exact(things: Any, text: str) -> list[Event]:
    """By just this title or label."""
    key = vietnamese.fold(text)
    slug = vietnamese.slugify(text.rpartition(" (")[0] or text)
    alike = things.filter(Q(title__iexact=text) | Q(slug=vietnamese.slugify(text)) | Q(slug=slug))
    return [one for one in alike if key in (vietnamese.fold(one.title), vietnamese.fold(_label(one)))]


def _matching(things: Any, text: str) -> list[Event]:
    """The latest with all the words, a day among them."""
    words = vietnamese.fold(text).split()
    latest = things.order_by("-begins", "-pk").only("title", "begins")[:READ_AT_MOST]
    return [one for one in latest if all(word in vietnamese.fold(_label(one)) for word in words)][:NEAREST]


SOURCE = Source(
    name="hoi-nghi",
    model=Event,
    noun="hội nghị",
    of=_of,
    matching=_matching,
    exact=_exact,
    label=_label,
)
