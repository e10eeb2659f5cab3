"""What stands in a text for something else (a picture, later an event or an award): apps register how each is shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

Attributes = dict[str, str]


@dataclass(frozen=True)
class Embed:
    """One sort of embed: the attribute that names it, how to load many at once, how to show one.

    `render(thing, attributes, caption)` gets the figure's own attributes and the cleaned HTML of its caption.
    """

    attribute: str
    load: Callable[[Iterable[int]], dict[int, Any]]
    render: Callable[[Any, Attributes, str], str]


_embeds: dict[str, Embed] = {}

FIGURE = re.compile(r"<figure\b([^>]*)>(.*?)</figure>", re.DOTALL)
CAPTION = re.compile(r"<figcaption>(.*?)</figcaption>", re.DOTALL)


def register(
    *,
    attribute: str,
    load: Callable[[Iterable[int]], dict[int, Any]],
    render: Callable[[Any, Attributes, str], str],
) -> None:
    """Make an embed known; said from ready()."""
    _embeds[attribute] = Embed(attribute, load, render)


class _StartTag(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: Attributes = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found = {name: value or "" for name, value in attrs}


def _attributes(text: str) -> Attributes:
    parser = _StartTag()
    parser.feed(f"<figure{text}>")
    return parser.found


def _key(attributes: Attributes, attribute: str) -> int | None:
    value = attributes.get(attribute, "")
    return int(value) if value.isdecimal() and len(value) < 19 else None


def keys_in(html: str, attribute: str) -> list[int]:
    """The keys of one sort of embed in a cleaned text, in order, each once."""
    keys = (_key(_attributes(match[1]), attribute) for match in FIGURE.finditer(html))
    return list(dict.fromkeys(key for key in keys if key is not None))


def placed(html: str, attribute: str) -> list[tuple[int, Attributes, str]]:
    """Every embed of one sort as it stands in a cleaned text: its key, its figure's attributes, the HTML of its caption."""
    found = []
    for match in FIGURE.finditer(html):
        attributes = _attributes(match[1])
        key = _key(attributes, attribute)
        caption = CAPTION.search(match[2])
        if key is not None:
            found.append((key, attributes, caption[1].strip() if caption else ""))
    return found


def expand(html: str) -> str:
    """Show every embed of a cleaned text: one load per sort. What is no longer there leaves no hole."""
    if "<figure" not in html:
        return html
    loaded = {name: embed.load(keys) for name, embed in _embeds.items() if (keys := keys_in(html, name))}

    def show(match: re.Match[str]) -> str:
        attributes = _attributes(match[1])
        caption = CAPTION.search(match[2])
        for name, things in loaded.items():
            key = _key(attributes, name)
            if key in things:
                return _embeds[name].render(things[key], attributes, caption[1].strip() if caption else "")
        return ""

    return FIGURE.sub(show, html)
