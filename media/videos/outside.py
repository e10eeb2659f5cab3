"""Films that stand elsewhere: which sites are known, and the one address that is made anew from the film's number there.

Nothing of another site is ever asked for by our pages: a reader goes there by a link, in their own time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import ValidationError


@dataclass(frozen=True)
class Site:
    """One site that may be named: its hosts, what a number looks like there, and the address of a film."""

    label: str
    hosts: frozenset[str]
    number: re.Pattern[str]
    address: str


SITES = {
    "youtube": Site(
        "YouTube",
        frozenset({"youtube.com", "www.youtube.com", "m.youtube.com", "youtu.be", "www.youtube-nocookie.com"}),
        re.compile(r"[A-Za-z0-9_-]{11}"),
        "https://www.youtube.com/watch?v={}",
    ),
    "vimeo": Site(
        "Vimeo",
        frozenset({"vimeo.com", "www.vimeo.com", "player.vimeo.com"}),
        re.compile(r"\d{6,12}"),
        "https://vimeo.com/{}",
    ),
}
UNKNOWN = "Chỉ nhận địa chỉ một video trên YouTube hoặc Vimeo, ví dụ https://www.youtube.com/watch?v=… Video ở nơi khác thì tải tệp lên."


def read(written: str) -> str:
    """`youtube:…` out of any address of a film there; nothing else of what was typed is kept."""
    text = written.strip()
    if not text:
        return ""
    try:
        parts = urlsplit(text if "//" in text else f"https://{text}")
        host, query = (parts.hostname or "").lower(), parse_qs(parts.query)
    except ValueError as error:
        raise ValidationError(UNKNOWN) from error
    for name, site in SITES.items():
        if host in site.hosts and parts.scheme in ("http", "https"):
            steps = [*query.get("v", []), *reversed(parts.path.split("/"))]
            number = next((step for step in steps if site.number.fullmatch(step)), None)
            if number:
                return f"{name}:{number}"
    raise ValidationError(UNKNOWN)


def _parts(kept: str) -> tuple[Site, str] | None:
    name, _, number = kept.partition(":")
    site = SITES.get(name)
    return (site, number) if site and site.number.fullmatch(number) else None


def url(kept: str) -> str:
    """The film's own page there, made from its number; nothing for what isn't one."""
    found = _parts(kept)
    return found[0].address.format(found[1]) if found else ""


def label(kept: str) -> str:
    """The site's name."""
    found = _parts(kept)
    return found[0].label if found else ""
