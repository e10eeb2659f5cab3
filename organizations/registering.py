"""Entering an organisation outside the newsroom's form: samples, imports. By the same rules: address, words, news of it."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from organizations.models import Organization
from publishing import paths
from publishing.announcing import announce


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
