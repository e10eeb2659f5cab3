"""The markup of lines, lists and tables: emphasis, links, notes and spans; everything else is only its words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape

from articles.importing.found import words_of
from articles.importing.tree import INLINE, UNREAD, Node

LONG_LINE = 80
KEPT_INLINE = {
    "b": "strong", "strong": "strong", "i": "em", "em": "em", "sub": "sub", "sup": "sup", "s": "s", "strike": "s", "u": "u",
}  # fmt: skip
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_ITALIC_STYLE = re.compile(r"font-style\s*:\s*italic", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")
_COLSPAN = re.compile(r"[1-9][0-9]?")
_SAFE_LINK = re.compile(r"(?:https?://|mailto:|tel:|#fn-)", re.IGNORECASE)
_NUMBER_COLUMN = re.compile(r"s?tt\.?|số thứ tự|stt", re.IGNORECASE)


def is_bold(node: Node) -> bool:
    """Whether the element makes its words bold."""
    return node.tag in ("b", "strong") or bool(_BOLD_STYLE.search(node.attrs.get("style", "")))


def is_italic(node: Node) -> bool:
    """Whether the element makes its words italic."""
    return node.tag in ("i", "em") or bool(_ITALIC_STYLE.search(node.attrs.get("style", "")))


def share(node: Node, test: Callable[[Node], bool], styles: str) -> int:
    """How many letters stand under elements of which the test is true."""
    if test(Node("p", {"style": styles})):
        return len(node.text().strip())
    count = 0
    for child in node.children:
        if isinstance(child, Node):
            count += len(child.text().strip()) if test(child) else share(child, test, "")
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


def split_at_breaks(node: Node) -> list[Node]:
    """The node as several, one for each line; emphasis that runs over a break is kept on both sides."""
    lines = [Node(node.tag, node.attrs)]
    for child in node.children:
        if isinstance(child, str):
            lines[-1].children.append(child)
        elif child.tag == "br":
            lines.append(Node(node.tag, node.attrs))
        elif child.has({"br"}):
            parts = split_at_breaks(child)
            lines[-1].children.append(parts[0])
            lines.extend(Node(node.tag, node.attrs, [part]) for part in parts[1:])
        else:
            lines[-1].children.append(child)
    return lines


def leaves(node: Node) -> Iterator[Node | str]:
    """The pieces of a line, opened up only where a picture lies inside."""
    for child in node.children:
        if isinstance(child, Node) and child.tag != "img" and child.has({"img"}):
            yield from leaves(child)
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
        share(cell, is_bold, cell.attrs.get("style", "")) >= len(text) for cell, text in zip(row, texts, strict=True)
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
