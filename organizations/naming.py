"""From a written name to an organisation: which one is meant, and by which of its names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum

from organizations.models import Organization
from organizations.words import name_key

NEAR = 0.88
# Names whose lengths differ by more are not compared letter by letter.
NEAR_LENGTH = 4


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


def find_exact(name: str, *, near: bool = True) -> Found:
    """The organisation of that name; marks, case, spacing and punctuation don't count.

    A name that stands beats a short one, that a former one, that another one; among equals, one that exists today beats history.
    What nobody is called may be near one name, unless `near` is off: looking through all of them is not for every reader.
    """
    key = name_key(name)
    if not key:
        return Found(None, How.NONE)
    candidates = Organization.objects.filter(words__contains=f" {key} ").prefetch_related("former_names")
    found = Names(candidates).find(name)
    return _near(key) if near and found.how == How.NONE else found


class Names:
    """The names of many organisations, read once: for sheets of thousands of rows, by the same rule as one name."""

    def __init__(self, organizations: Iterable[Organization]) -> None:
        self.by_pk: dict[int, Organization] = {}
        self._called: dict[str, dict[How, list[Organization]]] = {}
        self._near: dict[str, str] = {}
        for one in organizations:
            self.by_pk[one.pk] = one
            for how in (How.EXACT, How.SHORT, How.FORMER, How.ALIAS):
                for key in {name_key(name) for name in _names(one, how)} - {""}:
                    self._called.setdefault(key, {}).setdefault(how, []).append(one)

    @classmethod
    def of_all(cls) -> Names:
        """Every organisation there is."""
        return cls(Organization.objects.prefetch_related("former_names").defer("about", "address", "words"))

    def find(self, name: str, *, below: int | None = None, day: date | None = None) -> Found:
        """The one organisation meant by the name, of those below another one where that is asked for; of namesakes that of the day."""
        called = self._called.get(name_key(name), {})
        for how in (How.EXACT, How.SHORT, How.FORMER, How.ALIAS):
            candidates = called.get(how, [])
            if below is not None:
                candidates = [one for one in candidates if self._is_below(one, below)]
            there = [one for one in candidates if day is not None and one.is_valid_on(day)]
            standing = there or [one for one in candidates if not one.is_former] or candidates
            if standing:
                return Found(standing[0], how) if len(standing) == 1 else Found(None, How.MANY)
        return Found(None, How.NONE)

    def near(self, name: str) -> str:
        """A name that looks like it, for people to look at; numbers tell names apart, so another number is another name."""
        key = name_key(name)
        if key not in self._near:
            numbers = [word for word in key.split() if word.isdigit()]
            alike = (
                other
                for other in self._called
                if abs(len(other) - len(key)) <= NEAR_LENGTH
                and [word for word in other.split() if word.isdigit()] == numbers
            )
            found = get_close_matches(key, alike, n=1, cutoff=NEAR)
            owners = next(iter(self._called[found[0]].values())) if found else []
            self._near[key] = owners[0].name if owners else ""
        return self._near[key]

    def _is_below(self, one: Organization, above: int) -> bool:
        seen: set[int] = set()
        parent = one.parent_id
        while parent is not None and parent not in seen:
            if parent == above:
                return True
            seen.add(parent)
            parent = self.by_pk[parent].parent_id if parent in self.by_pk else None
        return False


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
