"""Authors and keywords by name: found without regard to case and spacing, made where they are new."""

from __future__ import annotations

from typing import Any

import vietnamese
from articles.models import Author, Keyword, Named
from publishing import paths


def known_author(name: str) -> Author | None:
    """The pen name as it is, if there is one."""
    return _found(Author, "pen_name", vietnamese.clean_line(name))


def known_keyword(name: str) -> Keyword | None:
    """The keyword as it is, if there is one."""
    return _found(Keyword, "name", vietnamese.clean_line(name))


def author_named(name: str) -> Author:
    """The pen name as it is, or a new author."""
    return _found_or_made(Author, "pen_name", name)


def keyword_named(name: str) -> Keyword:
    """The keyword as it is, or a new one."""
    return _found_or_made(Keyword, "name", name)


def _found(model: type[Named], field: str, tidy: str) -> Any:
    """By the slug as well: it tells `Ủy ban` from nothing but `ủy ban`, whatever the database thinks of capital Đ."""
    same = (
        one
        for one in model._default_manager.filter(slug__startswith=vietnamese.slugify(tidy, max_length=76) or "muc")
        if getattr(one, field).casefold() == tidy.casefold()
    )
    return next(same, None)


def _found_or_made(model: type[Named], field: str, name: str) -> Any:
    tidy = vietnamese.clean_line(name)
    found = _found(model, field, tidy)
    if found is None:
        found = model(**{field: tidy})
        found.slug = paths.unique_slug(found, tidy)
        found.save()
    return found
