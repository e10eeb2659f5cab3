"""Which block is the title, the sapo, a caption, the byline: the rules, applied in order to what a reader found."""

from __future__ import annotations

import re
from datetime import datetime

from articles.importing import endings, lines, strays
from articles.importing.captions import settle_captions
from articles.importing.found import Block, Found, Hints, Part
from articles.importing.markup import words

HEAD = 8
LONGEST_SUMMARY = 700
LONGEST_HEADING = 140
BORROWED_TITLE = 150


def settle(found: Found, blocks: list[Block], hints: Hints) -> Found:
    """Give every block its place. What is moved or left out is noted; nothing of the text disappears silently."""
    found.blocks = [block for block in blocks if block.kind == "figure" or block.text]
    _leave_out_rules(found)
    _take_hints(found, hints)
    _settle_head(found, hints)
    _settle_title(found)
    endings.cut_furniture(found)
    settle_captions(found)
    endings.settle_signature(found)
    stray = strays.settle_doubles(found)
    _settle_summary(found, stray)
    _settle_lead_picture(found)
    strays.settle_strays(found, stray)
    _settle_body(found)
    _look_over(found)
    return found


def _take_hints(found: Found, hints: Hints) -> None:
    if hints.title:
        found.title = Part(hints.title, True, "Tít ghi trong trang")
    if hints.summary:
        found.summary = Part(hints.summary, True, "Sapo ghi trong trang")
    if hints.author:
        names = lines.names_in(hints.author) or [hints.author]
        found.authors = Part(", ".join(names), True, "Tác giả ghi trong trang")
    if hints.date:
        found.original_date, found.date_why = hints.date, hints.date_why
    if hints.source:
        found.source = Part(hints.source, False, "Tên trang đã lưu")
    found.source_url, found.republished = hints.source_url, hints.is_republished


def _leave_out_rules(found: Found) -> None:
    kept = []
    for block in found.blocks:
        if block.is_text and lines.is_rule(block.text):
            found.drop(block.text, "Dòng kẻ hoặc dấu hết bài")
        else:
            kept.append(block)
    found.blocks = kept


# --- head ---------------------------------------------------------------------------------------------
def _settle_head(found: Found, hints: Hints) -> None:
    """Furniture, letterhead, dates and the section's name before the text begins."""
    head, rest = found.blocks[:HEAD], found.blocks[HEAD:]
    moments: list[tuple[Block, datetime]] = []
    kept: list[Block] = []
    for block in head:
        if block.kind in ("table", "p", "h") and not block.role and lines.is_letterhead(block.text):
            found.drop(block.text, "Tiêu ngữ, tên cơ quan ở đầu văn bản")
        elif block.is_text and block.role != "title" and lines.is_furniture(block.text):
            found.drop(block.text, "Không thuộc bài: thanh công cụ, trình đơn của trang gốc")
        else:
            moment = lines.moment_of(block.text) if block.is_text and block.role != "title" else None
            if moment:
                moments.append((block, moment))
            kept.append(block)
    if moments:
        _take_date(found, moments, hints)
        kept = _without_section_names(found, kept, [block for block, _ in moments])
    found.blocks = kept + rest


def _take_date(found: Found, moments: list[tuple[Block, datetime]], hints: Hints) -> None:
    """The date of the article: one with an hour before one without, the later line before the earlier."""
    with_hour = [pair for pair in moments if lines.has_hour(pair[0].text)]
    block, moment = (with_hour or moments)[-1]
    if hints.date is None:
        found.original_date = moment
        found.date_why = f"Dòng “{block.text}”"
        found.date_is_sure = bool(with_hour)
    for other, _ in moments:
        if other is block:
            found.drop(other.text, "Ngày đăng gốc, đã ghi riêng")
        else:
            found.drop(other.text, "Ngày xem trang, không phải ngày đăng bài")


def _without_section_names(found: Found, head: list[Block], dates: list[Block]) -> list[Block]:
    """Beside a date line stands the name of the section the page was in; a pen name there signs the article."""
    kept = []
    for index, block in enumerate(head):
        if any(block is date for date in dates):
            continue
        beside = [
            other
            for other in (head[index - 1 : index] + head[index + 1 : index + 2])
            if any(other is date for date in dates)
        ]
        short = block.is_text and not block.role and len(block.text) <= 60 and not lines.ends_sentence(block.text)
        if beside and short and found.authors.value == "" and (names := lines.names_in(block.text)):
            found.authors = Part(", ".join(names), False, "Dòng cạnh ngày đăng")
        elif (
            beside
            and short
            and not block.is_bold
            and block.kind == "p"
            and _title_stands_elsewhere(found, head, block, dates)
        ):
            found.section_hint = block.text
            found.drop(block.text, "Tên chuyên mục của trang gốc")
        else:
            kept.append(block)
    return kept


def _title_stands_elsewhere(found: Found, head: list[Block], block: Block, dates: list[Block]) -> bool:
    """Of the short lines at the head the longest is the title, unless the file names another."""
    others = [other for other in head if other is not block and not any(other is date for date in dates)]
    return bool(found.title.value) or any(
        other.role == "title"
        or other.kind == "h"
        or len(block.text) < len(other.text) <= lines.LONGEST_TITLE
        and not lines.ends_sentence(other.text)
        for other in others
        if other.is_text
    )


def _settle_title(found: Found) -> None:
    if found.title.value:
        found.blocks = [
            block
            for index, block in enumerate(found.blocks)
            if not (index < HEAD and block.is_text and lines.same_words(block.text, found.title.value))
        ]
        return
    texts = [block for block in found.blocks[:HEAD] if block.is_text]
    for choose in (_by_style, _by_size, _by_weight, _by_first_line):
        title = choose(texts, found)
        if title is not None:
            _take_title(found, title)
            return
    _borrow_title(found)


def _by_style(texts: list[Block], found: Found) -> Block | None:
    title = next((block for block in texts if block.role == "title"), None)
    title = title or next((block for block in texts[:3] if block.kind == "h" and block.level == 1), None)
    title = title or next((block for block in texts[:2] if block.kind == "h"), None)
    if title is not None:
        found.title = Part("", True, "Dòng có kiểu Tiêu đề")
    return title


def _by_size(texts: list[Block], found: Found) -> Block | None:
    sizes = sorted(block.size for block in found.blocks if block.kind == "p" and block.size)
    if not sizes:
        return None
    usual = sizes[len(sizes) // 2]
    largest = max((block.size for block in texts), default=0)
    title = next((block for block in texts if block.size == largest and len(block.text) <= lines.LONGEST_TITLE), None)
    if title is None or largest < usual + 1:
        return None
    found.title = Part("", True, "Dòng cỡ chữ lớn nhất")
    return title


def _by_weight(texts: list[Block], found: Found) -> Block | None:
    """A bold or centred line before the first long paragraph; in capitals above another such line it is the kicker's."""
    heavy: list[Block] = []
    for block in texts:
        if (
            len(block.text) > lines.LONGEST_TITLE
            or not (block.is_bold or block.align == "center")
            or block.text.endswith(".")
        ):
            break
        heavy.append(block)
    if not heavy:
        return None
    title = (
        heavy[1]
        if len(heavy) > 1 and len(heavy[0].text) < len(heavy[1].text) and len(heavy[0].text) <= 60
        else heavy[0]
    )
    found.title = Part("", True, "Dòng đậm hoặc canh giữa đầu bài")
    return title


def _by_first_line(texts: list[Block], found: Found) -> Block | None:
    if not texts or found.blocks[0] is not texts[0]:
        return None
    line = texts[0].text
    if len(line) > lines.LONGEST_TITLE or lines.ends_sentence(line) or len(found.blocks) == 1:
        return None
    found.title = Part("", True, "Dòng đầu, đứng riêng, không có dấu chấm cuối")
    return texts[0]


def _take_title(found: Found, title: Block) -> None:
    at = next(index for index, block in enumerate(found.blocks) if block is title)
    found.title.value = title.text
    before, after = found.blocks[:at], found.blocks[at + 1 :]
    if before and before[-1].is_text and len(before[-1].text) <= 120 and not lines.ends_sentence(before[-1].text):
        kicker = before.pop()
        found.kicker = Part(kicker.text, False, "Dòng ngắn ngay trên tít")
    while after and after[0].role == "title":
        # A long title typed as two lines.
        found.title.value += " " + after.pop(0).text
    found.blocks = before + after


def _borrow_title(found: Found) -> None:
    """A text without a title gets its first sentence; the sentence also stays where it stands."""
    first = next((block for block in found.blocks if block.kind in ("p", "h", "box", "quote", "list")), None)
    if first is None:
        return
    found.title = Part(lines.first_sentence(first.text, most=BORROWED_TITLE), False, "Câu đầu của bài")
    found.warn("Tệp không có tít: đã lấy câu đầu của bài. Hãy đặt tít.")


# --- sapo, lead picture -------------------------------------------------------------------------------
def _settle_summary(found: Found, stray: list[Block]) -> None:
    if found.summary.value:
        found.blocks = [
            block
            for index, block in enumerate(found.blocks)
            if not (index < HEAD and block.is_text and lines.same_words(block.text, found.summary.value))
        ]
    else:
        _find_summary(found, stray)
    name, rest = lines.dateline_of(found.summary.value)
    if name:
        found.summary.value = rest
        found.drop(f"{name} -", "Tên báo ở đầu sapo, đã ghi vào nguồn tin")
        if not found.source.value:
            found.source, found.republished = Part(lines.paper_named(name), False, f"“{name} -” ở đầu sapo"), True


def _find_summary(found: Found, stray: list[Block]) -> None:
    """The paragraph that the file calls so, else the first; where all photos are missing, never one of their captions."""
    captions = [] if any(found.pictures()) else stray
    texts = [
        block for block in found.blocks if block.kind != "figure" and not any(block is other for other in captions)
    ]
    paragraphs = [block for block in texts if block.kind == "p"]
    told = next((block for block in paragraphs[:4] if block.role == "summary"), None)
    first = texts[0] if texts else None
    if told is None and (first is None or first.kind != "p" or len(paragraphs) < 2):
        return
    summary = told or first
    assert summary is not None  # noqa: S101 - one of the two is there
    # A sapo is plain words: one with a note or a link in it stays in the text.
    if (
        len(summary.text) > LONGEST_SUMMARY
        or summary.text.endswith(":")
        or "<a " in summary.html
        or lines.STARRED.match(summary.html)
    ):
        return
    count = len(summary.text.split())
    if told is not None:
        found.summary = Part(summary.text, True, "Đoạn có kiểu Sapo hoặc Phụ đề")
    elif summary.is_bold:
        found.summary = Part(summary.text, True, f"Đoạn đậm thứ nhất, {count} chữ")
    else:
        found.summary = Part(summary.text, False, f"Đoạn thứ nhất, {count} chữ")
    found.blocks = [block for block in found.blocks if block is not summary]


def _settle_lead_picture(found: Found) -> None:
    """A picture before the first paragraph, or the only one, goes over the article."""
    figures = [index for index, block in enumerate(found.blocks) if block.kind == "figure"]
    if not figures:
        return
    if figures[0] == 0 or len(figures) == 1:
        found.lead = found.blocks.pop(figures[0]).picture
    else:
        found.warn("Chưa có ảnh đầu bài. Hãy chọn một ảnh để hiện trong các danh sách.")


# --- the text -------------------------------------------------------------------------------------------
def _settle_body(found: Found) -> None:
    found.blocks = _typed_lists(found, [_as_box_or_heading(found, block) for block in found.blocks])
    levels = [block.level for block in found.blocks if block.kind == "h"]
    for block in found.blocks:
        if block.kind == "h":
            block.level = 2 if block.level == min(levels) else 3
            block.html = words(block)


def _as_box_or_heading(found: Found, block: Block) -> Block:
    if block.kind == "p" and lines.STARRED.match(block.html):
        return Block("box", f"<p>{_without_star(block.html)}</p>")
    short = len(block.text) <= LONGEST_HEADING and not block.text.endswith((".", ";", ",", "…"))
    if block.kind == "p" and block.is_bold and short and any(char.isalpha() for char in block.text):
        found.drop(block.text, "Dòng đậm, đổi thành tít xen")
        return Block("h", block.html, level=2)
    return block


def _without_star(html: str) -> str:
    match = lines.STARRED.match(html)
    assert match is not None  # noqa: S101 - the caller asked
    opening = "".join(re.findall(r"<(?:strong|em)>", match[0]))
    return opening + html[match.end() :]


def _typed_lists(found: Found, blocks: list[Block]) -> list[Block]:
    """Lines that begin with a typed dash, two or more together, are a list that screen readers can count."""
    kept: list[Block] = []
    run: list[Block] = []

    def end_run() -> None:
        if len(run) > 1:
            items = "".join(f"<li>{lines.TYPED_BULLET.sub('', block.html)}</li>" for block in run)
            kept.append(Block("list", f"<ul>{items}</ul>"))
            found.drop(f"{len(run)} dòng gạch đầu dòng gõ tay", "Đổi thành danh sách")
        else:
            kept.extend(run)
        run.clear()

    for block in blocks:
        if block.kind == "p" and lines.TYPED_BULLET.match(block.html) and len(block.text) < 600:
            run.append(block)
        else:
            end_run()
            kept.append(block)
    end_run()
    return kept


def _look_over(found: Found) -> None:
    """What a person should see to before the article goes on."""
    title = found.title.value
    if len(title) > lines.LONGEST_TITLE:
        found.title.value = lines.first_sentence(title, most=lines.LONGEST_TITLE)
        found.warn(f"Tít dài {len(title)} ký tự, đã cắt còn {len(found.title.value)}. Hãy viết lại tít.")
    if title.isupper() and len(title) > 20:
        found.warn("Tít viết hoa toàn bộ. Hãy gõ lại theo lối thường: người đọc dễ đọc hơn.")
    for number, picture in enumerate(found.pictures(), start=1):
        if not picture.caption:
            found.warn(f"Ảnh {number} ({picture.name}) không thấy chú thích. Hãy ghi ai, ở đâu, lúc nào.")
