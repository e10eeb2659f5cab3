"""Which files a document carries: what its public row has readers may download, what its draft has is only kept."""

from __future__ import annotations

from typing import Any

from documents.models import Document
from media import uses
from media.models import File
from publishing import revisions
from publishing.states import State


def shown(*, item: Document, **kwargs: Any) -> None:
    """After a step: the public row's files. A document that was never public opens none."""
    public = item.state != State.NEW
    uses.sync(item, revisions.related_keys(item, "files") if public else [], asset=File)
    working = item.working_revision
    _keep_draft(item, working.data if working and working.is_open else {})


def drafted(*, item: Document, data: dict[str, Any], **kwargs: Any) -> None:
    """After a save: the draft's files, so that they are known to be its own."""
    _keep_draft(item, data)


def _keep_draft(item: Document, data: dict[str, Any]) -> None:
    uses.sync(item, data.get("files") or [], asset=File, in_draft=True)


def shown_many(*, items: list[Document], **kwargs: Any) -> None:
    """After a load of many: their files, in a few statements."""
    uses.record_many([(item, revisions.related_keys(item, "files")) for item in items], asset=File)
