"""What a gallery needs before it goes on: pictures, each described for those who can't see it; words are asked for."""

from __future__ import annotations

from collections.abc import Iterable

import vietnamese
from media.galleries import photos
from media.models import Gallery, Image
from publishing.requirements import Issue, Level, checks

NAMED = 3


@checks("ảnh và văn bản thay thế")
def check_photos(item: Gallery) -> Iterable[Issue]:
    """At least one picture; every one says what is to be seen, in the gallery or in the library."""
    if not item.photos:
        yield Issue("photos", "Bộ ảnh chưa có ảnh nào. Hãy thêm ảnh.")
        return
    known = {one.pk: one for one in Image.objects.filter(pk__in=photos.keys(item.photos))}
    places = [(place, row, known[row["image"]]) for place, row in enumerate(item.photos, 1) if row["image"] in known]
    silent = [place for place, row, image in places if not (row["alt"] or image.alt_text)]
    if silent:
        yield Issue("photos", f"{_which(silent)} chưa có văn bản thay thế: tả điều nhìn thấy trong ảnh.")
    bare = [place for place, row, image in places if not (row["caption"] or image.caption)]
    if bare:
        yield Issue("photos", f"{_which(bare)} chưa có chú thích.", Level.SHOULD)
    unsigned = [place for place, row, image in places if not (row["credit"] or image.photo_credit)]
    if unsigned:
        yield Issue("photos", f"{_which(unsigned)} chưa ghi tác giả.", Level.SHOULD)


def _which(places: list[int]) -> str:
    """Ảnh 2, 5, 7 và 4 ảnh nữa."""
    rest = len(places) - NAMED
    return f"Ảnh {', '.join(map(str, places[:NAMED]))}" + (f" và {rest} ảnh nữa" if rest > 0 else "")


@checks("ngày chụp, nơi chụp")
def check_day(item: Gallery) -> Iterable[Issue]:
    """Readers look for pictures by the day."""
    if item.taken_on is None:
        yield Issue("taken_on", "Chưa có ngày chụp: bạn đọc lọc theo năm sẽ không thấy.", Level.SHOULD)


@checks("dấu cách, ngoặc kép, chính tả")
def check_words(item: Gallery) -> Iterable[Issue]:
    """Spacing, quotes, house spelling."""
    for name, text in (("title", item.title), ("summary", item.summary)):
        for finding in vietnamese.check_text(text):
            yield Issue(name, finding.message, Level.SHOULD)


CHECKERS = (check_photos, check_day, check_words)
