"""The one signal: something that readers see may have changed. Search listens inside the transaction, the page cache after it."""

from __future__ import annotations

from typing import Any

from django.dispatch import Signal

# Sent with `item`. Receivers run in the transaction of the verb.
visibility_changed = Signal()

# Sent with `item` and `data`: something was written that no reader sees yet. Whoever keeps track of what texts use listens.
revision_saved = Signal()


def announce(item: Any) -> None:
    """Tell the strangers: search stores now, the page cache lets go on commit."""
    visibility_changed.send(sender=type(item), item=item)
