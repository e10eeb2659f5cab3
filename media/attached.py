"""Which files a piece carries in its field `files`: what its public row has readers may download, what its draft has is only kept."""

from __future__ import annotations

from typing import Any

from media import owners, uses
from media.models import File
from publishing import announcing, revisions
from publishing.models import Publishable
from publishing.states import State


def connect(model: type[Publishable]) -> None:
    """From ready(): pieces of this kind carry files."""
    name = model._meta.label_lower
    owners.register(model)
    announcing.visibility_changed.connect(shown, sender=model, dispatch_uid=f"{name} files")
    announcing.many_changed.connect(shown_many, sender=model, dispatch_uid=f"many {name} files")
    announcing.revision_saved.connect(drafted, sender=model, dispatch_uid=f"{name} draft files")


def shown(*, item: Publishable, **kwargs: Any) -> None:
    """After a step: the public row's files. A piece that was never public opens none."""
    public = item.state != State.NEW
    uses.sync(item, revisions.related_keys(item, "files") if public else [], asset=File)
    working = item.working_revision
    drafted(item=item, data=working.data if working and working.is_open else {})


def drafted(*, item: Publishable, data: dict[str, Any], **kwargs: Any) -> None:
    """After a save: the draft's files, so that they are known to be its own."""
    uses.sync(item, data.get("files") or [], asset=File, in_draft=True)


def shown_many(*, items: list[Publishable], **kwargs: Any) -> None:
    """After a load of many of one kind: their files, in a few statements."""
    if not items:
        return
    files = type(items[0]).files  # type: ignore[attr-defined]
    source = f"{files.field.m2m_field_name()}_id"
    rows = files.through.objects.filter(**{f"{source}__in": [item.pk for item in items]}).order_by("pk")
    carried: dict[int, list[int | None]] = {}
    for pk, key in rows.values_list(source, "file_id"):
        carried.setdefault(pk, []).append(key)
    uses.record_many([(item, carried[item.pk]) for item in items if item.pk in carried], asset=File)


def of(item: Publishable) -> list[File]:
    """The files of a piece in their order, as the revision at hand has them."""
    keys = revisions.keys_of(item, "files")
    files = File.objects.in_bulk(keys) if keys else {}
    return [files[key] for key in keys if key in files]
