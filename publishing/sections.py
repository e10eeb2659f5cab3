"""The sections of the portal, from the fragment shelf: menus, cards, facets and rights of every page ask for them."""

from __future__ import annotations

import vietnamese
from publishing import pagecache, prepared
from publishing.models import Section


def all_sections() -> tuple[Section, ...]:
    """Every section with its parent at hand, by their numbers; those with the same number by name."""
    found: tuple[Section, ...] = pagecache.fragment("sections", tags=["site"], build=_read)
    return found


def _read() -> tuple[Section, ...]:
    sections = sorted(prepared.all_of(Section), key=lambda one: (one.order, vietnamese.sort_key(one.name)))
    by_key = {section.pk: section for section in sections}
    for section in sections:
        section.parent = by_key[section.parent_id] if section.parent_id else None
    return tuple(sections)
