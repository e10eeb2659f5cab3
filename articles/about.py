"""What articles are about: organisations as they were called then, documents, events, rounds, galleries, videos; and the way back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model, Q
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, StoryThread
from articles.shelves import TAG
from awards.models import TAG as AWARDS
from awards.models import AwardRound
from documents import shelves as document_shelves
from documents.models import TAG as DOCUMENTS
from documents.models import Document
from events import cards as event_cards
from events.models import TAG as EVENTS
from events.models import Event
from media.galleries import shown as gallery_shelves
from media.models import GALLERIES, VIDEOS
from media.videos import shown as video_shelves
from organizations.models import TAG as ORGANIZATIONS
from organizations.models import Organization
from publishing import pagecache, revisions
from publishing.models import Publishable
from search import matching

OF_THREAD = 5
# The fields that say it, and what pages that print such things are tagged with.
FIELDS = {
    "organizations": ORGANIZATIONS, "documents": DOCUMENTS, "events": EVENTS, "award_rounds": AWARDS, "galleries": GALLERIES,
    "videos": VIDEOS,
}  # fmt: skip
# What the list of news can be asked for by `ve`.
ASKED: dict[str, type[Publishable]] = {"tai-lieu": Document, "hoi-nghi": Event, "khen-thuong": AwardRound}
_ASKED = re.compile(rf"({'|'.join(ASKED)})-([0-9]{{1,18}})")


@dataclass(frozen=True)
class Named:
    """An organisation as an article prints it."""

    name: str
    url: str


@dataclass(frozen=True)
class About:
    """What one article is about, as far as readers may see it."""

    organizations: tuple[Named, ...] = ()
    documents: tuple[Document, ...] = ()
    events: tuple[Event, ...] = ()
    award_rounds: tuple[AwardRound, ...] = ()
    galleries: tuple[gallery_shelves.Card, ...] = ()
    videos: tuple[video_shelves.Card, ...] = ()


def tags_of(piece: Article) -> list[str]:
    """What the article's page depends on because of it."""
    return [tag for name, tag in FIELDS.items() if revisions.keys_of(piece, name)]


def of_article(piece: Article, *, preview: bool = False) -> About:
    """Everything a page shows of it; from the shelf, unless it is a version that is not out."""
    keys = {name: revisions.keys_of(piece, name) for name in FIELDS}
    if not any(keys.values()):
        return About()
    day = timezone.localdate(piece.publish_at) if piece.publish_at else timezone.localdate()
    if preview:
        return _read(keys, day)
    tags = [f"article:{piece.pk}", *FIELDS.values()]
    return pagecache.fragment(f"article-about:{piece.pk}", tags=tags, build=lambda: _read(keys, day))


def _read(keys: dict[str, list[int]], day: date) -> About:
    return About(
        organizations=_organizations(keys["organizations"], day),
        documents=document_shelves.cards(keys["documents"]),
        events=tuple(_in_order(event_cards.cards(Event.objects.public().filter(pk__in=keys["events"])), keys["events"]))
        if keys["events"]
        else (),
        award_rounds=tuple(_in_order(_rounds(keys["award_rounds"]), keys["award_rounds"])),
        galleries=gallery_shelves.cards(keys["galleries"]),
        videos=video_shelves.cards(keys["videos"]),
    )


def _organizations(keys: list[int], day: date) -> tuple[Named, ...]:
    if not keys:
        return ()
    found = Organization.objects.shown().filter(pk__in=keys).prefetch_related("former_names").defer("words", "about")
    return tuple(Named(one.name_on(day), one.get_absolute_url()) for one in _in_order(found, keys))


def _rounds(keys: list[int]) -> Any:
    return AwardRound.objects.public().filter(pk__in=keys).for_list() if keys else ()


def _in_order(things: Iterable[Any], keys: list[int]) -> list[Any]:
    by_key = {one.pk: one for one in things}
    return [by_key[key] for key in keys if key in by_key]


def of_thread(thread: StoryThread) -> About:
    """The documents and events of a thread's listed articles, the latest of each first; from the shelf."""
    return pagecache.fragment(
        f"thread-about:{thread.pk}", tags=[TAG, DOCUMENTS, EVENTS], build=lambda: _read_thread(thread)
    )


def _read_thread(thread: StoryThread) -> About:
    pieces = Article.objects.listed().in_thread(thread).order_by().values("pk")
    cited = Article.documents.through.objects.filter(article__in=pieces).values_list("document", flat=True).distinct()
    held = Article.events.through.objects.filter(article__in=pieces).values("event")
    documents = sorted(document_shelves.cards(cited), key=lambda one: one.issued_on or date.min, reverse=True)
    events = event_cards.cards(Event.objects.listed().filter(pk__in=held).order_by("-begins", "-pk")[:OF_THREAD])
    return About(documents=tuple(documents[:OF_THREAD]), events=tuple(events))


def listed() -> Any:
    """The articles of lists, newest first."""
    return Article.objects.listed().latest_first()


def articles_about(thing: Model) -> Any:
    """Those that say they are about a thing."""
    return listed().about(thing)


def thing_asked(written: str) -> Model | None:
    """The document, event or round that an address asks about, as `tai-lieu-12`, if readers may open it."""
    match = _ASKED.fullmatch(written)
    return ASKED[match[1]].objects.public().filter(pk=int(match[2])).first() if match else None


def address_of_all(thing: Model) -> str:
    """The list of every article about it."""
    if isinstance(thing, Organization):
        return f"{reverse('news')}?{urlencode({'donvi': thing.slug})}"
    word = next(word for word, model in ASKED.items() if isinstance(thing, model))
    return f"{reverse('news')}?{urlencode({'ve': f'{word}-{thing.pk}'})}"


def of_organization(pieces: Any, organization: Organization) -> Any:
    """Those that say they are about it, and those that name it word for word."""
    named = matching.keys(kind=Article.KIND, query=f'"{organization.name}"')
    said = Article.objects.about(organization).order_by().values("pk")
    return pieces.filter(Q(pk__in=said) | Q(pk__in=named))
