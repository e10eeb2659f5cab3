"""The one signal: something that readers see may have changed. Search listens inside the transaction, the page cache after it."""

from __future__ import annotations

from typing import Any

from django.dispatch import Signal

# Sent with `item`. Receivers run in the transaction of the verb.
visibility_changed = Signal()

# Sent with `item` and `data`: something was written that no reader sees yet. Whoever keeps track of what texts use listens.
revision_saved = Signal()

# Sent with `items`, all of one kind: the same news about many at once, for loads of thousands.
many_changed = Signal()


def announce(item: Any) -> None:
    """Tell the strangers: search stores now, the page cache lets go on commit."""
    visibility_changed.send(sender=type(item), item=item)


def announce_many(items: list[Any]) -> None:
    """The same, said once for many of one kind."""
    if items:
        many_changed.send(sender=type(items[0]), items=items)
