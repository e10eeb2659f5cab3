"""A piece's own fields as data: taking a snapshot, laying it over the row, copying it onto the row."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from publishing.models import Publishable, Revision
from publishing.states import Stage

Data = dict[str, Any]


def of(item: Publishable) -> models.QuerySet[Revision]:
    """All revisions of a piece, newest first."""
    return Revision.objects.filter(
        piece_type=ContentType.objects.get_for_model(type(item)), piece_id=item.pk
    ).select_related("created_by", "saved_by")


def _field(item: Publishable, name: str) -> models.Field[Any, Any]:
    return item._meta.get_field(name)  # type: ignore[return-value]


def snapshot(item: Publishable) -> Data:
    """The revised fields as JSON-ready values: keys for relations, lists of keys (in order) for many-to-many."""
    data: Data = {}
    for name in item.REVISED_FIELDS:
        field = _field(item, name)
        if field.many_to_many:
            data[name] = related_keys(item, name)
        else:
            data[name] = getattr(item, field.attname)
    return as_stored(data)


def as_stored(data: Data) -> Data:
    """The data as it will come back from the database: moments as text, so that two snapshots can be compared."""
    return json.loads(json.dumps(data, cls=DjangoJSONEncoder))


def current_data(item: Publishable) -> Data:
    """What an editor works on: the working revision where one is open, else the row; fields added since then included."""
    base = snapshot(item)
    working = item.working_revision
    if working is not None and (working.is_open or not item.is_live):
        base |= {name: value for name, value in working.data.items() if name in base}
    return base


def related_keys(item: Publishable, name: str) -> list[int]:
    """The keys of a many-to-many field in the order they were given."""
    if item.pk is None:
        return []
    through = getattr(type(item), name).through
    source, target = getattr(item, name).source_field_name, getattr(item, name).target_field_name
    rows = through.objects.filter(**{source: item}).order_by("pk")
    return list(rows.values_list(f"{target}_id", flat=True))


def lay_over(item: Publishable, data: Data) -> Publishable:
    """Show the piece as the revision has it, in memory only. Lists of related keys lie in `item.laid_over`.

    A revision may name what was deleted since: a single thing that is no longer there counts as not chosen, as in lists.
    """
    item.laid_over = {}  # type: ignore[attr-defined]
    for name, value in data.items():
        if name not in item.REVISED_FIELDS:
            continue
        field = _field(item, name)
        if field.many_to_many:
            item.laid_over[name] = value  # type: ignore[attr-defined]
        elif field.is_relation:
            setattr(item, field.attname, value if _is_there(item, field, value) else None)
        else:
            setattr(item, field.attname, field.to_python(value) if value is not None else None)
    return item


def _is_there(item: Publishable, field: models.Field[Any, Any], key: int | None) -> bool:
    """What the row itself points to is held by the database; everything else is asked for."""
    if key is None or key == getattr(item, field.attname):
        return True
    return field.related_model._default_manager.filter(pk=key).exists()  # type: ignore[union-attr]


def mirror(item: Publishable, live_data: Data | None) -> Publishable:
    """The public row mirrors its live revision: the lists of related keys are read from there instead of table by table."""
    if live_data is not None:
        item.laid_over = {  # type: ignore[attr-defined]
            name: live_data.get(name, []) for name in item.REVISED_FIELDS if _field(item, name).many_to_many
        }
    return item


def keys_of(item: Publishable, name: str) -> list[int]:
    """The related keys as laid over, or as stored; in order."""
    laid_over = getattr(item, "laid_over", {})
    return laid_over[name] if name in laid_over else related_keys(item, name)


def related(item: Publishable, name: str) -> list[Any]:
    """The related objects as the revision has them, or as stored where nothing is laid over; in order."""
    keys = keys_of(item, name)
    model = _field(item, name).related_model
    by_key = model._default_manager.in_bulk(keys)  # type: ignore[union-attr]
    return [by_key[key] for key in keys if key in by_key]


def copy_onto_row(item: Publishable, data: Data) -> None:
    """Make the row mirror the revision: fields and related lists, in the caller's transaction."""
    lay_over(item, data)
    item.save()
    for name, keys in item.laid_over.items():  # type: ignore[attr-defined]
        if related_keys(item, name) == keys:
            continue
        manager = getattr(item, name)
        existing = manager.model._default_manager.in_bulk(keys)
        manager.clear()
        for key in keys:
            if key in existing:
                manager.add(existing[key])


def open_revision(item: Publishable, *, actor: User | None, data: Data, follows: Revision | None = None) -> Revision:
    """The next revision of a piece. One that follows an open revision keeps its stage, its author and who had a hand in it."""
    now = timezone.now()
    piece_type = ContentType.objects.get_for_model(type(item))
    last = Revision.objects.filter(piece_type=piece_type, piece_id=item.pk).aggregate(last=Max("number"))["last"]
    revision = Revision.objects.create(
        piece_type=piece_type,
        piece_id=item.pk,
        number=(last or 0) + 1,
        stage=follows.stage if follows else Stage.DRAFT,
        returned_note=follows.returned_note if follows else "",
        data=as_stored(data),
        created_by=follows.created_by if follows else actor,
        created_at=now,
        saved_by=actor,
        saved_at=now,
    )
    if follows:
        revision.editors.set(follows.editors.all())
    if actor:
        revision.editors.add(actor)
    return revision
