"""The one signal: something that readers see may have changed. Search listens inside the transaction, the page cache after it."""

from __future__ import annotations

from typing import Any

from django.dispatch import Signal

# Sent with `item`. Receivers run in the transaction of the verb.
visibility_changed = Signal()


def announce(item: Any) -> None:
    """Tell the strangers: search stores now, the page cache lets go on commit."""
    visibility_changed.send(sender=type(item), item=item)
