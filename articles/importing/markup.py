"""HTML as a small tree, and the tree as blocks of an article. Input is anybody's: nothing here trusts its shape or depth."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

import nh3

from articles.importing.found import Block, Picture, words_of

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
UNREAD = {"script", "style", "template", "noscript", "svg", "math", "object", "textarea", "select", "head"}
INLINE = {
    "a", "abbr", "b", "bdi", "cite", "code", "data", "del", "em", "font", "i", "ins", "kbd", "label", "mark", "o:p", "q", "s",
    "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
}  # fmt: skip
KEPT_INLINE = {
    "b": "strong", "strong": "strong", "i": "em", "em": "em", "sub": "sub", "sup": "sup", "s": "s", "strike": "s", "u": "u",
}  # fmt: skip
HOLDING = {
    "p",
    "div",
    "center",
    "section",
    "article",
    "ul",
    "ol",
    "table",
    "figure",
    "blockquote",
    "h1",
    "h2",
    "h3",
    "h4",
}
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
LONG_LINE = 80
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_ITALIC_STYLE = re.compile(r"font-style\s*:\s*italic", re.IGNORECASE)
_ALIGN = re.compile(r"text-align\s*:\s*(right|center)", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")
_COLSPAN = re.compile(r"[1-9][0-9]?")
_SAFE_LINK = re.compile(r"(?:https?://|mailto:|tel:|#fn-)", re.IGNORECASE)
_NUMBER_COLUMN = re.compile(r"s?tt\.?|số thứ tự|stt", re.IGNORECASE)


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


Pictures = Callable[[Node], Picture | None]
Looks = Callable[[Node], dict[str, object]]


class BlockReader:
    """Turns a tree into blocks. `picture_of` gives the photo behind an `<img>`, or None for an icon; `looks_of` what the file
    knows of a paragraph beyond its markup."""

    def __init__(self, picture_of: Pictures, looks_of: Looks | None = None) -> None:
        self.picture_of = picture_of
        self.looks_of = looks_of or (lambda node: {})

    def blocks(self, node: Node) -> list[Block]:
        """The blocks of everything below the node."""
        found: list[Block] = []
        line: list[Node | str] = []
        for child in node.children:
            if isinstance(child, str) or self._is_inline(child):
                line.append(child)
                continue
            if child.tag == "br":
                # Outside paragraphs a line break is how careless pages end a paragraph.
                found += self._paragraphs(Node("div", dict(node.attrs), line))
                line = []
                continue
            found += self._paragraphs(Node("div", dict(node.attrs), line))
            line = []
            found += self._block(child)
        return found + self._paragraphs(Node("div", dict(node.attrs), line))

    def _is_inline(self, node: Node) -> bool:
        return node.tag in INLINE and not any(below.tag not in INLINE | {"br"} for below in node.elements())

    def _block(self, node: Node) -> list[Block]:
        tag = node.tag
        if tag in UNREAD or tag in ("hr", "input", "link", "meta"):
            return []
        if tag == "img":
            return self._figure(node, "", joined=False)
        if tag in HEADINGS and not node.has({"img", "p"}):
            return self._heading(node)
        if tag in ("ul", "ol"):
            return self._list(node)
        if tag == "table":
            return self._table(node)
        if tag == "figure" and node.has({"img"}):
            return self._marked_figure(node)
        if tag == "blockquote" and not node.has({"img", "table"}):
            inner = [block for block in self.blocks(node) if block.html]
            text = "".join(block.html if block.kind in ("list",) else f"<p>{block.html}</p>" for block in inner)
            return [Block("quote", f"<blockquote>{text}</blockquote>")] if words_of(text) else []
        if tag == "aside" and "box" in node.names and not node.has({"img", "table"}):
            return self.box(node)
        if tag == "p" and not node.has(HOLDING | {"img"}):
            return self._paragraphs(node)
        if node.tag in INLINE | {"p"} and node.has({"img"}) and not node.has(HOLDING):
            return self._around_pictures(node)
        return self.blocks(node)

    # --- paragraphs ---------------------------------------------------------------------------------
    def _paragraphs(self, node: Node) -> list[Block]:
        if not node.children or not node.text().strip():
            return []
        lines = self._lines(node)
        return [block for line in lines if (block := self._paragraph(node, line)).text]

    def _lines(self, node: Node) -> list[Node]:
        """A soft line break ends a paragraph where it stands twice, or where every line is as long as a paragraph."""
        html = inline(node)
        if "<br>" not in html:
            return [node]
        lines = _split_at_breaks(node)
        long = all(len(line.text().strip()) >= LONG_LINE for line in lines if line.text().strip())
        twice = re.search(r"<br>(?:\s|</?(?:strong|em|u)>)*<br>", html)
        return lines if long or twice else [node]

    def _paragraph(self, parent: Node, line: Node) -> Block:
        total = len(line.text().strip()) or 1
        styles = parent.attrs.get("style", "")
        align = _ALIGN.search(styles)
        block = Block(
            "p",
            inline(line).strip(),
            align=align[1].lower() if align else parent.attrs.get("align", "").lower(),
            is_bold=_share(line, _is_bold, styles) / total > 0.9,
            is_italic=_share(line, _is_italic, styles) / total > 0.9,
        )
        for name, value in self.looks_of(parent).items():
            setattr(block, name, value)
        return block

    def _heading(self, node: Node) -> list[Block]:
        block = self._paragraph(node, node)
        block.kind, block.level = "h", HEADINGS[node.tag]
        block.html = re.sub(r"</?strong>", "", block.html)
        return [block] if block.text else []

    def box(self, node: Node) -> list[Block]:
        """A framed note beside the text."""
        inner = [block for block in self.blocks(node) if block.kind in ("p", "h", "list")]
        if inner and inner[0].is_text and len(inner) > 1 and (inner[0].is_bold or inner[0].kind == "h"):
            inner[0].kind, inner[0].level = "h", 3
        html = "".join(
            block.html
            if block.kind == "list"
            else f"<h3>{words(block)}</h3>"
            if block.kind == "h"
            else f"<p>{block.html}</p>"
            for block in inner
        )
        return [Block("box", html)] if words_of(html) else []

    # --- pictures -----------------------------------------------------------------------------------
    def _figure(self, node: Node, caption: str, *, joined: bool) -> list[Block]:
        picture = self.picture_of(node)
        if picture is None:
            return []
        if caption:
            picture.caption, picture.why = caption, "Chú thích gắn với ảnh trong tệp"
        return [Block("figure", picture=picture, joined=joined)]

    def _marked_figure(self, node: Node) -> list[Block]:
        captions = [below for below in node.elements() if below.tag == "figcaption"]
        caption = words_of(" ".join(inline(below) for below in captions))
        images = [below for below in node.elements() if below.tag == "img"]
        found = []
        for image in images:
            found += self._figure(image, caption if image is images[-1] else "", joined=False)
        return found

    def _around_pictures(self, node: Node) -> list[Block]:
        """A paragraph that holds photos: the words after a photo in the same paragraph belong to it."""
        found: list[Block] = []
        line: list[Node | str] = []
        for leaf in _leaves(node):
            if isinstance(leaf, Node) and leaf.tag == "img":
                found += self._paragraphs(Node("p", dict(node.attrs), line))
                line = []
                found += self._figure(leaf, "", joined=False)
            else:
                line.append(leaf)
        rest = self._paragraphs(Node("p", dict(node.attrs), line))
        if rest and found and found[-1].kind == "figure":
            rest[0].joined = True
        return found + rest

    # --- lists and tables -----------------------------------------------------------------------------
    def _list(self, node: Node) -> list[Block]:
        html = list_html(node)
        found = [Block("list", html)] if words_of(html) else []
        return found + self._pictures_below(node)

    def _pictures_below(self, node: Node) -> list[Block]:
        found = []
        for below in node.elements():
            if below.tag == "img":
                found += self._figure(below, "", joined=False)
        return found

    def _table(self, node: Node) -> list[Block]:
        rows = table_rows(node)
        cells = [cell for row in rows for cell in row]
        images = sum(below.tag == "img" for below in node.elements())
        told = sum(bool(cell.text().strip()) and not cell.has({"img"}) for cell in cells)
        if images and told <= 2 * images:
            # A table that only holds photos and the lines under them: read down its columns.
            width = max(len(row) for row in rows)
            return [
                block
                for column in range(width)
                for row in rows
                if column < len(row)
                for block in self._cell(row[column])
            ]
        if len(cells) == 1:
            return self.box(cells[0])
        html = table_html(node, rows)
        return ([Block("table", html)] if words_of(html) else []) + self._pictures_below(node)

    def _cell(self, cell: Node) -> list[Block]:
        found = self.blocks(cell)
        for block in found:
            if block.is_text and len(block.text) < 300:
                block.align = block.align or "center"
        return found


def words(block: Block) -> str:
    """A heading's words, escaped: it needs no markup of its own."""
    return escape(block.text, quote=False)


def _is_bold(node: Node) -> bool:
    return node.tag in ("b", "strong") or bool(_BOLD_STYLE.search(node.attrs.get("style", "")))


def _is_italic(node: Node) -> bool:
    return node.tag in ("i", "em") or bool(_ITALIC_STYLE.search(node.attrs.get("style", "")))


def _share(node: Node, test: Callable[[Node], bool], styles: str) -> int:
    """How many letters stand under elements of which the test is true."""
    if test(Node("p", {"style": styles})):
        return len(node.text().strip())
    count = 0
    for child in node.children:
        if isinstance(child, Node):
            count += len(child.text().strip()) if test(child) else _share(child, test, "")
    return count


def inline(node: Node) -> str:
    """The markup of a line: emphasis, links, notes; everything else is only its words."""
    parts: list[str] = []
    for child in node.children:
        if isinstance(child, str):
            parts.append(escape(_BLANKS.sub(" ", child), quote=False))
        elif child.tag == "br":
            parts.append("<br>")
        elif child.tag not in UNREAD | {"img"}:
            parts.append(_wrapped(child, inline(child)))
    return "".join(parts)


def _wrapped(node: Node, inner: str) -> str:
    if not inner.strip():
        return inner
    if node.tag == "a":
        href = node.attrs.get("href", "").strip()
        if not _SAFE_LINK.match(href):
            return inner
        anchor = f' id="{escape(node.attrs["id"])}"' if href.startswith("#fn-") and node.attrs.get("id") else ""
        return f'<a href="{escape(href)}"{anchor}>{inner}</a>'
    name = KEPT_INLINE.get(node.tag, "")
    # Underlining is a link's look on a page; Word's is only a habit of emphasis.
    if name and name != "u":
        inner = f"<{name}>{inner}</{name}>"
    elif node.tag in INLINE:
        styles = node.attrs.get("style", "")
        inner = f"<strong>{inner}</strong>" if _BOLD_STYLE.search(styles) else inner
        inner = f"<em>{inner}</em>" if _ITALIC_STYLE.search(styles) else inner
    elif node.tag in ("p", "div", "li"):
        inner = f"{inner}<br>"
    return inner


def _split_at_breaks(node: Node) -> list[Node]:
    """The node as several, one for each line; emphasis that runs over a break is kept on both sides."""
    lines = [Node(node.tag, node.attrs)]
    for child in node.children:
        if isinstance(child, str):
            lines[-1].children.append(child)
        elif child.tag == "br":
            lines.append(Node(node.tag, node.attrs))
        elif child.has({"br"}):
            parts = _split_at_breaks(child)
            lines[-1].children.append(parts[0])
            lines.extend(Node(node.tag, node.attrs, [part]) for part in parts[1:])
        else:
            lines[-1].children.append(child)
    return lines


def _leaves(node: Node) -> Iterator[Node | str]:
    """The pieces of a line, opened up only where a picture lies inside."""
    for child in node.children:
        if isinstance(child, Node) and child.tag != "img" and child.has({"img"}):
            yield from _leaves(child)
        else:
            yield child


def list_html(node: Node) -> str:
    """A list with the lists inside it."""
    items = []
    for child in node.children:
        if isinstance(child, str):
            continue
        if child.tag in ("ul", "ol") and items:
            items[-1] += list_html(child)
            continue
        nested = "".join(
            list_html(below) for below in child.children if isinstance(below, Node) and below.tag in ("ul", "ol")
        )
        own = Node(
            "li", {}, [below for below in child.children if isinstance(below, str) or below.tag not in ("ul", "ol")]
        )
        text = re.sub(r"(?:\s|<br>)+\Z", "", inline(own).strip())
        if words_of(text) or nested:
            items.append(text + nested)
    if not items:
        return ""
    inner = "".join(f"<li>{item}</li>" for item in items)
    return f"<{node.tag}>{inner}</{node.tag}>"


def table_rows(node: Node) -> list[list[Node]]:
    """The rows of a table, those of tables inside its cells left out."""
    rows: list[list[Node]] = []
    waiting = [child for child in reversed(node.children) if isinstance(child, Node)]
    while waiting:
        child = waiting.pop()
        if child.tag == "tr":
            cells = [cell for cell in child.children if isinstance(cell, Node) and cell.tag in ("td", "th")]
            rows.append(cells)
        elif child.tag in ("thead", "tbody", "tfoot"):
            waiting.extend(below for below in reversed(child.children) if isinstance(below, Node))
    return [row for row in rows if row]


def table_html(node: Node, rows: list[list[Node]]) -> str:
    """A table of words: spans kept, the first row as its head where it looks like one."""
    rows = [row for row in rows if any(cell.text().strip() for cell in row)]
    if not rows:
        return ""
    caption = next((words_of(inline(below)) for below in node.elements() if below.tag == "caption"), "")
    head = f"<thead>{_row(rows[0], 'th')}</thead>" if len(rows) > 1 and _is_head(rows[0]) else ""
    body = "".join(_row(row, "td") for row in (rows[1:] if head else rows))
    named = f"<caption>{escape(caption, quote=False)}</caption>" if caption else ""
    return f"<table>{named}{head}<tbody>{body}</tbody></table>"


def _is_head(row: list[Node]) -> bool:
    texts = [cell.text().strip() for cell in row]
    if not all(texts) or any(len(text) > LONG_LINE for text in texts):
        return False
    if all(cell.tag == "th" for cell in row) or _NUMBER_COLUMN.fullmatch(texts[0]):
        return True
    return all(
        _share(cell, _is_bold, cell.attrs.get("style", "")) >= len(text) for cell, text in zip(row, texts, strict=True)
    )


def _row(row: list[Node], tag: str) -> str:
    cells = []
    for cell in row:
        name = "th" if cell.tag == "th" else tag
        spans = "".join(
            f' {span}="{cell.attrs[span]}"'
            for span in ("colspan", "rowspan")
            if _COLSPAN.fullmatch(cell.attrs.get(span, "")) and cell.attrs[span] != "1"
        )
        scope = (' scope="col"' if tag == "th" else ' scope="row"') if name == "th" else ""
        text = re.sub(r"(?:\s|<br>)+\Z", "", inline(cell).strip())
        cells.append(f"<{name}{spans}{scope}>{re.sub(r'</?strong>', '', text) if name == 'th' else text}</{name}>")
    return f"<tr>{''.join(cells)}</tr>"
