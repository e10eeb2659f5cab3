"""The feedback of the sample portal: every state once and more, in our own words, by invented people marked "(minh họa)"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from articles.models import Article
from events.models import Event
from feedback import deadlines, moderation, receiving
from feedback.models import Holiday, Message, WatchedWord
from feedback.states import Kind
from organizations.models import Organization

EDITORS = "Ban Biên tập"
WATCHED = ("cá cược", "cho vay", "đánh bạc", "khuyến mãi", "lừa đảo", "mua bán bằng cấp", "ưu đãi", "vay tiền")


@dataclass(frozen=True)
class Sent:
    """One message and what was done about it. `about` begins the title of an article or event."""

    days_ago: int
    kind: Kind
    name: str
    text: str
    about: str = ""
    shows_name: bool = False
    email: str = ""
    steps: tuple[tuple[str, dict[str, Any]], ...] = ()


def _answer(reply: str, *, openly: bool = True) -> tuple[str, dict[str, Any]]:
    return ("publish_reply" if openly else "reply", {"reply": reply, "replied_as": EDITORS})


SENT = [
    Sent(
        30, Kind.PROPOSAL, "Lê Thu Thảo (minh họa)",
        "Đề nghị Trang đăng kèm tài liệu của hội nghị để chi bộ chúng tôi tiện nghiên cứu.",
        about="Hội nghị thông tin chuyên đề chào mừng", shows_name=True, email="thao.minhhoa@example.vn",
        steps=(("take", {}), _answer("Tài liệu được đăng ở mục Tài liệu của Trang. Cảm ơn bạn đã góp ý.")),
    ),
    Sent(
        25, Kind.COMMENT, "Trần Quốc Hưng (minh họa)",
        "Đề nghị đăng danh sách đầy đủ 50 chi bộ để các đơn vị tìm đọc kinh nghiệm.",
        about="50 chi bộ được tặng bằng khen", shows_name=True,
        steps=(_answer("Danh sách có ở trang Khen thưởng, tìm được theo đảng bộ và tải về được."),),
    ),
    Sent(
        21, Kind.COMMENT, "Phạm Minh Đức (minh họa)",
        "Phần “việc nhỏ, làm đều” rất gần với chi bộ chúng tôi. Mong có thêm bài về cách ghi chép, theo dõi.",
        about="50 chi bộ được tặng bằng khen", steps=(("approve", {}),),
    ),
    Sent(
        18, Kind.COMMENT, "Ngô Lan Anh (minh họa)",
        "Chi bộ tôi đã thử theo dõi việc trên một trang giấy như bài viết, cuối tháng nhìn lại rất rõ.",
        about="Chi bộ nhỏ, cách làm mới", shows_name=True, steps=(("approve", {}),),
    ),
    Sent(
        15, Kind.QUESTION, "Vũ Thành Nam (minh họa)",
        "Chuyển sinh hoạt đảng tạm thời thì làm thủ tục ở đâu?", email="nam.minhhoa@example.vn",
        steps=(("take", {}), _answer("Bạn liên hệ chi bộ nơi đang sinh hoạt để được hướng dẫn từng bước.", openly=False)),
    ),
    Sent(
        12, Kind.PROPOSAL, "Đỗ Hải Yến (minh họa)",
        "Đề nghị mở thêm lớp tập huấn phần mềm vào buổi chiều cho những người trực sáng.",
        steps=(("take", {}), ("hand_over", {"organization": "Ban Tổ chức Đảng ủy Khối (minh họa)"})),
    ),
    Sent(
        10, Kind.COMMENT, "Hoàng Gia Bảo (minh họa)",
        "Trang có mua bán tài liệu ôn thi không?", about="Hội nghị thông tin chuyên đề kết nối",
        steps=(("refuse", {"reason": "Nội dung không liên quan đến bài viết, hội nghị này."}),),
    ),
    Sent(
        8, Kind.COMMENT, "uudai24 (minh họa)", "Xem ngay ưu đãi tại https://uu-dai.example/khuyen-mai",
        about="Hội nghị thông tin chuyên đề kết nối", steps=(("spam", {}),),
    ),
    Sent(
        7, Kind.COMMENT, "Bùi Văn Tâm (minh họa)", "Bài hay, nhưng tôi viết nhầm tên đơn vị, xin gỡ giúp ý kiến này.",
        about="Sinh hoạt chuyên đề ở chi bộ", steps=(("approve", {}), ("hide", {})),
    ),
    Sent(
        4, Kind.MISTAKE, "Đặng Thu Hà (minh họa)",
        "Đoạn thứ ba của bài hình như thiếu một chữ “của”, xin Ban Biên tập xem lại.",
        about="Góc đọc sách của một chi bộ", steps=(("take", {}),),
    ),
    Sent(
        2, Kind.QUESTION, "Mai Quỳnh (minh họa)",
        "Số của tôi là 0900 000 000, anh chị gọi lại giúp về giấy mời.", email="quynh.minhhoa@example.vn",
        about="Hội nghị báo cáo viên kỳ này",
    ),
    Sent(
        1, Kind.COMMENT, "Lý Thanh Sơn (minh họa)",
        "Mong Trang có thêm bài về cách chuẩn bị một buổi sinh hoạt chuyên đề ngắn.",
        about="Sinh hoạt chuyên đề ở chi bộ", shows_name=True,
    ),
]  # fmt: skip


def load(*, people: dict[str, User]) -> None:
    """Nothing where there is feedback already."""
    if Message.objects.exists():
        return
    for word in WATCHED:
        WatchedWord.objects.get_or_create(word=word)
    for sent in SENT:
        _load(sent, by=people["kiemduyet"])


def _load(sent: Sent, *, by: User) -> None:
    data = {
        "loai": sent.kind, "ho_ten": sent.name, "thu": sent.email, "noi_dung": sent.text, "dong_y_ten": sent.shows_name,
        "dong_y_lien_he": bool(sent.email), "trang_web": "", "ban": "",
    }  # fmt: skip
    message = receiving.receive(data=data, about=_subject(sent.about), network="", sent_lately=1).message
    for number, (name, given) in enumerate(sent.steps):
        if "organization" in given:
            given = {"handed_to": Organization.objects.get(name=given["organization"])}
        moderation.step(name=name, message=message, actor=by, version=number, **given)
    _date_back(message.pk, sent)


def _date_back(key: int, sent: Sent) -> None:
    """Every hour of it so many days ago, the answer a day after."""
    message = Message.objects.get(pk=key)
    came = timezone.now() - timedelta(days=sent.days_ago, hours=2)
    begun, done = came + timedelta(hours=3), came + timedelta(days=1)
    holidays = set(Holiday.objects.values_list("day", flat=True))
    message.received_at, message.due_on = (
        came,
        deadlines.due_on(sent.kind, received=timezone.localdate(came), holidays=holidays),
    )
    message.started_at = begun if message.started_at else None
    for name in ("decided_at", "published_at", "replied_at"):
        if getattr(message, name):
            setattr(message, name, done)
    message.save()


def _subject(beginning: str) -> Article | Event | None:
    if not beginning:
        return None
    for model in (Event, Article):
        found = model.objects.filter(title__startswith=beginning).first()
        if found:
            return found
    raise LookupError(f"Không có bài hay hội nghị mẫu nào bắt đầu bằng “{beginning}”.")
