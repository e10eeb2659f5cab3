"""What a saved page says of itself: title, metadata, its own schema.org article, the address a browser noted when saving it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import vietnamese

MOST = 400_000
_TAG = re.compile(r"<(meta|link)\b([^<>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-zA-Z:-]{1,30})\s*=\s*(?:"([^"]{0,1500})"|'([^']{0,1500})'|([^\s"'>]{1,500}))""")
_TITLE = re.compile(r"<title[^<>]{0,200}>([^<]{0,1000})</title", re.IGNORECASE)
_SAVED_FROM = re.compile(r"<!--\s{0,5}saved from url=\(\d{1,5}\)(https?://[^\s>]{1,500})")
_DATA = "application/ld+json"
MOST_DATA = 10


@dataclass
class Head:
    """The page's own words about itself; each is hearsay, and empty where there is none."""

    title: str = ""
    canonical: str = ""
    saved_from: str = ""
    metas: dict[str, str] = field(default_factory=dict)
    article: dict[str, Any] = field(default_factory=dict)

    def told(self, name: str) -> str:
        """A plain value of the schema.org article."""
        value = self.article.get(name, "")
        return value if isinstance(value, str) else ""

    @property
    def author(self) -> str:
        """Who signs it."""
        return _name_of(self.article.get("author"))[:120]

    @property
    def publisher(self) -> str:
        """Whose page it is."""
        return _name_of(self.article.get("publisher"))[:150]


def read_head(html: str) -> Head:
    """Read what can be read; a broken head costs only itself."""
    start = html[:MOST]
    head = Head(article=_article(html))
    title, saved = _TITLE.search(start), _SAVED_FROM.search(start)
    head.title = vietnamese.clean_line(unescape(title[1])) if title else ""
    head.saved_from = saved[1] if saved else ""
    for match in _TAG.finditer(start):
        attrs = {
            found[1].lower(): vietnamese.clean_line(unescape(found[2] or found[3] or found[4] or ""))
            for found in _ATTRIBUTE.finditer(match[2])
        }
        if match[1].lower() == "link":
            if attrs.get("rel", "").lower() == "canonical":
                head.canonical = head.canonical or attrs.get("href", "")
        elif name := (attrs.get("property") or attrs.get("name") or "").lower():
            head.metas.setdefault(name, attrs.get("content", ""))
    return head


def _article(html: str) -> dict[str, Any]:
    at = 0
    for _ in range(MOST_DATA):
        at = html.find(_DATA, at)
        start, end = html.find(">", at) + 1, html.find("</script", at)
        if at < 0 or not 0 < start <= end:
            return {}
        try:
            things = json.loads(html[start:end])
        except (ValueError, RecursionError):
            things = []
        for thing in _flat(things):
            if "Article" in str(thing.get("@type", "")):
                return thing
        at = end
    return {}


def _flat(things: Any) -> list[dict[str, Any]]:
    found = things if isinstance(things, list) else [things]
    dicts = [thing for thing in found if isinstance(thing, dict)]
    graphs = [inner for thing in dicts if isinstance(thing.get("@graph"), list) for inner in thing["@graph"]]
    return dicts + [inner for inner in graphs if isinstance(inner, dict)]


def _name_of(thing: Any) -> str:
    if isinstance(thing, list):
        return ", ".join(filter(None, (_name_of(one) for one in thing[:4])))
    if isinstance(thing, dict):
        return str(thing.get("name", ""))
    return thing if isinstance(thing, str) else ""
