"""Which pictures an article shows: what its public row shows readers may open, what its draft shows is only kept."""

from __future__ import annotations

from typing import Any

from articles.models import Article
from media import uses
from publishing import embeds
from publishing.states import State


def pictures_of(*, lead_image_id: int | None, body: str) -> list[int | None]:
    """The lead picture and every figure of the text."""
    return [lead_image_id, *embeds.keys_in(body, "data-image")]


def shown(*, item: Article, **kwargs: Any) -> None:
    """After a step: the public row's pictures. A piece that was never public shows readers nothing."""
    public = item.state != State.NEW
    uses.sync(item, pictures_of(lead_image_id=item.lead_image_id, body=item.body) if public else [])
    _keep_draft(item, item.working_revision.data if item.working_revision and item.working_revision.is_open else {})


def drafted(*, item: Article, data: dict[str, Any], **kwargs: Any) -> None:
    """After a save: the draft's pictures, so that the library doesn't lose them."""
    _keep_draft(item, data)


def _keep_draft(item: Article, data: dict[str, Any]) -> None:
    keys = pictures_of(lead_image_id=data.get("lead_image"), body=data.get("body") or "")
    uses.sync(item, keys, in_draft=True)


def shown_many(*, items: list[Article], **kwargs: Any) -> None:
    """After a load of many: their pictures, in a few statements."""
    uses.record_many([(item, pictures_of(lead_image_id=item.lead_image_id, body=item.body)) for item in items])
