"""Which kinds of things may own a file. Media can't see them: each says so from ready() and answers `.public()` itself."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

_owners: list[type[Model]] = []


def register(model: type[Model]) -> None:
    """Let things of this kind own files; its default manager must have `.public()`, which decides who reaches them.

    A kind that carries files to download says by `download_name(file)` under which name a reader gets each.
    """
    if not callable(getattr(model._default_manager, "public", None)):
        raise TypeError(f"{model.__name__} owns files, so its manager must say which are .public().")
    if model not in _owners:
        _owners.append(model)


def known(model: type[Model]) -> bool:
    """Whether things of this kind may own files."""
    return model in _owners


def with_types() -> list[tuple[ContentType, type[Model]]]:
    """Every kind with its content type, which Django keeps in memory."""
    return [(ContentType.objects.get_for_model(model), model) for model in _owners]
