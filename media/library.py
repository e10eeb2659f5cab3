"""What the newsroom does with pictures of the library: describe, bin, take back, empty the bin. Who may is in rules."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

import vietnamese
from accounts import log
from accounts.models import User
from media import rules, tasks
from media.models import AssetUse, Image
from media.refusals import Refused
from publishing.announcing import announce

KEPT_IN_TRASH = timedelta(days=30)
TEXTS = ("caption", "alt_text", "photo_credit")
DESCRIBED = (*TEXTS, "focal_x", "focal_y")
MAY_NOT_CHANGE = "Ảnh này do người khác tải lên. Nhờ người quản lý tư liệu ảnh sửa giúp."
MAY_NOT_TRASH = "Chỉ người quản lý tư liệu ảnh và thư ký tòa soạn bỏ được ảnh vào thùng rác."


class InUse(Refused):
    """A picture that something shows is not thrown away. `uses` says where."""

    def __init__(self, uses: list[AssetUse]) -> None:
        super().__init__("Ảnh đang được dùng nên không bỏ được. Hãy gỡ ảnh khỏi các bài dưới đây trước.")
        self.uses = uses


@transaction.atomic
def describe(*, image: Image, actor: User, **values: Any) -> Image:
    """Change texts or focal point; what is not given stays. Another focal point means other crops."""
    if not rules.may_change(actor, image):
        raise PermissionDenied(MAY_NOT_CHANGE)
    locked = Image.objects.select_for_update().get(pk=image.pk)
    changed = []
    for name, given in values.items():
        if name not in DESCRIBED:
            raise TypeError(f"describe() knows no {name}.")
        value = vietnamese.clean_line(given) if name in TEXTS else given
        if getattr(locked, name) != value:
            setattr(locked, name, value)
            changed.append(name)
    if not changed:
        return locked
    locked.version += 1
    locked.write_words()
    locked.save()
    log.record(actor=actor, verb="image_changed", target=locked, detail={"fields": sorted(changed)})
    if {"focal_x", "focal_y"} & set(changed):
        tasks.request_renditions(locked)
    announce(locked)
    return locked


@transaction.atomic
def trash(*, image: Image, actor: User) -> Image:
    """Into the bin for thirty days; raises InUse while anything shows it, drafts included."""
    if not rules.may_trash(actor):
        raise PermissionDenied(MAY_NOT_TRASH)
    locked = Image.objects.select_for_update().get(pk=image.pk)
    uses = list(locked.uses.prefetch_related("owner"))
    if any(use.owner is not None for use in uses):
        raise InUse([use for use in uses if use.owner is not None])
    # Owners that are gone for good hold nothing.
    locked.uses.all().delete()
    locked.trashed_at = timezone.now()
    locked.save(update_fields=["trashed_at"])
    log.record(actor=actor, verb="image_trashed", target=locked)
    return locked


@transaction.atomic
def restore(*, image: Image, actor: User) -> Image:
    """Out of the bin, as it was."""
    if not rules.may_trash(actor):
        raise PermissionDenied(MAY_NOT_TRASH)
    locked = Image.objects.select_for_update().get(pk=image.pk)
    locked.trashed_at = None
    locked.save(update_fields=["trashed_at"])
    log.record(actor=actor, verb="image_restored", target=locked)
    return locked


def empty_trash() -> int:
    """Delete what has lain in the bin for thirty days, files and sizes included; how many pictures went."""
    gone = 0
    for image in Image.objects.trashed().unused().filter(trashed_at__lte=timezone.now() - KEPT_IN_TRASH):
        with transaction.atomic():
            _delete(image)
        gone += 1
    return gone


def _delete(image: Image) -> None:
    names = [image.original.name, *image.renditions.values_list("file", flat=True)]
    log.record(actor=None, verb="image_deleted", target=image, channel=log.COMMAND_LINE)
    image.delete()
    transaction.on_commit(lambda: [default_storage.delete(name) for name in names])
