"""Who shows which picture. One function writes it; it decides which files readers reach and which pictures may be thrown away."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model

from media import owners
from media.models import AssetUse, Image


@transaction.atomic
def sync(owner: Model, image_ids: Iterable[int | None], *, in_draft: bool = False) -> None:
    """Make the rows say exactly what the owner shows.

    Without `in_draft`: what its public row shows, which readers reach while the owner is `.public()`.
    With it: what a revision on its way shows; that keeps a picture from being deleted and opens it to nobody.
    Ids of pictures that are not in the library are left out.
    """
    if not owners.known(type(owner)):
        raise LookupError(f"{type(owner).__name__} has not been registered as an owner of files.")
    rows = of(owner).filter(in_draft=in_draft)
    wanted = {pk for pk in image_ids if pk}
    present = set(rows.values_list("image_id", flat=True))
    if present == wanted:
        return
    wanted = set(Image.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    if present - wanted:
        rows.exclude(image_id__in=wanted).delete()
    owner_type = ContentType.objects.get_for_model(type(owner))
    AssetUse.objects.bulk_create(
        [
            AssetUse(image_id=pk, owner_type=owner_type, owner_id=owner.pk, in_draft=in_draft)
            for pk in sorted(wanted - present)
        ],
        ignore_conflicts=True,
    )


def of(owner: Model):
    """The rows of one owner, public and draft."""
    return AssetUse.objects.filter(owner_type=ContentType.objects.get_for_model(type(owner)), owner_id=owner.pk)


def record_many(shown: list[tuple[Model, list[int | None]]]) -> None:
    """What many new owners of one kind show to readers, in a few statements. They own nothing yet."""
    if not shown:
        return
    owner_type = ContentType.objects.get_for_model(type(shown[0][0]))
    known = set(Image.objects.filter(pk__in={pk for _, ids in shown for pk in ids if pk}).values_list("pk", flat=True))
    AssetUse.objects.bulk_create(
        [
            AssetUse(image_id=pk, owner_type=owner_type, owner_id=owner.pk, in_draft=False)
            for owner, ids in shown
            for pk in dict.fromkeys(ids)
            if pk in known
        ],
        batch_size=1000,
    )
