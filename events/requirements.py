"""What an event needs before it goes out: a kind, a day, a reason for what doesn't go ahead; and what should be looked at again."""

from __future__ import annotations

from collections.abc import Iterable

import vietnamese
from events import times
from events.models import ConnectedSite, Event
from events.numbers import disagreements
from organizations import standing, titles
from publishing.requirements import Issue, Level, checks

LONG_TITLE = 150
LONG_EVENT = 31


@checks("loại, thời gian")
def check_time(item: Event) -> Iterable[Issue]:
    """Readers are told what it is and when."""
    if item.kind_id is None:
        yield Issue("kind", "Chưa chọn loại: hội nghị, giao ban, tọa đàm …")
    if item.begins is None:
        yield Issue("day", "Chưa có ngày diễn ra. Hãy ghi ngày, ví dụ 28/8/2023.", place="id_day")
    elif item.ends is None or item.ends <= item.begins:
        yield Issue("end_day", "Giờ kết thúc sớm hơn giờ bắt đầu. Hãy ghi lại.", place="id_end_day")
    elif (days := (times.last_day(item) - times.first_day(item)).days + 1) > LONG_EVENT:
        message = f"Diễn ra {vietnamese.group_digits(days)} ngày liền. Xem lại ngày, tháng, năm kết thúc."
        yield Issue("end_day", message, Level.SHOULD, "id_end_day")


@checks("hoãn, hủy")
def check_disruption(item: Event) -> Iterable[Issue]:
    """What doesn't go ahead says why; what says why doesn't go ahead."""
    if item.disruption and not item.disruption_reason:
        word = item.get_disruption_display().lower()
        yield Issue("disruption_reason", f"Đã ghi {word} nhưng chưa có lý do. Bạn đọc sẽ hỏi vì sao.")
    if item.disruption_reason and not item.disruption:
        yield Issue("disruption", "Có lý do hoãn, hủy nhưng tình trạng vẫn là theo lịch.", Level.SHOULD)


@checks("sapo, địa điểm, đơn vị tổ chức")
def check_text(item: Event) -> Iterable[Issue]:
    """What lists and calendars print."""
    if not item.summary.strip():
        yield Issue("summary", "Chưa có sapo: danh sách và máy tìm kiếm chỉ thấy tên.", Level.SHOULD)
    if len(item.title) > LONG_TITLE:
        yield Issue("title", f"Tên dài {len(item.title)} ký tự, nên dưới {LONG_TITLE}.", Level.SHOULD)
    if not item.venue and item.mode != Event.Mode.ONLINE:
        yield Issue("venue", "Chưa có địa điểm.", Level.SHOULD)
    if not item.organized_by:
        yield Issue("organizer", "Chưa có đơn vị tổ chức.", Level.SHOULD)
    day = times.first_day(item) if item.begins else None
    if said := standing.complaint(item.organizer, day, of="ngày diễn ra", instead="hoặc xem lại ngày"):
        yield Issue("organizer", said, Level.SHOULD)


@checks("dấu cách, ngoặc kép, chính tả, thứ và ngày")
def check_words(item: Event) -> Iterable[Issue]:
    """Spacing, quotes, house spelling, weekday against date, in everything that is printed."""
    rows = "\n".join(f"{row['text']} {row['presenter']}" for row in item.agenda)
    texts = [
        ("title", item.title), ("summary", item.summary), ("occasion", item.occasion), ("venue", item.venue), ("agenda", rows),
    ]  # fmt: skip
    for name, text in texts:
        for finding in vietnamese.check_text(text):
            yield Issue(name, finding.message, Level.SHOULD)


@checks("chức danh")
def check_titles(item: Event) -> Iterable[Issue]:
    """A leader's title is the one of the event's day, in the list of people as in the words."""
    if item.begins is None:
        return
    roles = [f"{row['name']}, {row['title']}" for row in item.roles]
    programme = [f"{row['text']}\n{row['presenter']}" for row in item.agenda]
    text = "\n".join([item.title, item.summary, *roles, *programme])
    for named in titles.people_named_in(text, on=times.first_day(item)):
        if named.wrong:
            row = next((number for number, line in enumerate(roles, start=1) if named.person.full_name in line), 0)
            message = f"“{named.wrong}” của {named.person.full_name}: {named.why}."
            yield Issue("roles", message, Level.SHOULD, f"id_roles_{row}" if row else "")


@checks("số liệu và danh sách điểm cầu")
def check_numbers(item: Event) -> Iterable[Issue]:
    """The headline and the register say the same."""
    if item.pk:
        for said in disagreements(item.quantities, ConnectedSite.objects.filter(event=item).totals()):
            yield Issue("quantities", said, Level.SHOULD)


CHECKERS = (check_time, check_disruption, check_text, check_words, check_titles, check_numbers)
