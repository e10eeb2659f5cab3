"""Realistic Vietnamese articles in any number, for benchmarks: the same seed gives the same articles."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from articles.models import Article, StoryThread
from articles.naming import author_named, keyword_named
from media.models import Image
from publishing import history
from publishing.models import Section
from publishing.states import State

BATCH = 1000
YEARS = 3

BODIES = [
    "Đảng ủy",
    "Chi bộ",
    "Ban Chỉ đạo",
    "Công đoàn",
    "Đoàn thanh niên",
    "Ủy ban Kiểm tra",
    "Hội Cựu chiến binh",
    "Ban Tuyên giáo",
]
UNITS = [
    "Văn phòng", "Viện Nghiên cứu", "Báo", "Tạp chí", "Học viện", "Nhà xuất bản", "Vụ Tổ chức", "Trung tâm Thông tin",
    "Cục Quản trị", "Vụ Tổng hợp",
]  # fmt: skip
VERBS = [
    "tổ chức hội nghị", "sơ kết công tác", "tổng kết phong trào", "triển khai kế hoạch", "phát động đợt thi đua",
    "trao bằng khen", "tập huấn nghiệp vụ", "giao ban công tác", "kiểm tra việc thực hiện", "gặp mặt",
]  # fmt: skip
TOPICS = [
    "xây dựng Đảng", "học tập và làm theo Bác", "chuyển đổi số", "kiểm tra, giám sát", "công tác cán bộ", "dân vận",
    "bảo vệ nền tảng tư tưởng", "thực hành tiết kiệm", "sinh hoạt chi bộ", "kết nạp đảng viên", "đại hội chi bộ",
    "phòng, chống lãng phí", "văn hóa công sở", "an toàn thông tin",
]  # fmt: skip
TAILS = [
    "sáu tháng đầu năm",
    "quý I",
    "quý II",
    "quý III",
    "năm {year}",
    "nhiệm kỳ 2020-2025",
    "giai đoạn 2021-2023",
    "trong tình hình mới",
]
SENTENCES = [
    "{body} {unit} {n} (minh họa) {verb} về {topic}, với sự tham gia của {count} cán bộ, đảng viên.",
    "Nội dung {topic} được bàn kỹ, mỗi việc có người chịu trách nhiệm và hạn hoàn thành.",
    "Theo kế hoạch, kết quả được báo cáo trước ngày {day}/{month}/{year} và công khai tại đơn vị.",
    "Nhiều ý kiến đề nghị gắn {topic} với công việc chuyên môn hằng ngày.",
    "Trong {count} việc được giao, phần lớn đã xong đúng hạn; việc còn lại được nêu rõ nguyên nhân.",
    "Cách làm này giúp chi ủy nắm việc sát hơn và bớt được các cuộc họp không cần thiết.",
    "Kết luận số 01-KL/TW và Nghị quyết số 35-NQ/TW tiếp tục là căn cứ để xây dựng chương trình.",
    "Đường đi của hồ sơ được rút ngắn, thời gian chờ giảm từ {a} ngày xuống {b} ngày.",
    "Bạn đọc có thể tìm tài liệu hội nghị theo số ký hiệu {doc}-KH/ĐUK (minh họa).",
    "Sau buổi làm việc, các tổ thảo luận theo nhóm và chốt ba việc cho tháng tới.",
]


class Generator:
    """One seed, one sequence of articles."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - content, not secrets
        self.sections = list(Section.objects.all()) or [self._section()]
        self.authors = [author_named(f"Bút danh {number} (minh họa)").pk for number in range(1, 25)]
        self.keywords = [keyword_named(topic).pk for topic in TOPICS]
        self.threads = list(StoryThread.objects.values_list("pk", flat=True))
        self.images = list(Image.objects.kept().values_list("pk", flat=True))

    @staticmethod
    def _section() -> Section:
        return Section.objects.create(name="Tin hoạt động", slug="tin-hoat-dong", on_home=True)

    def words(self) -> dict[str, object]:
        """What the sentences are filled with."""
        pick = self.random
        return {
            "body": pick.choice(BODIES), "unit": pick.choice(UNITS), "n": pick.randint(1, 60), "verb": pick.choice(VERBS),
            "topic": pick.choice(TOPICS), "count": pick.randint(12, 480), "day": pick.randint(1, 28),
            "month": pick.randint(1, 12), "year": pick.randint(2023, 2026), "a": pick.randint(6, 15),
            "b": pick.randint(1, 5), "doc": pick.randint(1, 400),
        }  # fmt: skip

    def title(self) -> str:
        """A headline of the usual length."""
        words = self.words()
        tail = self.random.choice(TAILS).format(**words)
        return "{body} {unit} {n} (minh họa) {verb} về {topic} ".format(**words) + tail

    def paragraph(self) -> str:
        """A few sentences."""
        chosen = self.random.choices(SENTENCES, k=self.random.randint(3, 6))
        return " ".join(sentence.format(**self.words()) for sentence in chosen)

    def body(self) -> str:
        """Paragraphs under two headings, now and then a list."""
        parts = [f"<p>{self.paragraph()}</p>" for _ in range(self.random.randint(4, 9))]
        parts.insert(2, f"<h2>{self.random.choice(TOPICS).capitalize()}</h2>")
        if self.random.random() < 0.3:
            rows = "".join(f"<li>{self.random.choice(TOPICS).capitalize()}</li>" for _ in range(4))
            parts.insert(4, f"<ul>{rows}</ul>")
        return "".join(parts)

    def article(self, number: int, of: int) -> tuple[Article, dict[str, list[int]]]:
        """One article; they are spread over the years, the first ones are the newest."""
        age = timedelta(days=365 * YEARS) * (number / max(of, 1))
        published = timezone.now().replace(microsecond=0) - age - timedelta(minutes=self.random.randint(1, 600))
        item = Article(
            title=self.title(),
            summary=self.paragraph()[:280].rsplit(" ", 1)[0] + ".",
            body=self.body(),
            section=self.random.choice(self.sections),
            lead_image_id=self.random.choice(self.images) if self.images and self.random.random() < 0.7 else None,
            state=State.PUBLISHED,
            publish_at=published,
            featured=self.random.random() < 0.01,
        )
        related = {
            "authors": [self.random.choice(self.authors)],
            "keywords": sorted(self.random.sample(self.keywords, 3)),
            "threads": [self.random.choice(self.threads)] if self.threads and self.random.random() < 0.2 else [],
        }
        return item, related


def generate(*, count: int, seed: int) -> Iterator[int]:
    """Make the articles, a thousand at a time; yields how many there are so far."""
    generator = Generator(seed)
    made = 0
    while made < count:
        batch = [generator.article(made + step, count) for step in range(min(BATCH, count - made))]
        history.record_many([item for item, _ in batch], related=[keys for _, keys in batch])
        made += len(batch)
        yield made
