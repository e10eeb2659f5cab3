"""Addresses of things that have a slug of their own: unique ones made here, old ones remembered and redirected."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

import vietnamese
from publishing.models import SlugRedirect

Named = TypeVar("Named", bound=Model)
RESERVED = {"tat-ca"}


class Moved(Exception):
    """The thing lives elsewhere now. Carries it."""

    def __init__(self, target: Any) -> None:
        super().__init__(str(target))
        self.target = target


class Gone(Exception):
    """It was public once and has been withdrawn."""


def unique_slug(thing: Model, text: str, *, max_length: int = 80) -> str:
    """A slug nothing of the same model has: a number is added where the plain one is taken."""
    base = vietnamese.slugify(text, max_length=max_length - 4) or "muc"
    others = type(thing)._default_manager.exclude(pk=thing.pk)
    slug, number = base, 2
    while slug in RESERVED or others.filter(slug=slug).exists():
        slug, number = f"{base}-{number}", number + 1
    return slug


def remember(thing: Model, *, old_slug: str) -> None:
    """Keep an old address working after a change; an address that is in use again forgets where it once led."""
    kind = type(thing)._meta.label_lower
    SlugRedirect.objects.filter(kind=kind, old_slug=thing.slug).delete()  # type: ignore[attr-defined]
    if old_slug and old_slug != thing.slug:  # type: ignore[attr-defined]
        SlugRedirect.objects.update_or_create(
            kind=kind,
            old_slug=old_slug,
            defaults={"target_type": ContentType.objects.get_for_model(type(thing)), "target_id": thing.pk},
        )


def find(queryset: Any, slug: str) -> Any:
    """The thing at an address. Raises Moved where it lives elsewhere now, Http404 where there is none."""
    thing = queryset.filter(slug=slug).first()
    if thing is not None:
        return thing
    old = SlugRedirect.objects.filter(kind=queryset.model._meta.label_lower, old_slug=slug).first()
    target = queryset.filter(pk=old.target_id).first() if old else None
    if target is None:
        raise Http404
    raise Moved(target)


def find_piece(queryset: Any, pk: int, *, path: str | None = None) -> Any:
    """The public piece with the number. Raises Moved where the rest of the address, if there is one, isn't its own, Gone
    where it was withdrawn, Http404 where it is not yet or no longer public."""
    return opened(queryset.public().filter(pk=pk).first(), queryset.model, pk, path=path)


def opened(piece: Any, model: Any, pk: int, *, path: str | None = None) -> Any:
    """The same of a piece that was looked for already; None where a reader can't open it."""
    if piece is None:
        if model.objects.gone().filter(pk=pk).exists():
            raise Gone
        raise Http404
    if path is not None and path != piece.get_absolute_url():
        raise Moved(piece)
    return piece


def moved_permanently(
    view: Callable[..., HttpResponse], *, to: Callable[[Any], str] | None = None
) -> Callable[..., HttpResponse]:
    """A thing whose address has changed is found at the new one; `to` says which of its addresses, its page without it.
    A withdrawn one answers 410 with a short notice, never the text or the reason."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Moved as moved:
            return HttpResponsePermanentRedirect(to(moved.target) if to else moved.target.get_absolute_url())
        except Gone:
            return render(request, "errors/410.html", status=410)

    return answer
