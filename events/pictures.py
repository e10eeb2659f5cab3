"""Which picture an event shows: the one on its public row readers may open, the one on its draft is only kept."""

from __future__ import annotations

from typing import Any

from events.models import Event
from media import uses
from publishing.states import State


def shown(*, item: Event, **kwargs: Any) -> None:
    """After a step: the public row's picture, and the one of a revision on its way."""
    uses.sync(item, [item.lead_image_id] if item.state != State.NEW else [])
    working = item.working_revision
    drafted(item=item, data=working.data if working and working.is_open else {})


def drafted(*, item: Event, data: dict[str, Any], **kwargs: Any) -> None:
    """After a save: the draft's picture, so that the library doesn't lose it."""
    uses.sync(item, [data.get("lead_image")], in_draft=True)
