"""Which pictures a gallery shows: those of its public row readers may open, those of its draft are only kept."""

from __future__ import annotations

from typing import Any

from media import uses
from media.galleries import photos
from media.models import Gallery
from publishing.states import State


def shown(*, item: Gallery, **kwargs: Any) -> None:
    """After a step: the public row's pictures. A gallery that was never public opens none."""
    uses.sync(item, photos.keys(item.photos) if item.state != State.NEW else [])
    working = item.working_revision
    drafted(item=item, data=working.data if working and working.is_open else {})


def drafted(*, item: Gallery, data: dict[str, Any], **kwargs: Any) -> None:
    """After a save: the draft's pictures, so that the library doesn't lose them."""
    uses.sync(item, photos.keys(data.get("photos")), in_draft=True)


def shown_many(*, items: list[Gallery], **kwargs: Any) -> None:
    """After a load of many: their pictures, in a few statements."""
    uses.record_many([(item, list(photos.keys(item.photos))) for item in items])
