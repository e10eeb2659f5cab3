"""The one door for HTML: what is written or imported passes `clean`, what is shown passes `render`; only here are strings marked safe."""

from __future__ import annotations

import html as html_library
import json
import re
from typing import Any

import nh3
from django.conf import settings
from django.utils.safestring import SafeString

import vietnamese
from publishing import embeds

TAGS = {
    "p", "br", "hr", "h2", "h3", "strong", "em", "u", "s", "sub", "sup", "a", "ul", "ol", "li", "blockquote", "table",
    "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "figure", "figcaption", "aside", "section", "cite",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "id"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
    "ol": {"start"},
    "li": {"id"},
    "figure": {"data-image", "data-alt", "data-credit"},
}
CLASSES = {"aside": {"box"}, "section": {"notes"}, "p": {"credit"}}
SCHEMES = {"http", "https", "mailto", "tel"}
# Their text goes with them: it was never meant to be read.
DROPPED_WITH_CONTENT = {
    "script",
    "style",
    "template",
    "noscript",
    "title",
    "svg",
    "math",
    "iframe",
    "object",
    "textarea",
}

# What other editors and Word call the same thing.
SAME_AS = {
    "b": "strong",
    "i": "em",
    "h1": "h2",
    "h4": "h3",
    "h5": "h3",
    "h6": "h3",
    "strike": "s",
    "del": "s",
    "ins": "u",
}
_OTHER_NAMES = re.compile(rf"<(/?)({'|'.join(SAME_AS)})(?=[\s>/])", re.IGNORECASE)
_IDENTIFIER = re.compile(r"^[a-zA-Z][\w-]{0,40}$")
_EMPTY_PARAGRAPH = re.compile(r"<p>(?:\s|&nbsp;|<br>)*</p>")
_NO_CLASS_LEFT = re.compile(r' class=""(?=[^<>]*>)')
_TAGS_AND_TEXT = re.compile(r"<[^>]*>|[^<]+")
_TAG = re.compile(r"<[^>]*>")


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name in ("colspan", "rowspan", "start"):
        return value if value.isdecimal() and len(value) <= 3 else None
    if name == "data-image":
        return value if value.isdecimal() and len(value) < 19 else None
    if name == "id":
        return value if _IDENTIFIER.match(value) else None
    if name == "scope":
        return value if value in ("row", "col") else None
    if name == "href":
        return value if not value.strip().lower().startswith("//") else None
    return vietnamese.clean_line(value)


_cleaner = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    allowed_classes=CLASSES,
    clean_content_tags=DROPPED_WITH_CONTENT,
    url_schemes=SCHEMES,
    attribute_filter=_attribute,
    link_rel="noopener",
    strip_comments=True,
)


def clean(html: str) -> str:
    """Only the tags of the house remain, in NFC and without invisible marks. Cleaning what is clean changes nothing."""
    text = vietnamese.clean_text(html)
    text = _OTHER_NAMES.sub(lambda match: f"<{match[1]}{SAME_AS[match[2].lower()]}", text)
    # Entities are resolved by the parser: text that only then becomes NFD or invisible is cleaned behind it.
    text = vietnamese.clean_text(_cleaner.clean(text).replace("&nbsp;", " "))
    return _EMPTY_PARAGRAPH.sub("", _NO_CLASS_LEFT.sub("", text)).strip()


def render(html: str) -> SafeString:
    """A stored text as a reader sees it: cleaned again (a row may come from a backup or an import), embeds expanded,
    document numbers kept on one line.
    """
    shown = _keep_numbers_whole(embeds.expand(_cleaner.clean(html)))
    # A wide table scrolls in a region of its own that the keyboard can reach, never the page.
    shown = shown.replace("<table>", f"{TABLE_REGION}<table>").replace("</table>", "</table></div>")
    return SafeString(_headings_in_order(_name_boxes(shown)))


_ADDRESS = re.compile(r'(?<= )(src|href|srcset)="([^"]*)"(?=[^<>]*>)')
_PATH = re.compile(r"(?:(?<=^)|(?<=, ))/(?!/)")


def render_elsewhere(html: str) -> SafeString:
    """A stored text as another site or program gets it: every address in it says on which site it is."""

    def absolute(match: re.Match[str]) -> str:
        return f'{match[1]}="{_PATH.sub(f"{settings.SITE_URL}/", match[2])}"'

    return SafeString(_ADDRESS.sub(absolute, render(html)))


TABLE_REGION = '<div class="tw" role="region" aria-label="Bảng" tabindex="0">'
_HEADING = re.compile(r"<(/?)h([23])>")


_BOX = re.compile(r'<aside class="box">(.*?)</aside>', re.DOTALL)
_BOX_HEADING = re.compile(r"<h[23]>(.*?)</h[23]>", re.DOTALL)


def _name_boxes(html: str) -> str:
    """Each box is a part of the page with a name of its own: its heading, or a number."""
    names: dict[str, int] = {}

    def named(match: re.Match[str]) -> str:
        heading = _BOX_HEADING.search(match[1])
        name = plain_text(heading[1]) if heading else "Thông tin thêm"
        names[name] = names.get(name, 0) + 1
        label = html_library.escape(name if names[name] == 1 else f"{name} ({names[name]})")
        return f'<aside class="box" aria-label="{label}">{match[1]}</aside>'

    return _BOX.sub(named, html)


def _headings_in_order(html: str) -> str:
    """A text whose first heading is a small one starts its headings one level higher: no level is skipped for a screen reader."""
    first = _HEADING.search(html)
    if first is None or first[2] == "2":
        return html
    until = html.find("<h2>")
    head, tail = (html, "") if until < 0 else (html[:until], html[until:])
    return head.replace("<h3>", "<h2>").replace("</h3>", "</h2>") + tail


def _keep_numbers_whole(html: str) -> str:
    """Document numbers in `.nb`, in the text between tags and never inside one."""
    if not vietnamese.document_numbers(html):
        return html
    parts = []
    for part in _TAGS_AND_TEXT.findall(html):
        if part.startswith("<"):
            parts.append(part)
            continue
        for segment in vietnamese.split_around_numbers(part):
            parts.append(f'<span class="nb">{segment.text}</span>' if segment.is_number else segment.text)
    return "".join(parts)


def plain_text(html: str) -> str:
    """The words of a text without its tags, for search, comparison and counting. Never shown as HTML."""
    spaced = re.sub(r"</(p|li|h2|h3|td|th|figcaption|blockquote|caption)>|<br>", "\n", html)
    return html_library.unescape(_TAG.sub("", spaced)).strip()


def json_ld(things: list[dict[str, Any]]) -> SafeString:
    """Structured data for machines, as a data block: `<`, `>` and `&` are escaped, so that no text can end the element."""
    text = json.dumps({"@context": "https://schema.org", "@graph": things}, ensure_ascii=False, separators=(",", ":"))
    for mark in "<>&":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return SafeString(f'<script type="application/ld+json">{text}</script>')
