"""From a written name to an organisation: which one is meant, and by which of its names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from organizations.models import Organization
from organizations.words import name_key

NEAR = 0.88


class How(StrEnum):
    """By which name, from the surest on. MANY: several go by it and a person must choose."""

    EXACT = "exact"
    SHORT = "short"
    FORMER = "former"
    ALIAS = "alias"
    NEAR = "near"
    MANY = "many"
    NONE = "none"


@dataclass(frozen=True)
class Found:
    """The organisation meant, if there is exactly one."""

    organization: Organization | None
    how: How


def find_exact(name: str) -> Found:
    """The organisation of that name; marks, case, spacing and punctuation don't count.

    A name that stands beats a short one, that a former one, that another one; among equals, one that exists today beats history.
    What nobody is called may be near one name.
    """
    key = name_key(name)
    if not key:
        return Found(None, How.NONE)
    candidates = list(Organization.objects.filter(words__contains=f" {key} ").prefetch_related("former_names"))
    for how in (How.EXACT, How.SHORT, How.FORMER, How.ALIAS):
        called = [one for one in candidates if key in map(name_key, _names(one, how))]
        standing = [one for one in called if not one.is_former] or called
        if standing:
            return Found(standing[0], how) if len(standing) == 1 else Found(None, How.MANY)
    return _near(key)


def _names(organization: Organization, how: How) -> Iterable[str]:
    match how:
        case How.EXACT:
            return [organization.name]
        case How.SHORT:
            return [organization.short_name]
        case How.FORMER:
            return [name for one in organization.former_names.all() for name in (one.name, one.short_name)]
        case _:
            return organization.aliases.splitlines()


def _near(key: str) -> Found:
    owners: dict[str, set[int]] = {}
    for pk, words in Organization.objects.values_list("pk", "words").order_by():
        for line in words.splitlines():
            owners.setdefault(line.strip(), set()).add(pk)
    likest = get_close_matches(key, owners, n=1, cutoff=NEAR)
    if not likest:
        return Found(None, How.NONE)
    keys = owners[likest[0]]
    if len(keys) > 1:
        return Found(None, How.MANY)
    return Found(Organization.objects.get(pk=keys.pop()), How.NEAR)
