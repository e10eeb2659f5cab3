"""Which picture a video shows: the one of its public row readers may open, the one of its draft is only kept."""

from __future__ import annotations

from typing import Any

from media import uses
from media.models import Video
from publishing.states import State


def shown(*, item: Video, **kwargs: Any) -> None:
    """After a step: the public row's picture. A video that was never public opens none."""
    uses.sync(item, [item.lead_image_id] if item.state != State.NEW else [])
    working = item.working_revision
    drafted(item=item, data=working.data if working and working.is_open else {})


def drafted(*, item: Video, data: dict[str, Any], **kwargs: Any) -> None:
    """After a save: the draft's picture, so that the library doesn't lose it."""
    uses.sync(item, [data.get("lead_image")], in_draft=True)
