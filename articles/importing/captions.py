"""Each photo gets the line under it as its caption and "Ảnh: …" as its credit; alt text that only repeats the caption goes."""

from __future__ import annotations

import hashlib

from articles.importing import lines
from articles.importing.found import Block, Found, Picture


def settle_captions(found: Found) -> None:
    """Give captions, credits and alt texts to the pictures and take those lines out of the text."""
    blocks = _without_doubled_pictures(found)
    index = 0
    while index < len(blocks):
        picture = blocks[index].picture
        if picture is not None:
            _take_below(found, blocks, index, picture)
            if not picture.caption:
                index -= _take_above(found, blocks, index, picture)
        index += 1
    found.blocks = blocks
    for picture in found.pictures():
        _tidy(found, picture)


def _without_doubled_pictures(found: Found) -> list[Block]:
    kept: list[Block] = []
    for block in found.blocks:
        before = kept[-1].picture if kept else None
        if block.picture and before and block.picture.data and _print_of(block.picture) == _print_of(before):
            found.drop(block.picture.name, "Ảnh in hai lần liền nhau, giữ một")
        else:
            kept.append(block)
    return kept


def _print_of(picture: Picture) -> bytes:
    return hashlib.sha256(picture.data or b"").digest()


def _take_below(found: Found, blocks: list[Block], at: int, picture: Picture) -> None:
    """The lines under the photo: a caption, its repetition, a credit of its own."""
    while at + 1 < len(blocks):
        block = blocks[at + 1]
        if not block.is_text:
            return
        text = block.text
        credit = lines.credit_in(text)
        if picture.caption and lines.same_words(lines.split_credit(text)[0], lines.split_credit(picture.caption)[0]):
            found.drop(text, "Chú thích in hai lần, giữ một")
            picture.credit = picture.credit or lines.split_credit(text)[1]
        elif credit and not picture.credit:
            picture.credit = credit
            picture.why = picture.why or "Dòng “Ảnh: …” ngay dưới ảnh"
        elif not picture.caption and (reason := _reason(blocks, at + 1)):
            picture.caption = text
            picture.why, picture.is_sure = reason
        else:
            return
        del blocks[at + 1]


def _reason(blocks: list[Block], at: int) -> tuple[str, bool] | None:
    """By what sign the line under a photo is its caption, and whether that is sure."""
    block = blocks[at]
    text = block.text
    is_last_text = not any(other.is_text for other in blocks[at + 1 :])
    if block.role == "caption":
        return "Kiểu Chú thích của Word", True
    if block.role or block.kind == "h" or not lines.may_be_caption(text):
        return None
    if block.joined or lines.split_credit(text)[1]:
        return "Cùng đoạn với ảnh" if block.joined else "Dòng dưới ảnh, có “Ảnh: …”", True
    if block.is_italic or block.align == "center":
        return "Dòng nghiêng hoặc canh giữa ngay dưới ảnh", True
    if is_last_text and (lines.names_in(text) or lines.source_in(text)):
        return None
    if at + 1 < len(blocks) and blocks[at + 1].is_text and lines.same_words(blocks[at + 1].text, text):
        return "Dòng in hai lần ngay dưới ảnh", True
    if lines.is_like_caption(text):
        return "Ghép theo vị trí và lời văn", True
    if len(text) <= 200 and not block.is_bold and len(text.split(". ")) <= 2:
        return "Ghép theo vị trí", False
    return None


def _take_above(found: Found, blocks: list[Block], at: int, picture: Picture) -> int:
    """Some newsrooms write the caption over the photo. Taken only where its own form says so; how many lines went."""
    if at == 0:
        return 0
    block = blocks[at - 1]
    if not block.is_text or at >= 2 and blocks[at - 2].picture is not None and block.role != "caption":
        return 0
    styled = block.role == "caption" or (block.is_italic and block.align == "center")
    worded = block.kind == "p" and lines.is_like_caption(block.text)
    if not (lines.may_be_caption(block.text) and (styled or worded)):
        return 0
    picture.caption, picture.why, picture.is_sure = block.text, "Dòng ngay trên ảnh", styled
    del blocks[at - 1]
    taken = 1
    if at >= 2 and blocks[at - 2].is_text and lines.same_words(blocks[at - 2].text, picture.caption):
        found.drop(blocks[at - 2].text, "Chú thích in hai lần, giữ một")
        del blocks[at - 2]
        taken += 1
    return taken


def _tidy(found: Found, picture: Picture) -> None:
    caption, credit = lines.split_credit(lines.tidy_caption(picture.caption))
    picture.caption, picture.credit = caption, picture.credit or credit
    if not picture.alt:
        return
    if lines.useless_alt(picture.alt):
        found.drop(picture.alt, "Văn bản thay thế do máy ghi, không giúp người đọc")
        picture.alt = ""
    elif lines.same_words(picture.alt, caption) or lines.same_words(lines.split_credit(picture.alt)[0], caption):
        found.drop(picture.alt, "Văn bản thay thế chép lại chú thích")
        picture.alt = ""
    elif not caption and len(picture.alt) <= lines.LONGEST_CAPTION and len(picture.alt.split()) > 4:
        picture.caption, picture.credit = lines.split_credit(picture.alt)
        picture.alt, picture.why, picture.is_sure = "", "Lấy từ mô tả của ảnh trong tệp", False
