"""Recording many pieces that came to be elsewhere, by the same shapes as the verbs: rows, revisions, log, announcement."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from accounts.log import COMMAND_LINE
from accounts.models import LogEntry
from publishing.addresses import piece_slug
from publishing.announcing import announce_many
from publishing.models import Publishable, Revision
from publishing.revisions import as_stored
from publishing.states import Stage


@transaction.atomic
def record_many(items: list[Any], *, related: list[dict[str, list[int]]]) -> list[Any]:
    """Store published pieces of one kind, each with its live revision. `related` gives each one's many-to-many keys.

    Pieces come with state, publish_at and their fields set; nobody wrote them here, so no actor is named.
    """
    model = type(items[0])
    for item in items:
        item.slug = piece_slug(item.title)
        item.first_published_at = item.last_published_at = item.publish_at
        item.created_at = item.publish_at
        item.version = 1
    model._default_manager.bulk_create(items, batch_size=500)
    revisions = _record_revisions(model, items, related)
    for item, revision in zip(items, revisions, strict=True):
        item.live_revision = item.working_revision = revision
    model._default_manager.bulk_update(items, ["live_revision", "working_revision"], batch_size=500)
    _record_relations(model, items, related)
    piece_type = ContentType.objects.get_for_model(model)
    LogEntry.objects.bulk_create(
        [
            LogEntry(
                at=item.publish_at,
                actor_name="hệ thống",
                verb="imported",
                target_type=piece_type,
                target_id=item.pk,
                target_label=item.title,
                channel=COMMAND_LINE,
                detail={"revision": 1},
            )
            for item in items
        ],
        batch_size=500,
    )
    announce_many(items)
    return items


def _record_revisions(
    model: type[Publishable], items: list[Any], related: list[dict[str, list[int]]]
) -> list[Revision]:
    piece_type = ContentType.objects.get_for_model(model)
    fields = [model._meta.get_field(name) for name in model.REVISED_FIELDS]
    rows = []
    for item, keys in zip(items, related, strict=True):
        data = {
            field.name: keys.get(field.name, []) if field.many_to_many else getattr(item, field.attname)  # type: ignore[union-attr]
            for field in fields
        }
        rows.append(
            Revision(
                piece_type=piece_type,
                piece_id=item.pk,
                number=1,
                stage=Stage.APPROVED,
                data=as_stored(data),
                created_at=item.publish_at,
                saved_at=item.publish_at,
            )
        )
    return Revision.objects.bulk_create(rows, batch_size=500)


def _record_relations(model: type[Publishable], items: list[Any], related: list[dict[str, list[int]]]) -> None:
    for name in {name for keys in related for name in keys}:
        manager = getattr(model, name)
        source = manager.field.m2m_field_name()
        target = manager.field.m2m_reverse_field_name()
        manager.through.objects.bulk_create(
            [
                manager.through(**{f"{source}_id": item.pk, f"{target}_id": key})
                for item, keys in zip(items, related, strict=True)
                for key in keys.get(name, [])
            ],
            batch_size=1000,
        )
