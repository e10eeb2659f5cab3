"""The tree of a page as blocks of an article: paragraphs, headings, lists, tables, boxes, and the pictures between them."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from articles.importing.found import Block, Picture, words_of
from articles.importing.inline_markup import (
    LONG_LINE,
    inline,
    is_bold,
    is_italic,
    leaves,
    list_html,
    share,
    split_at_breaks,
    table_html,
    table_rows,
)  # fmt: skip
from articles.importing.tree import HEADINGS, INLINE, UNREAD, Node

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
_ALIGN = re.compile(r"text-align\s*:\s*(right|center)", re.IGNORECASE)

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
        lines = split_at_breaks(node)
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
            is_bold=share(line, is_bold, styles) / total > 0.9,
            is_italic=share(line, is_italic, styles) / total > 0.9,
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
        for leaf in leaves(node):
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
