"""Entering an organisation outside the newsroom's form: samples, imports. By the same rules: address, words, news of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone

import vietnamese
from organizations.models import Organization, OrganizationName
from organizations.words import stored_words
from publishing import paths
from publishing.announcing import announce, announce_many

MANY = 500


@transaction.atomic
def register(*, former_names: tuple[dict[str, Any], ...] = (), **fields: Any) -> Organization:
    """A new organisation with its former names. Raises ValidationError for what the form would refuse."""
    organization = Organization(**fields)
    organization.slug = paths.unique_slug(organization, organization.name)
    organization.full_clean()
    organization.save()
    for former in former_names:
        organization.former_names.create(**former)
    refresh(organization)
    return organization


def refresh(organization: Organization) -> None:
    """Its words again, and everybody told."""
    organization.write_words()
    organization.save(update_fields=["sort_key", "words"])
    announce(organization)


@transaction.atomic
def register_many(rows: list[dict[str, Any]], *, withheld: bool) -> list[Organization]:
    """Many new organisations in the order given, each with its `name`, `kind_id` and `parent`: a key, or the place of one before it.

    By the same rules as one: address, words, news of it. Those withheld are nobody's to read until `show` lets them go.
    """
    taken = set(Organization.objects.values_list("slug", flat=True)) | paths.RESERVED
    made: list[Organization] = []
    levels: dict[int, list[int]] = {}
    depth: list[int] = []
    for place, row in enumerate(rows):
        parent = row["parent"]
        depth.append(depth[parent["place"]] + 1 if isinstance(parent, dict) else 0)
        levels.setdefault(depth[-1], []).append(place)
        one = Organization(name=row["name"], kind_id=row["kind_id"], withheld=withheld)
        one.slug = _free_slug(one.name, taken)
        one.sort_key, one.words = vietnamese.sort_key(one.name), stored_words([one.name])
        made.append(one)
    for level in sorted(levels):
        for place in levels[level]:
            parent = rows[place]["parent"]
            made[place].parent_id = made[parent["place"]].pk if isinstance(parent, dict) else parent
        Organization.objects.bulk_create([made[place] for place in levels[level]], batch_size=500)
    if not withheld:
        announce_many(made)
    return made


def _free_slug(name: str, taken: set[str]) -> str:
    base = vietnamese.slugify(name, max_length=76) or "muc"
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    taken.add(slug)
    return slug


@transaction.atomic
def show(organizations: Iterable[int]) -> int:
    """Let readers see those withheld among these keys, and everything above them; how many there were."""
    keys = set(organizations)
    waiting = {
        one.pk: one for one in Organization.objects.filter(withheld=True).only("pk", "parent_id", "slug", "name")
    }
    shown: set[int] = set()
    for key in keys:
        here: int | None = key
        while here in waiting and here not in shown:
            shown.add(here)
            here = waiting[here].parent_id
    if not shown:
        return 0
    rows = [waiting[key] for key in sorted(shown)]
    for start in range(0, len(rows), MANY):
        part = rows[start : start + MANY]
        Organization.objects.filter(pk__in=[one.pk for one in part]).update(withheld=False, updated_at=timezone.now())
    announce_many(rows)
    return len(rows)


@transaction.atomic
def unregister(keys: Iterable[int]) -> int:
    """Take back organisations that were made by mistake; whatever is used by now stays, with those above it. How many went."""
    rows = {
        one.pk: one for one in _in_parts(Organization.objects.only("pk", "parent_id", "slug", "name"), "pk", set(keys))
    }
    kept = _used(set(rows))
    for key in list(kept):
        above = rows[key].parent_id
        while above in rows and above not in kept:
            kept.add(above)
            above = rows[above].parent_id
    gone = [one for key, one in rows.items() if key not in kept]
    depth = {one.pk: _depth(one, rows) for one in gone}
    for level in sorted(set(depth.values()), reverse=True):
        lowest = [key for key, found in depth.items() if found == level]
        for start in range(0, len(lowest), MANY):
            Organization.objects.filter(pk__in=lowest[start : start + MANY]).delete()
    announce_many(gone)
    return len(gone)


def _used(keys: set[int]) -> set[int]:
    """Which of these something points to that is not theirs alone: a row of another table, an organisation beside them."""
    used: set[int] = set()
    for relation in Organization._meta.related_objects:
        if relation.related_model is OrganizationName:
            continue
        name = relation.field.name
        for row in _in_parts(
            relation.related_model._default_manager.order_by(), f"{name}__in", keys, values=(name, "pk")
        ):
            if not (relation.related_model is Organization and row[1] in keys):
                used.add(row[0])
    return used & keys


def _in_parts(rows: Any, lookup: str, keys: set[int], *, values: tuple[str, ...] = ()) -> Iterator[Any]:
    """Asked for a part of the keys at a time: databases take only so many in one question."""
    wanted = sorted(keys)
    for start in range(0, len(wanted), MANY):
        found = rows.filter(**{lookup if lookup.endswith("__in") else f"{lookup}__in": wanted[start : start + MANY]})
        yield from found.values_list(*values) if values else found


def _depth(one: Organization, rows: dict[int, Organization]) -> int:
    depth, above = 0, one.parent_id
    while above in rows:
        depth, above = depth + 1, rows[above].parent_id
    return depth
