"""Captions whose photo is not in the file: a line printed twice, a line that only describes a picture."""

from __future__ import annotations

import re

from articles.importing import lines
from articles.importing.found import Block, Found


def settle_doubles(found: Found) -> list[Block]:
    """A line printed twice is kept once: it was the caption of a photo. So was one that describes a photo; both are given back."""
    kept: list[Block] = []
    stray: list[Block] = []
    for block in found.blocks:
        before = kept[-1] if kept else None
        if before is not None and block.kind == before.kind == "p" and lines.same_words(block.text, before.text):
            found.drop(block.text, "In hai lần, giữ một")
            if len(block.text) <= lines.LONGEST_CAPTION and not any(before is other for other in stray):
                stray.append(before)
            continue
        kept.append(block)
        if block.kind == "p" and lines.is_like_caption(block.text):
            stray.append(block)
    found.blocks = kept
    return stray


def settle_strays(found: Found, stray: list[Block]) -> None:
    """Captions without a photo. The one photo without a caption gets the one line that can only be one."""
    repeated = [
        block
        for block in found.blocks
        if block.kind == "p"
        and not lines.ends_sentence(block.text)
        and lines.contains_words(found.summary.value, block.text)
    ]
    stray = [block for block in found.blocks if any(block is other for other in stray + repeated)]
    lacking = [picture for picture in found.pictures() if not picture.caption]
    if len(lacking) == 1 and len(repeated) == 1:
        lacking[0].caption, lacking[0].is_sure = repeated[0].text, False
        lacking[0].why = "Dòng đứng riêng như một chú thích, ảnh này lại chưa có"
        found.blocks = [block for block in found.blocks if block is not repeated[0]]
        stray = [block for block in stray if block is not repeated[0]]
    for block in stray:
        if not block.is_italic:
            block.html = f"<em>{re.sub(r'</?em>', '', block.html)}</em>"
    if stray:
        named = "; ".join(f"“{_short(block.text)}”" for block in stray)
        found.warn(
            f"{len(stray)} dòng có lẽ là chú thích của ảnh không có trong tệp, để nghiêng. Hãy chèn ảnh hoặc bỏ: {named}"
        )


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:79].rstrip() + "…"
