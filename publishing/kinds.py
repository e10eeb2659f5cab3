"""The kinds of publishable things: each app registers its own from ready(), so that nothing down here knows them by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType

from accounts.roles import Role
from publishing.models import Publishable


@dataclass(frozen=True)
class Kind:
    """One kind: who writes it, who works on everybody's, and the view that shows it to a reader."""

    model: type[Publishable]
    writers: frozenset[Role]
    desk: frozenset[Role]
    preview: Callable[..., Any]

    @property
    def name(self) -> str:
        """Its code name, as in cache tags and the API."""
        return self.model.KIND

    @property
    def label(self) -> str:
        """Its name for people."""
        return self.model.KIND_LABEL


_kinds: dict[type[Publishable], Kind] = {}


def register(model: type[Publishable], *, writers: set[Role], desk: set[Role], preview: Callable[..., Any]) -> None:
    """Make a kind known. `preview(request, item)` answers with the page of the piece as it stands in memory."""
    _kinds[model] = Kind(model, frozenset(writers), frozenset(desk), preview)


def all_kinds() -> list[Kind]:
    """Every kind, in the order of registration."""
    return list(_kinds.values())


def kind_of(item: Publishable) -> Kind:
    """The kind of a piece."""
    return _kinds[type(item)]


def kind_named(name: str) -> Kind | None:
    """The kind with that code name, or None."""
    return next((kind for kind in _kinds.values() if kind.name == name), None)


def content_type_of(item: Publishable) -> ContentType:
    """Shorthand used wherever a piece is pointed to without knowing its kind."""
    return ContentType.objects.get_for_model(type(item))
