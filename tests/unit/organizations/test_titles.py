"""A title beside a name fits the day, or the finding says since when it does not and what should stand there."""

from datetime import date

import pytest

from organizations.models import Person, Position
from organizations.titles import people_called, people_named_in, with_title

pytestmark = pytest.mark.django_db
DAY = date(2024, 7, 13)


@pytest.fixture
def people(unit):
    """A: Bí thư since 2020. B: Phó Bí thư until June 2024. C: Phó Bí thư from August 2024."""
    committee = unit("Đảng ủy Khối (minh họa)", of="đảng ủy")

    def held(name, title, start, end=None):
        person = Person(full_name=name, honorific="đồng chí")
        person.write_words()
        person.save()
        Position.objects.create(
            person=person, organization=committee, title=title, valid_from=start, valid_until=end, rank=1
        )
        return person

    return [
        held("Nguyễn Văn An", "Bí thư", date(2020, 8, 1)),
        held("Trần Thị Bình", "Phó Bí thư", date(2018, 1, 1), date(2024, 6, 30)),
        held("Lê Hòa", "Phó Bí thư", date(2024, 8, 1)),
    ]


@pytest.mark.parametrize(
    ("text", "wrong", "why"),
    [
        ("Đồng chí Nguyễn Văn An, Bí thư Đảng ủy Khối, chủ trì.", "", ""),
        ("Bí thư Đảng ủy Khối Nguyễn Văn An chủ trì.", "", ""),
        ("Nguyễn Văn An đến dự.", "", ""),
        ("Phó Bí thư Đảng ủy Khối Trần Thị Bình.", "Phó Bí thư", "không còn đúng từ sau 30/6/2024"),
        ("Đồng chí Trần Thị Bình, Phó Bí thư Đảng ủy Khối.", "Phó Bí thư", "không còn đúng từ sau 30/6/2024"),
        ("Nguyên Phó Bí thư Đảng ủy Khối Trần Thị Bình.", "", ""),
        ("Phó Bí thư Nguyễn Văn An chủ trì.", "Phó Bí thư", "danh bạ không ghi chức danh này"),
        ("Nguyên Bí thư Nguyễn Văn An.", "Nguyên Bí thư", "ngày 13/7/2024 vẫn đang giữ, không phải “nguyên”"),
        ("Phó Bí thư Lê Hoà phát biểu.", "Phó Bí thư", "chỉ đúng từ 1/8/2024"),
        # The title belongs to somebody else, or to another sentence.
        ("Phó Bí thư Lê Văn Y và đồng chí Nguyễn Văn An.", "", ""),
        ("Phó Bí thư Lê Văn Y, đồng chí Nguyễn Văn An.", "", ""),
        ("Họp với Phó Bí thư. Đồng chí Nguyễn Văn An kết luận.", "", ""),
    ],
)
def test_a_title_beside_a_name(people, text, wrong, why):
    (named,) = people_named_in(text, on=DAY)
    assert (named.wrong, named.why) == (wrong, why)


def test_each_title_goes_to_the_nearest_name_and_the_right_words_are_offered(people):
    text = "Dự có Bí thư Nguyễn Văn An, Phó Bí thư Trần Thị Bình và đồng chí Lê Hòa."
    first, second, third = people_named_in(text, on=DAY)
    assert (first.wrong, third.wrong) == ("", "")
    assert second.stretch == "Phó Bí thư Trần Thị Bình"
    assert second.right == "Trần Thị Bình, nguyên Phó Bí thư Đảng ủy Khối (minh họa)"
    assert text.replace(second.stretch, second.right).count("Trần Thị Bình, nguyên Phó Bí thư") == 1


def test_a_name_is_a_whole_name_and_namesakes_are_left_to_people(people):
    assert people_named_in("Nguyễn Văn Anh và Nguyễn Văn", on=DAY) == []
    namesake = Person(full_name="Trần Thị Bình", note="ở Ban Tổ chức")
    namesake.write_words()
    namesake.save()
    found = people_named_in("Phó Bí thư Trần Thị Bình", on=DAY)
    assert [(one.person.note, one.wrong) for one in found] == [("", ""), ("ở Ban Tổ chức", "")]


def test_the_name_as_it_is_put_into_a_text(people):
    assert with_title(people[0], on=DAY) == "đồng chí Nguyễn Văn An, Bí thư Đảng ủy Khối (minh họa)"
    assert with_title(people[2], on=DAY) == "đồng chí Lê Hòa"


def test_it_asks_as_often_for_one_person_as_for_three(people, django_assert_num_queries):
    for text in ("Nguyễn Văn An.", "Nguyễn Văn An, Trần Thị Bình, Lê Hòa."):
        with django_assert_num_queries(5):
            people_named_in(text, on=DAY)
    with django_assert_num_queries(1):
        people_named_in("Không có ai.", on=DAY)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("nguyen an", ["Nguyễn Văn An"]), ("Hoà", ["Lê Hòa"]), ("pho bi thu", ["Lê Hòa", "Trần Thị Bình"]),
        ("pho binh", ["Trần Thị Bình"]), ("không ai", []),
    ],
)  # fmt: skip
def test_people_are_found_by_name_or_title_without_marks(people, words, names):
    assert sorted(one.full_name for one in people_called(words)) == names
