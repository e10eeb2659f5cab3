"""What an article needs before it goes on: text, captions, credits, and words that agree with the calendar."""

from __future__ import annotations

from collections.abc import Iterable

import vietnamese
from articles.models import Article
from events import numbers
from media.embeds import figures_in
from organizations import titles
from publishing import revisions
from publishing.requirements import Issue, Level, checks
from publishing.sanitizing import plain_text

LONG_TITLE = 150


@checks("thân bài, sapo")
def check_text(item: Article) -> Iterable[Issue]:
    """A reader gets something to read, under a title that fits."""
    if not plain_text(item.body):
        yield Issue("body", "Bài chưa có nội dung. Hãy viết thân bài.")
    if not item.summary.strip():
        yield Issue("summary", "Bài chưa có sapo: người đọc danh sách và máy tìm kiếm chỉ thấy tít.", Level.SHOULD)
    if len(item.title) > LONG_TITLE:
        yield Issue("title", f"Tít dài {len(item.title)} ký tự, nên dưới {LONG_TITLE}.", Level.SHOULD)


@checks("chú thích, tác giả và văn bản thay thế của ảnh")
def check_pictures(item: Article) -> Iterable[Issue]:
    """Every picture says what it shows (caption), to whoever can't see it (alt), and who took it (credit): three things."""
    for number, figure in enumerate(figures_in(item), start=1):
        place = f"anh-{number}"
        if not figure.caption:
            yield Issue(
                "body", f"Ảnh {number} chưa có chú thích. Hãy ghi ai, ở đâu, lúc nào.", place=f"{place}-chu-thich"
            )
        if not figure.credit:
            yield Issue(
                "body",
                f"Ảnh {number} chưa có tác giả. Hãy ghi tên người chụp hoặc nguồn ảnh.",
                Level.SHOULD,
                f"{place}-tac-gia",
            )
        if not figure.alt:
            yield Issue(
                "body",
                f"Ảnh {number} thiếu văn bản thay thế. Hãy tả điều nhìn thấy.",
                Level.SHOULD,
                f"{place}-thay-the",
            )
        elif figure.caption and vietnamese.fold(figure.alt) == vietnamese.fold(figure.caption):
            yield Issue(
                "body",
                f"Ảnh {number}: văn bản thay thế chép lại chú thích. Hãy tả điều nhìn thấy.",
                Level.SHOULD,
                f"{place}-thay-the",
            )


@checks("dấu cách, ngoặc kép, chính tả, thứ và ngày")
def check_words(item: Article) -> Iterable[Issue]:
    """Spacing, quotes, house spelling, weekday against date."""
    for name, text in (("title", item.title), ("summary", item.summary), ("body", plain_text(item.body))):
        for finding in vietnamese.check_text(text):
            yield Issue(name, finding.message, Level.SHOULD)


@checks("nguồn tin")
def check_source(item: Article) -> Iterable[Issue]:
    """What was republished says from where."""
    if item.republished and not item.source:
        yield Issue("source", "Tin dẫn lại phải ghi nguồn tin.")


def people_in(item: Article) -> list[titles.Named]:
    """Everybody of the register who is named in the piece, judged by the day it speaks of."""
    text = "\n".join([item.title, item.summary, item.lead_caption, plain_text(item.body)])
    return titles.people_named_in(text, on=item.day)


@checks("chức danh")
def check_titles(item: Article) -> Iterable[Issue]:
    """A leader's title is the one of the article's day."""
    for named in people_in(item):
        if named.wrong:
            message = f"“{named.wrong}” của {named.person.full_name}: {named.why}."
            yield Issue("body", message, Level.SHOULD, f"nguoi-{named.person.pk}")


@checks("số liệu của hội nghị")
def check_events(item: Article) -> Iterable[Issue]:
    """What the article counts is what the events count that it is about."""
    events = revisions.related(item, "events")
    if events:
        text = "\n".join([item.title, item.summary, plain_text(item.body)])
        for said in numbers.contradicted(text, events):
            yield Issue("body", said, Level.SHOULD)


CHECKERS = (check_text, check_pictures, check_words, check_titles, check_source, check_events)
