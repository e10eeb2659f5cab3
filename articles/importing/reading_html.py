"""A saved page of another portal as blocks: its main text, what it says of itself, the pictures lying beside it. Never the network."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from urllib.parse import unquote, urlsplit

import vietnamese
from articles.importing import lines
from articles.importing.found import Block, Found, Hints, Picture
from articles.importing.markup import BlockReader
from articles.importing.page_head import Head, read_head
from articles.importing.tree import HEADINGS, UNREAD, Node, is_nested_beyond_reason, parse, tidy
from media.refusals import Refused, megabytes

MAX_BYTES = 20 * 1024 * 1024
MAX_INLINE_PICTURE = 20 * 1024 * 1024
SMALL = 90
MUCH_OUTSIDE = 0.45
MAX_TAGS = 150_000
TOO_COMPLEX = "Trang quá phức tạp nên không đọc được. Hãy chép phần bài viết vào một tệp Word."
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)

_MAIN = re.compile(
    r"article[-_ ]?(?:body|content|detail|text)|articlebody|content[-_ ]?(?:detail|body|news|main)|(?:detail|news|post|entry|page)[-_ ]?"
    r"(?:content|body|detail|text)|noi[-_]?dung|chi[-_]?tiet|fck|cms[-_]?body|maincontent|\bcontent\b|\barticle\b|\bpost\b"
)
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|breadcrumbs?|sidebar|side[-_]?(?:bar|col\w*)|footer|header[-_]?(?:top|main|site)?|topbar|toolbar|tools?|share|social|"
    r"sharing|addthis|fb[-_]\w+|zalo[-_]\w+|comments?|binh[-_]?luan|phan[-_]?hoi|feedback|related\w*|lien[-_]?quan|tin[-_]?(?:khac|lien[-_]?quan|moi)|"
    r"others?[-_]?news|other[-_]?\w*|most[-_]?\w*|xem[-_]?nhieu|doc[-_]?nhieu|tags?|tu[-_]?khoa|keywords?|banner|ads?|adv\w*|quang[-_]?cao|popup|modal|"
    r"cookie\w*|counter|luot[-_]?xem|views?|print\w*|font[-_]?size|text[-_]?size|contrast|pager|pagination|widget\w*|newsletter|login|search\w*|"
    r"copyright|rating|vote\w*|recommend\w*|bottom|skip\w*)(?:[\s_-]|$)"
)
_FURNITURE_TAGS = {"nav", "footer", "form", "button", "iframe", "dialog", "audio", "video", "embed", "menu"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SUMMARY = re.compile(
    r"(?:^|[\s_-])(?:sapo|lead|chapeau|summary|intro(?:text)?|mo[-_]?ta|"
    r"trich[-_]?yeu|description|tom[-_]?tat|article[-_]?desc)(?:[\s_-]|$)"
)
_AUTHOR = re.compile(r"(?:^|[\s_-])(?:author|tac[-_]?gia|byline|but[-_]?danh|news[-_]?author)(?:[\s_-]|$)")
_SOURCE = re.compile(r"(?:^|[\s_-])(?:source|nguon|news[-_]?source)(?:[\s_-]|$)")
_CAPTION = re.compile(r"caption|chu[-_]?thich|ghi[-_]?chu[-_]?anh|photo[-_]?note|img[-_]?note")
_DATE = re.compile(r"(?:^|[\s_-])(?:\w*date\w*|\w*time\w*|ngay[-_]?\w*|thoi[-_]?gian|published\w*)(?:[\s_-]|$)")
_NUMBER = re.compile(r"\d{1,4}")

Beside = Callable[[str], bytes | None]


def read_html(data: bytes, name: str, beside: Beside, found: Found, hints: Hints) -> list[Block]:
    """The blocks of the page's main text; `hints` gets what its head says. Raises Refused where no text can be found."""
    if len(data) > MAX_BYTES:
        raise Refused(
            f"Trang nặng {megabytes(len(data))}, tối đa {megabytes(MAX_BYTES)}. Hãy lưu lại trang không kèm ảnh bên trong."
        )
    html = vietnamese.clean_text(_decoded(data, found))
    if html.count("<") > MAX_TAGS or is_nested_beyond_reason(html):
        raise Refused(TOO_COMPLEX)
    page = _Page(parse(tidy(html)), read_head(html), found, hints, beside)
    return page.blocks()


def _decoded(data: bytes, found: Found) -> str:
    """The page by its own declaration where that holds, else by what its letters say."""
    declared = _CHARSET.search(data[:4096])
    charset = declared[1].decode("ascii").lower() if declared else ""
    if (
        charset
        and not charset.startswith(("utf-16", "utf16"))
        and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    ):
        try:
            text = data.decode(charset)
        except (LookupError, UnicodeDecodeError):
            pass
        else:
            if charset.startswith("utf"):
                return text
    try:
        decoded = vietnamese.decode_legacy(data)
    except ValueError as error:
        raise Refused(str(error)) from error
    for warning in decoded.warnings:
        found.warn(warning)
    return decoded.text


class _Page:
    """One saved page being read."""

    def __init__(self, root: Node, head: Head, found: Found, hints: Hints, beside: Beside) -> None:
        self.root, self.head, self.found, self.hints, self.beside = root, head, found, hints, beside
        self.parents: dict[int, Node] = {}
        for node in [root, *root.elements()]:
            for child in node.children:
                if isinstance(child, Node):
                    self.parents[id(child)] = node

    def blocks(self) -> list[Block]:
        headline = self._headline()
        main = self._main(headline)
        self._read_hints(headline, main)
        self._prune(main, keep=headline)
        reader = BlockReader(self._picture_of, self._looks_of)
        return reader.blocks(main)

    # --- what the page says of itself -------------------------------------------------------------------
    def _read_hints(self, headline: Node | None, main: Node) -> None:
        hints = self.hints
        hints.title = self._title(headline)
        hints.author = vietnamese.clean_line(self.head.author or self._words_of(_AUTHOR, near=main))
        hints.summary = self._words_of(_SUMMARY, near=main, least=40)
        address = self._address()
        hints.source_url = address
        site = self.head.metas.get("og:site_name", "") or self.head.publisher or urlsplit(address).hostname or ""
        hints.source = vietnamese.clean_line(site).removeprefix("www.")
        hints.is_republished = bool(address)
        self._read_date(headline, main)

    def _headline(self) -> Node | None:
        """The heading that repeats the page's title, else the last first-level heading that is long enough."""
        title = lines.bare(self.head.metas.get("og:title", "") or self.head.title)
        headings = [
            node
            for node in self.root.elements()
            if node.tag in HEADINGS or "headline" in node.attrs.get("itemprop", "")
        ]
        told = [node for node in headings if len(node.text().strip()) >= 15]
        for node in told:
            words = lines.bare(node.text())
            if words and (words in title or title and title in words):
                return node
        firsts = [node for node in told if node.tag == "h1"]
        return firsts[-1] if firsts else None

    def _title(self, headline: Node | None) -> str:
        if headline is not None:
            return vietnamese.clean_line(headline.text())
        told = self.head.metas.get("og:title", "") or self.head.told("headline")
        if not told:
            told = re.split(r"\s+[|–—]\s+|\s+-\s+(?=[^-]{0,40}\Z)", self.head.title)[0]
        return vietnamese.clean_line(told)

    def _address(self) -> str:
        for address in (self.head.canonical, self.head.metas.get("og:url", ""), self.head.saved_from):
            address = address.strip()
            if re.match(r"https?://[^\s/]+\.[^\s]+", address) and len(address) <= 200:
                return address
        return ""

    def _read_date(self, headline: Node | None, main: Node) -> None:
        told = [
            self.head.told("datePublished"),
            self.head.metas.get("article:published_time", ""),
            self.head.metas.get("pubdate", ""),
        ]
        for node in self.root.elements():
            if node.tag == "time" and node.attrs.get("datetime") and not self._in_list(node):
                told.append(node.attrs["datetime"])
            elif "datepublished" in node.attrs.get("itemprop", "").lower():
                told.append(node.attrs.get("content", "") or node.text())
        shown = [node.text() for node in self.root.elements() if _DATE.search(node.names) and len(node.text()) < 90]
        for text in told + shown + list(self._lines_around(main)):
            moment = _moment(text)
            if moment is not None:
                self.hints.date, self.hints.date_why = moment, "Ngày đăng ghi trong trang"
                return

    def _lines_around(self, main: Node) -> Iterator[str]:
        """Lines with a date and an hour near the article, for pages that don't name their date."""
        for place in list(self._above(main))[:3]:
            for node in place.elements():
                text = "".join(child for child in node.children if isinstance(child, str)).strip()
                if len(text) < 90 and lines.has_hour(text) and not self._in_list(node):
                    yield text

    def _in_list(self, node: Node) -> bool:
        return any(parent.tag in ("li", "nav", "aside", "footer") for parent in self._above(node))

    def _words_of(self, pattern: re.Pattern[str], *, near: Node, least: int = 2) -> str:
        """The words of the element that the page calls so, inside the article or right around it."""
        around = [near, *list(self._above(near))[:3]]
        for place in around:
            for node in place.elements():
                if pattern.search(node.names) and node.tag not in UNREAD | {"meta", "link", "body"}:
                    text = vietnamese.clean_line(node.text())
                    if least <= len(text) <= 700 and not node.has({"p", "img"} if least < 40 else {"img"}):
                        return text
        return ""

    # --- the main text ------------------------------------------------------------------------------------
    def _main(self, headline: Node | None) -> Node:
        """The element with most running text for its links, with a bonus for what its maker called it."""
        scores: dict[int, float] = {}
        nodes: dict[int, Node] = {}
        told: list[tuple[Node, float]] = []
        for node in [self.root, *self.root.elements()]:
            score = _own_score(node)
            if not score or self._is_furniture(node):
                continue
            told.append((node, score))
            share = 1.0
            for parent in list(self._above(node, with_self=node.tag not in ("p", "li", "blockquote")))[:3]:
                scores[id(parent)] = scores.get(id(parent), 0) + score * share
                nodes[id(parent)] = parent
                share /= 2
        if not scores:
            body = next((node for node in self.root.elements() if node.tag == "body"), self.root)
            return headline and self.parents.get(id(headline)) or body
        best = max(nodes.values(), key=lambda node: scores[id(node)] * _weight(node))
        main = self._widened(best, headline)
        outside = sum(score for node, score in told if node is not main and not self._holds(main, node))
        if outside > MUCH_OUTSIDE * sum(score for _, score in told):
            self.found.warn("Trang còn nhiều chữ ngoài phần đã lấy. Hãy so với trang gốc xem bài có đủ không.")
        return main

    def _widened(self, main: Node, headline: Node | None) -> Node:
        """Up to the element that is the article: it may hold the sapo and the first photo beside the text."""
        for parent in list(self._above(main))[:3]:
            if parent.tag in ("article", "main") or parent.attrs.get("itemprop", "").lower() == "articlebody":
                return parent
            # An element around headline and text, and little else.
            if (
                headline is not None
                and self._holds(parent, headline)
                and len(parent.text()) < 1.4 * len(main.text()) + 600
            ):
                return parent
        return main

    def _holds(self, node: Node, other: Node) -> bool:
        return any(parent is node for parent in self._above(other))

    def _above(self, node: Node, *, with_self: bool = False) -> Iterator[Node]:
        if with_self and node is not self.root:
            yield node
        parent = self.parents.get(id(node))
        while parent is not None and parent is not self.root:
            yield parent
            parent = self.parents.get(id(parent))

    def _is_furniture(self, node: Node) -> bool:
        return any(_is_furniture(parent) for parent in self._above(node, with_self=True))

    def _prune(self, node: Node, *, keep: Node | None) -> None:
        """Leave out of the main text what is not part of it; each sort is noted once."""
        kept: list[Node | str] = []
        for child in node.children:
            if isinstance(child, str):
                kept.append(child)
                continue
            if child is keep:
                continue
            if self._is_leftover(child, keep):
                self._note(child)
                continue
            if self._is_told_already(child):
                self.found.drop(child.text(), "Dòng ký tên hoặc ngày đăng, đã ghi riêng")
                continue
            self._prune(child, keep=keep)
            kept.append(child)
        node.children = kept

    def _is_leftover(self, node: Node, keep: Node | None) -> bool:
        if keep is not None and self._holds(node, keep):
            return False
        return _is_furniture(node) or _is_list_of_links(node)

    def _is_told_already(self, node: Node) -> bool:
        if len(node.names.strip()) == 0 or node.has({"img"}):
            return False
        text = vietnamese.clean_line(node.text())
        signs_text = bool(text) and text == self.hints.author and _AUTHOR.search(node.names)
        return bool(signs_text or _DATE.search(node.names) and lines.moment_of(text))

    def _note(self, node: Node) -> None:
        if node.tag in ("iframe", "video", "embed", "audio"):
            self.found.warn("Trang gốc có phim hoặc âm thanh nhúng, không nhập được. Hãy thêm lại nếu cần.")
        text = vietnamese.clean_line(node.text())
        if text:
            self.found.drop(text[:80], "Không thuộc bài: trình đơn, chia sẻ, tin liên quan của trang gốc")

    # --- pictures -----------------------------------------------------------------------------------------
    def _picture_of(self, node: Node) -> Picture | None:
        told = [node.attrs.get(name, "").strip() for name in ("data-src", "data-original", "data-lazy-src", "src")]
        source, own = next(filter(None, told), ""), told[-1]
        if not source or _is_small(node):
            return None
        name = _file_name(source)
        picture = Picture(name=name, data=None, alt=vietnamese.clean_line(node.attrs.get("alt", "")))
        for address in dict.fromkeys(filter(None, (own, source))):
            picture.data = _inline_bytes(address) if address.lower().startswith("data:") else self._beside(address)
            if picture.data:
                picture.name = _file_name(address)
                return picture
        if source.lower().startswith("data:"):
            return None
        picture.problem = "Ảnh không nằm trong thư mục lưu kèm trang. Hãy lưu lại trang “đầy đủ”, hoặc chèn ảnh sau."
        return picture

    def _beside(self, address: str) -> bytes | None:
        path = unquote(urlsplit(address).path).replace("\\", "/")
        return self.beside(path) if path else None

    def _looks_of(self, node: Node) -> dict[str, object]:
        for place in [node, *list(self._above(node))[:2]]:
            if _CAPTION.search(place.names):
                return {"role": "caption"}
        if _SUMMARY.search(node.names):
            return {"role": "summary"}
        if _AUTHOR.search(node.names):
            return {"role": "author"}
        return {"role": "source"} if _SOURCE.search(node.names) else {}


def _moment(text: str) -> datetime | None:
    line = vietnamese.clean_line(text)
    if not line or len(line) > 90:
        return None
    try:
        return vietnamese.parse_datetime(line)
    except ValueError:
        return lines.moment_of(line)


def _own_score(node: Node) -> float:
    """How much running text is directly in this element: a paragraph, or words between line breaks."""
    if node.tag in UNREAD | {"a", "option", "label", "title"}:
        return 0
    if node.tag in ("p", "blockquote", "li"):
        words, linked = node.text(), sum(len(below.text()) for below in node.elements() if below.tag == "a")
    else:
        words, linked = "".join(child for child in node.children if isinstance(child, str)), 0
    length = len(words.strip())
    if length < 40 or linked > length / 2:
        return 0
    return 1 + min(length / 100, 5) + words.count(",") * 0.5


def _weight(node: Node) -> float:
    text = len(node.text()) or 1
    linked = sum(len(below.text()) for below in node.elements() if below.tag == "a")
    weight = max(1 - linked / text, 0.05)
    if _MAIN.search(node.names) or node.tag in ("article", "main"):
        weight *= 1.4
    return weight * (0.3 if _FURNITURE.search(node.names) else 1)


def _is_furniture(node: Node) -> bool:
    if node.tag in _FURNITURE_TAGS or "hidden" in node.attrs or _HIDDEN.search(node.attrs.get("style", "")):
        return True
    if node.tag in ("body", "html", "main", "article", "root") or not node.names.strip():
        return False
    return bool(_FURNITURE.search(f" {node.names} ")) and not _MAIN.search(node.names)


def _is_list_of_links(node: Node) -> bool:
    """A block whose words are nearly all links to other pages."""
    if node.tag not in ("ul", "ol", "div", "section", "aside", "table"):
        return False
    links = [below for below in node.elements() if below.tag == "a"]
    text = len(re.sub(r"\s", "", node.text()))
    linked = sum(len(re.sub(r"\s", "", link.text())) for link in links)
    return len(links) >= 2 and text > 0 and linked / text > 0.7


def _is_small(node: Node) -> bool:
    """An icon, a spacer, a counter: said by its own measures."""
    sides = [node.attrs.get(side, "") for side in ("width", "height")]
    return any(_NUMBER.fullmatch(side) and int(side) < SMALL for side in sides)


def _file_name(address: str) -> str:
    if address.lower().startswith("data:"):
        return "Ảnh trong trang"
    return vietnamese.clean_line(unquote(urlsplit(address).path).rpartition("/")[2])[:100] or "Ảnh"


def _inline_bytes(address: str) -> bytes | None:
    head, comma, body = address.partition(",")
    if not comma or not head.lower().endswith(";base64") or len(body) > MAX_INLINE_PICTURE * 4 // 3:
        return None
    try:
        data = base64.b64decode(unquote(body), validate=False)
    except (binascii.Error, ValueError):
        return None
    # Placeholders of lazy loading are a few bytes.
    return data if len(data) > 200 else None
