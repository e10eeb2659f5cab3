"""Searching: right both ways, the same order on both databases, only what is public."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from articles.models import Article
from publishing.models import Section
from search import indexing, matching, suggesting
from search.backends import postgresql
from search.models import Acronym

pytestmark = pytest.mark.django_db


def titles(query, **conditions):
    return [hit.title for hit in matching.find(query, **conditions).hits]


CORPUS = {
    # title: body; the first is the newest
    "Biểu dương năm mươi chi bộ": "<p>Lễ trao bằng khen tại hội trường. Người có công được mời.</p>",
    "Bằng khen cho 50 chi bộ": "<p>Danh sách kèm theo Kết luận số 01-KL/TW.</p>",
    "Đường lối đối ngoại": "<p>Đảng ủy Khối quán triệt. Chi phí do bộ phận văn phòng lo.</p>",
    "Bàng hoàng vì khen nhầm": "<p>Chuyện vui ở cơ quan.</p>",
    "Lý luận và thực tiễn": "<p>Uỷ ban Kiểm tra nêu 16.000 lượt; hoà giải ở cơ sở.</p>",
    "Kế hoạch 17-CTr/ĐU": "<p>Ban Chỉ đạo họp. Nội dung 1, 2 và 35-NQ/TW.</p>",
}


@pytest.fixture
def corpus(stock):
    pieces = stock(*CORPUS)
    for piece in pieces:
        piece.body = CORPUS[piece.title]
        piece.save()
    indexing.index_many(pieces)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        # Without marks, and with them: whoever typed them gets these first.
        ("dang uy khoi", ["Đường lối đối ngoại"]),
        ("duong", ["Biểu dương năm mươi chi bộ", "Đường lối đối ngoại"]),
        ("đường", ["Đường lối đối ngoại", "Biểu dương năm mươi chi bộ"]),
        ("dương", ["Biểu dương năm mươi chi bộ", "Đường lối đối ngoại"]),
        # The phrase in the title, its words in the title, the phrase in the text, the words anywhere.
        ("bằng khen", ["Bằng khen cho 50 chi bộ", "Biểu dương năm mươi chi bộ", "Bàng hoàng vì khen nhầm"]),
        ("bang khen", ["Bằng khen cho 50 chi bộ", "Bàng hoàng vì khen nhầm", "Biểu dương năm mươi chi bộ"]),
        ("chi bộ", ["Biểu dương năm mươi chi bộ", "Bằng khen cho 50 chi bộ", "Đường lối đối ngoại"]),
        ("BẰNG KHEN chi bo", ["Bằng khen cho 50 chi bộ", "Biểu dương năm mươi chi bộ"]),
        # Quotes are exact: with marks where any were typed.
        ('"bằng khen"', ["Bằng khen cho 50 chi bộ", "Biểu dương năm mươi chi bộ"]),
        ('"chi bo"', ["Biểu dương năm mươi chi bộ", "Bằng khen cho 50 chi bộ"]),
        ('"chí bộ"', []),
        ("“trao bằng khen tại”", ["Biểu dương năm mươi chi bộ"]),
        ('"khen tại bằng"', []),
        # A document number is one word, its parts are words as well.
        ("01-KL/TW", ["Bằng khen cho 50 chi bộ"]),
        ("1-kl/tw", ["Bằng khen cho 50 chi bộ"]),
        ("01 kl tw", ["Bằng khen cho 50 chi bộ"]),
        ("KL/TW", ["Bằng khen cho 50 chi bộ"]),
        ("02-KL/TW", []),
        ("17-ctr/du", ["Kế hoạch 17-CTr/ĐU"]),
        # Both tone placements, i and y, grouped digits.
        ("ủy ban", ["Lý luận và thực tiễn"]),
        ("uỷ ban", ["Lý luận và thực tiễn"]),
        ("hòa giải", ["Lý luận và thực tiễn"]),
        ("lí luận", ["Lý luận và thực tiễn"]),
        ("16000", ["Lý luận và thực tiễn"]),
        # Nothing but the words themselves.
        ("khen thưởng", []),
        ("", []),
        ("?!", []),
        ('" "', []),
    ],
)
def test_what_a_query_finds_and_in_which_order(corpus, query, expected):
    assert titles(query) == expected
    assert matching.find(query).total == len(expected)


def test_a_phrase_of_three_words_is_met_word_by_word(stock):
    stock("Một hai ba", "Hai ba rồi một hai", "Một hai, sau đó hai ba")
    assert titles('"một hai ba"') == ["Một hai ba"]
    assert titles("một hai ba")[0] == "Một hai ba"


def test_an_acronym_finds_what_it_stands_for_and_the_other_way_round(stock):
    Acronym.objects.all().delete()
    Acronym.objects.create(short="BCĐ", meaning="ban chỉ đạo")
    stock("Họp BCĐ tháng 5", "Ban Chỉ đạo giao ban", "Ban Tổ chức chỉ đạo từ xa")
    assert titles("bcd") == ["Họp BCĐ tháng 5", "Ban Chỉ đạo giao ban"]
    assert titles("BCĐ") == ["Họp BCĐ tháng 5", "Ban Chỉ đạo giao ban"]
    assert titles("ban chỉ đạo") == ["Họp BCĐ tháng 5", "Ban Chỉ đạo giao ban", "Ban Tổ chức chỉ đạo từ xa"]
    assert titles("BCĐ giao ban") == ["Ban Chỉ đạo giao ban"]
    assert titles('"BCĐ"') == ["Họp BCĐ tháng 5"]


def test_the_acronyms_every_body_writes_are_there_from_the_start():
    assert Acronym.objects.get(short="UBKT").meaning == "ủy ban kiểm tra"


def test_bylines_keywords_and_organisations_are_found_but_not_shown(published):
    published(title="Một tít", organizations_named="Viện Hán Nôm (minh họa)")
    hit = matching.find("hán nôm").hits[0]
    assert (hit.title, hit.excerpt_parts) == (
        "Một tít",
        (("Mỗi nơi một kinh nghiệm. Nội dung của bài viết minh họa.", False),),
    )


def test_newest_first_among_equals_and_pages_never_overlap(stock):
    stock(*(f"Giao ban lần {number}" for number in range(25, 0, -1)))
    pages = [titles("giao ban", page=page) for page in (1, 2, 3, 4)]
    assert [title for page in pages for title in page] == [f"Giao ban lần {number}" for number in range(25, 0, -1)]
    assert [len(page) for page in pages] == [10, 10, 5, 0]
    assert matching.find("giao ban", page=4).total == 25


def test_totals_are_capped_and_say_so(stock, monkeypatch):
    monkeypatch.setattr(matching, "MOST", 12)
    stock(*(f"Giao ban lần {number}" for number in range(13)))
    results = matching.find("giao ban")
    assert (results.total, results.capped, results.pages) == (12, True, 2)
    assert [choice.count for choice in results.facets.years] == [None] * len(results.facets.years)
    results = matching.find('"giao ban lần 3"')
    assert (results.total, results.capped) == (1, False)


def test_kinds_sections_years_and_days_narrow_and_count_under_each_others_conditions(stock, section):
    below = Section.objects.create(name="Chi bộ cơ sở", slug="chi-bo-co-so", parent=section)
    other = Section.objects.create(name="Dân vận", slug="dan-van")
    with time_machine.travel("2024-06-01 08:00 +0700", tick=False):
        stock("Giao ban cũ")
        stock("Giao ban dân vận", section=other)
    with time_machine.travel("2025-06-01 08:00 +0700", tick=False):
        stock("Giao ban chi bộ", section=below)
        assert titles("giao ban", section=section.pk) == ["Giao ban chi bộ", "Giao ban cũ"]
        assert titles("giao ban", section=below.pk) == ["Giao ban chi bộ"]
        assert titles("giao ban", section=[below.pk, other.pk]) == ["Giao ban chi bộ", "Giao ban dân vận"]
        assert titles("giao ban", year=2025) == ["Giao ban chi bộ"]
        assert titles("giao ban", year=[2024], section=section.pk) == ["Giao ban cũ"]
        assert titles("giao ban", recent=True) == ["Giao ban chi bộ"]
        assert titles("giao ban", kinds=["page"]) == []
        assert titles("giao ban", kinds=["page", "article"], year=2024) == ["Giao ban dân vận", "Giao ban cũ"]
        facets = matching.find("giao ban", year=2024).facets
    assert [(one.label, one.count) for one in facets.kinds] == [("Tin bài", 2)]
    assert [(one.label, one.count) for one in facets.years] == [("Năm 2025", 1), ("Năm 2024", 2)]
    assert facets.recent == 1
    assert {one.label: one.count for one in facets.sections} == {"Dân vận": 1, "Xây dựng Đảng": 1}


def test_narrowing_gives_the_same_answer_when_there_are_too_many_to_count(stock, monkeypatch):
    monkeypatch.setattr(matching, "MOST", 3)
    with time_machine.travel("2024-06-10 08:00 +0700", tick=False):
        stock("Giao ban A", "Giao ban B")
    with time_machine.travel("2025-06-10 08:00 +0700", tick=False):
        stock("Giao ban C", "Giao ban D", "Giao ban E")
        results = matching.find("giao ban", year=2024)
    assert (results.total, results.capped) == (2, False)
    assert [hit.title for hit in results.hits] == ["Giao ban A", "Giao ban B"]


def test_a_query_costs_the_same_whatever_it_finds(stock, django_assert_num_queries):
    stock(*(f"Giao ban lần {number}" for number in range(12)))
    matching.find("giao ban")
    for query in ("giao ban", '"giao ban lần 3"', "giao ban lần"):
        with django_assert_num_queries(4):
            matching.find(query)
    with django_assert_num_queries(1):
        matching.keys(kind="article", query="giao ban")
    with django_assert_num_queries(5):
        matching.near("giao ban lan 5")


def test_keys_are_those_of_one_kind_newest_first(stock):
    first, second, _ = stock("Giao ban A", "Giao ban B", "Việc khác")
    assert matching.keys(kind="article", query="giao ban") == [first.pk, second.pk]
    assert matching.keys(kind="article", query="giao ban", limit=1) == [first.pk]
    assert matching.keys(kind="page", query="giao ban") == []
    assert matching.keys(kind="khong-co", query="giao ban") == []
    assert matching.keys(kind="article", query="") == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("chi bo nho cach lam moi", ["Chi bộ nhỏ, cách làm mới", "Chi bộ lớn"]),
        ("chi bo nho cah lam moi", ["Chi bộ nhỏ, cách làm mới", "Chi bộ lớn"]),
        ("chi bo", ["Chi bộ nhỏ, cách làm mới", "Chi bộ lớn"]),
        ("nho moi cach xa", ["Chi bộ nhỏ, cách làm mới"]),
        ("nho moi xa la", []),
        ("khong co gi ca", []),
        ("chi", []),
        ("", []),
    ],
)
def test_titles_near_the_words_of_an_address(stock, words, expected):
    stock("Chi bộ nhỏ, cách làm mới", "Chi bộ lớn", "Việc khác")
    assert [hit.title for hit in matching.near(words)] == expected
    assert len(matching.near(words, limit=1)) == min(1, len(expected))


@pytest.mark.parametrize(
    "query",
    [
        "\x00", "a\x00b", '"', '""', '"""', '" AND "', "NOT", "OR", "NEAR(a b)", "a*", "^a", "-a", "a:b", "folded:a",
        "' OR 1=1 --", "a & b", "a | !b", "<->", "\\", "%", "_", "()", "((", "🎉", "﷽", "ﬀ", "\ud800", "а", "漢字",
        "x" * 5000, "a " * 3000, '"a" ' * 200, "tw ubkt bcd btv " * 20, "ngi " * 40, "01-KL/TW " * 50, "1" * 300,
    ],
)  # fmt: skip
def test_nothing_that_is_typed_is_an_error(stock, query):
    stock("Giao ban A", "OR NOT NEAR")
    results = matching.find(query)
    assert results.total == len(results.hits)
    suggesting.suggest(results.query)
    matching.near(query)
    matching.keys(kind="article", query=query)


def test_what_is_withdrawn_while_its_entry_stayed_is_still_not_shown(stock):
    """The index may be wrong (a restored backup, say): the kind's own queryset has the last word."""
    piece, _ = stock("Giao ban A", "Giao ban B")
    Article.objects.filter(pk=piece.pk).update(trashed_at=timezone.now())
    assert titles("giao ban") == ["Giao ban B"]
    assert [hit.title for hit in matching.near("giao ban")] == ["Giao ban B"]


def test_the_clock_shows_and_hides(stock):
    now = timezone.now()
    stock("Giao ban hẹn giờ", publish_at=now + timedelta(hours=1))
    stock("Giao ban hết hạn", expire_at=now + timedelta(hours=2))
    assert titles("giao ban") == ["Giao ban hết hạn"]
    with time_machine.travel(now + timedelta(hours=1, seconds=1), tick=False):
        assert titles("giao ban") == ["Giao ban hẹn giờ", "Giao ban hết hạn"]
    with time_machine.travel(now + timedelta(hours=2, seconds=1), tick=False):
        assert titles("giao ban") == ["Giao ban hẹn giờ"]
        assert matching.find("giao ban").facets.kinds[0].count == 1


def test_looking_at_the_newest_months_first_changes_no_answer(stock, monkeypatch):
    """PostgreSQL looks there before it reads all the others; whatever that finds, the order is the same."""
    monkeypatch.setattr(postgresql, "RECENT", {1000: 3})
    for year in (2022, 2023, 2024):
        with time_machine.travel(f"{year}-03-10 08:00 +0700", tick=False):
            stock(f"Giao ban {year} A", f"Việc có giao ban {year}", f"Giao ban {year} B")
    expected = [
        title.format(year)
        for year in (2024, 2023, 2022)
        for title in ("Giao ban {} A", "Việc có giao ban {}", "Giao ban {} B")
    ]
    assert titles("giao ban") == expected
    assert titles('"việc có giao ban"') == [title for title in expected if title.startswith("Việc")]
    assert titles("giao ban", year=2022) == expected[6:]
    assert matching.find("giao ban").total == 9
    assert len(matching.keys(kind="article", query="giao ban", limit=2)) == 2
