"""Where an article ends: what stood under it on its page goes, the byline, the source and the end mark get their places."""

from __future__ import annotations

from articles.importing import lines
from articles.importing.found import Block, Found, Part

SHORT_LINE = 160
TAIL = 6


def settle_signature(found: Found) -> None:
    """Read the last lines: source, byline, source again (either may come first), end mark."""
    _take_sources(found)
    _take_bylines(found)
    _take_sources(found)
    _drop_end_marks(found)


def cut_furniture(found: Found) -> None:
    """From a heading like "Các tin khác" on, where no sentence of a text follows any more."""
    blocks = found.blocks
    for index, block in enumerate(blocks):
        if index and block.is_text and lines.ends_article(block.text) and not _text_follows(blocks[index + 1 :]):
            # What stands between the last sentence and this heading may be headings of the same page.
            start = index
            while start > 1 and blocks[start - 1].is_text and lines.is_furniture(blocks[start - 1].text):
                start -= 1
            for gone in blocks[start:]:
                found.drop(
                    gone.text or (gone.picture.name if gone.picture else ""),
                    "Không thuộc bài: phần dưới bài của trang gốc",
                )
            found.blocks = blocks[:start]
            return
    while len(found.blocks) > 1 and found.blocks[-1].is_text and lines.is_furniture(found.blocks[-1].text):
        found.drop(found.blocks.pop().text, "Không thuộc bài: phần dưới bài của trang gốc")


def _text_follows(rest: list[Block]) -> bool:
    """Whether running text comes again. Headlines of other articles have no full stop."""
    sentences = sum(
        block.kind == "p" and len(block.text) > SHORT_LINE and block.text.endswith((".", "”", "…")) for block in rest
    )
    return sentences >= 1


def _last_texts(found: Found) -> list[int]:
    """Where the last lines stand, the last first; tables, lists and photos after them don't count."""
    return [index for index in range(len(found.blocks) - 1, 0, -1) if found.blocks[index].is_text][:TAIL]


def _take_sources(found: Found) -> None:
    for index in _last_texts(found)[:3]:
        block = found.blocks[index]
        name = lines.source_in(block.text)
        if not name:
            continue
        found.source = Part(name, True, f"Dòng “{block.text}”")
        found.republished = True
        found.drop(block.text, "Dòng nguồn, đã ghi riêng")
        del found.blocks[index]
        return


def _take_bylines(found: Found) -> None:
    for index in _last_texts(found)[:3]:
        block = found.blocks[index]
        text, source = _split_source(block.text)
        names = lines.names_in(text)
        told = lines.byline_tells_text(text) or block.role == "author"
        photos_only = lines.byline_tells_photos(text) and not told
        if not names or block.kind == "h" and not told:
            continue
        if lines.byline_tells_photos(text):
            for picture in (block.picture for block in found.blocks if block.picture):
                picture.credit = picture.credit or ", ".join(names)
        if source and not found.source.value:
            found.source, found.republished = Part(source, True, f"Dòng “{block.text}”"), True
        found.drop(block.text, "Dòng ký tên, đã ghi riêng")
        del found.blocks[index]
        if photos_only:
            continue
        sure = told or block.align == "right" or block.is_bold
        sign = "canh phải" if block.align == "right" else "đậm" if block.is_bold else "đứng riêng"
        found.authors = Part(", ".join(names), sure, f"“{text}”, dòng cuối, {sign}")
        return


def _split_source(text: str) -> tuple[str, str]:
    """ "Minh Ngọc (Theo Báo …)" as a name and a source."""
    name, bracket, rest = text.partition("(")
    source = lines.source_in("(" + rest) if bracket else ""
    if bracket and not source and rest[:5].lower() == "theo ":
        source = rest[5:].strip(" ).")
    return (name.strip(), source) if source and name.strip() else (text, "")


def _drop_end_marks(found: Found) -> None:
    for block in found.blocks:
        if block.kind in ("p", "box", "quote") and block.text.endswith(("./.", "/.", "./")):
            block.html, had_mark = lines.without_end_mark(block.html)
            if had_mark:
                found.drop("./.", "Dấu hết bài")
