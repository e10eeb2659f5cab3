"""What a video needs before it goes on: a film, a picture of it, and words for those who can't hear or see it."""

from __future__ import annotations

from collections.abc import Iterable

import vietnamese
from media import attached
from media.models import Video
from media.videos.shown import FILM_FORMATS
from publishing.requirements import Issue, Level, checks


@checks("video, ảnh đại diện")
def check_film(item: Video) -> Iterable[Issue]:
    """Something to be seen, and a still of it: pages ask nothing of other sites."""
    formats = {one.format for one in attached.of(item)}
    if not (formats & FILM_FORMATS or item.outside):
        yield Issue("files", "Chưa có video. Hãy tải tệp lên, hoặc dán địa chỉ trên YouTube, Vimeo.")
    if item.lead_image_id is None:
        yield Issue("lead_image", "Chưa có ảnh đại diện: khung hình bạn đọc thấy trước khi bấm xem.")
    if item.seconds is None:
        yield Issue("length", "Chưa ghi thời lượng: bạn đọc nên biết video dài bao lâu.", Level.SHOULD)


@checks("phụ đề, lời trong video")
def check_words_of_it(item: Video) -> Iterable[Issue]:
    """Whoever can't hear it reads it."""
    has_captions = any(one.format == "vtt" for one in attached.of(item))
    if not has_captions and not item.transcript.strip():
        yield Issue(
            "transcript", "Chưa có phụ đề và chưa có lời: người không nghe được sẽ không hiểu video.", Level.SHOULD
        )


@checks("dấu cách, ngoặc kép, chính tả")
def check_words(item: Video) -> Iterable[Issue]:
    """Spacing, quotes, house spelling."""
    for name, text in (("title", item.title), ("summary", item.summary), ("transcript", item.transcript)):
        for finding in vietnamese.check_text(text):
            yield Issue(name, finding.message, Level.SHOULD)


CHECKERS = (check_film, check_words_of_it, check_words)
