"""What can be found: each app says so for its own models in its `search_index.py`. Nothing here knows a kind by name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet


@dataclass(frozen=True, kw_only=True)
class Words:
    """What one thing says. `summary` and `body` are plain text; `extra` is found but never shown."""

    title: str
    url: str
    publish_at: datetime
    expire_at: datetime | None = None
    section_id: int | None = None
    summary: str = ""
    body: str = ""
    extra: Iterable[str] = ()


@dataclass(frozen=True, kw_only=True)
class Searchable:
    """One kind of thing.

    `stored` are those that have an entry: public at some hour, whatever the clock says now. `public(keys)` are those of
    the keys that a reader may see now, by the rule that every other page asks. `follows` maps models whose names stand in the words
    (a pen name, say) to the things that have to be read again when one is saved. `order` is its place among the kinds.
    """

    model: type[Model]
    kind: str
    label: str
    words: Callable[[Any], Words]
    stored: Callable[[], QuerySet[Any]]
    public: Callable[[Collection[int]], Collection[int]]
    follows: Mapping[type[Model], Callable[[Any], QuerySet[Any]]] = field(default_factory=dict)
    order: int = 50


_searchables: dict[type[Model], Searchable] = {}


def register(searchable: Searchable) -> None:
    """Make a kind findable."""
    _searchables[searchable.model] = searchable


def everything() -> list[Searchable]:
    """Every kind that can be found, in the order readers see them in."""
    return sorted(_searchables.values(), key=lambda one: one.order)


def of_model(model: type[Model]) -> Searchable | None:
    """How things of a model are found; None where they are not."""
    return _searchables.get(model)


def of_kind(kind: str) -> Searchable | None:
    """The kind with that code name, or None."""
    return next((one for one in _searchables.values() if one.kind == kind), None)
