"""HTML as a small tree. Input is anybody's: nothing here trusts its shape or depth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import nh3

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
UNREAD = {"script", "style", "template", "noscript", "svg", "math", "object", "textarea", "select", "head"}
INLINE = {
    "a", "abbr", "b", "bdi", "cite", "code", "data", "del", "em", "font", "i", "ins", "kbd", "label", "mark", "o:p", "q", "s",
    "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
}  # fmt: skip
HEADINGS = {f"h{level}": level for level in range(1, 7)}
_READ_TAGS = INLINE - {"o:p"} | set(HEADINGS) | {
    "p", "div", "center", "section", "article", "main", "aside", "header", "footer", "nav", "form", "button", "iframe", "video", "audio",
    "ul", "ol", "li", "dl", "dt", "dd", "menu", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "figure", "figcaption",
    "picture", "img", "br", "hr", "blockquote", "address", "details", "summary", "dialog", "pre",
}  # fmt: skip
_READ_ATTRIBUTES = {
    "*": {"class", "id", "role", "itemprop", "style", "align", "hidden", "content"},
    "a": {"href"},
    "img": {"src", "data-src", "data-original", "data-lazy-src", "alt", "width", "height"},
    "time": {"datetime"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
MAX_DEPTH = 150
MAX_NESTING = 2_000
_OPEN_OR_CLOSE = re.compile(r"<(/?)([a-zA-Z]{1,12})")
_CLOSED_BY_NEIGHBOURS = VOID | {"p", "li", "td", "th", "tr", "dt", "dd", "option", "path", "html", "body", "head"}


@dataclass
class Node:
    """One element."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def elements(self) -> Iterator[Node]:
        """Every element below, in the order of the page."""
        stack = [child for child in reversed(self.children) if isinstance(child, Node)]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(child for child in reversed(node.children) if isinstance(child, Node))

    def text(self) -> str:
        """All words below."""
        return "".join(self._strings())

    def _strings(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag == "br":
                yield "\n"
            elif child.tag not in UNREAD:
                yield from child._strings()

    @property
    def names(self) -> str:
        """Class, id, role and itemprop on one line: what the page's maker called it."""
        return " ".join(self.attrs.get(name, "") for name in ("class", "id", "role", "itemprop")).lower()

    def has(self, tags: set[str]) -> bool:
        """Whether one of these elements is below."""
        return any(node.tag in tags for node in self.elements())


class _TreeBuilder(HTMLParser):
    """Builds the tree of well-formed markup: every tag but the void ones is closed in its place."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("root")
        self.open = [self.root]
        self.too_deep = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in reversed(attrs)})
        self.open[-1].children.append(node)
        if tag in VOID:
            return
        # Deeper than any honest page: what follows lies flat.
        if len(self.open) < MAX_DEPTH:
            self.open.append(node)
        else:
            self.too_deep += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if self.too_deep:
            self.too_deep -= 1
        elif len(self.open) > 1:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(html: str) -> Node:
    """The tree of well-formed markup, such as mammoth and `tidy` give."""
    builder = _TreeBuilder()
    builder.feed(html)
    builder.close()
    return builder.root


def is_nested_beyond_reason(html: str) -> bool:
    """Whether elements are opened inside one another, and not closed, deeper than any honest page: parsers choke on that."""
    depth = 0
    for match in _OPEN_OR_CLOSE.finditer(html):
        if match[2].lower() not in _CLOSED_BY_NEIGHBOURS:
            depth = max(depth + (-1 if match[1] else 1), 0)
            if depth > MAX_NESTING:
                return True
    return False


def tidy(html: str) -> str:
    """Anybody's page as well-formed markup, read as browsers read it, in a time that grows with its length alone.

    This is for reading only: what is kept of the page passes publishing.sanitizing like everything else.
    """
    return nh3.clean(
        html,
        tags=_READ_TAGS,
        clean_content_tags=(UNREAD | {"title"}) - {"head"},
        attributes=_READ_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel", "data", "file"},
        link_rel=None,
        strip_comments=True,
    )
