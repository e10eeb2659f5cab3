"""Who shows which picture and carries which file. Written here alone; it decides what readers reach and what may be thrown away."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, QuerySet

from media import owners
from media.models import AssetUse, File, FileUse, Image

# What is used: the rows that say so, and the column that names it.
ROWS: dict[type[Model], tuple[type[AssetUse] | type[FileUse], str]] = {
    Image: (AssetUse, "image_id"), File: (FileUse, "file_id"),
}  # fmt: skip


@transaction.atomic
def sync(owner: Model, keys: Iterable[int | None], *, asset: type[Model] = Image, in_draft: bool = False) -> None:
    """Make the rows say exactly what the owner shows.

    Without `in_draft`: what its public row shows, which readers reach while the owner is `.public()`.
    With it: what a revision on its way shows; that keeps it from being deleted and opens it to nobody.
    Keys of what is not there are left out.
    """
    if not owners.known(type(owner)):
        raise LookupError(f"{type(owner).__name__} has not been registered as an owner of files.")
    model, column = ROWS[asset]
    rows = of(owner, asset=asset).filter(in_draft=in_draft)
    wanted = {pk for pk in keys if pk}
    present = set(rows.values_list(column, flat=True))
    if present == wanted:
        return
    wanted = set(asset._default_manager.filter(pk__in=wanted).values_list("pk", flat=True))
    if present - wanted:
        rows.exclude(**{f"{column}__in": wanted}).delete()
    owner_type = ContentType.objects.get_for_model(type(owner))
    model._default_manager.bulk_create(
        [
            model(owner_type=owner_type, owner_id=owner.pk, in_draft=in_draft, **{column: pk})
            for pk in sorted(wanted - present)
        ],
        ignore_conflicts=True,
    )


def of(owner: Model, *, asset: type[Model] = Image) -> QuerySet:
    """The rows of one owner, public and draft."""
    model, _ = ROWS[asset]
    return model._default_manager.filter(owner_type=ContentType.objects.get_for_model(type(owner)), owner_id=owner.pk)


def record_many(shown: list[tuple[Model, list[int | None]]], *, asset: type[Model] = Image) -> None:
    """What many new owners of one kind show to readers, in a few statements. They own nothing yet."""
    if not shown:
        return
    model, column = ROWS[asset]
    owner_type = ContentType.objects.get_for_model(type(shown[0][0]))
    wanted = {pk for _, keys in shown for pk in keys if pk}
    known = set(asset._default_manager.filter(pk__in=wanted).values_list("pk", flat=True))
    model._default_manager.bulk_create(
        [
            model(owner_type=owner_type, owner_id=owner.pk, in_draft=False, **{column: pk})
            for owner, keys in shown
            for pk in dict.fromkeys(keys)
            if pk in known
        ],
        batch_size=1000,
    )
