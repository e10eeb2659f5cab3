"""Whose portal this is, from the fragment shelf: asked by every page, feed and structured block."""

from __future__ import annotations

from publishing import pagecache
from publishing.models import SiteIdentity


def identity() -> SiteIdentity:
    """The one identity."""
    found: SiteIdentity = pagecache.fragment("identity", tags=["site"], build=SiteIdentity.current)
    return found
