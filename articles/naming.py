"""Authors and keywords by name: found without regard to case and spacing, made where they are new."""

from __future__ import annotations

import vietnamese
from articles.models import Author, Keyword
from publishing import paths


def author_named(name: str) -> Author:
    """The pen name as it is, or a new author."""
    tidy = vietnamese.clean_line(name)
    found = Author.objects.filter(pen_name__iexact=tidy).first()
    if found is None:
        found = Author(pen_name=tidy)
        found.slug = paths.unique_slug(found, tidy)
        found.save()
    return found


def keyword_named(name: str) -> Keyword:
    """The keyword as it is, or a new one."""
    tidy = vietnamese.clean_line(name)
    found = Keyword.objects.filter(name__iexact=tidy).first()
    if found is None:
        found = Keyword(name=tidy)
        found.slug = paths.unique_slug(found, tidy)
        found.save()
    return found
