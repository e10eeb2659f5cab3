"""Where the header stands, which column is which, and which rows count."""

from awards.recipients import COLUMNS
from registers import layout, sheets


def laid(data):
    sheet = sheets.read(data, name="x.xlsx")[0]
    found = layout.recognise(sheet, COLUMNS)
    return found, layout.lines(sheet, found, COLUMNS)


def fields(found):
    return {one.letter: one.field for one in found.headings}


def test_the_header_stands_under_titles(xlsx):
    found, lines = laid(
        xlsx(
            [
                ["ĐẢNG ỦY KHỐI"],
                ["DANH SÁCH CHI BỘ ĐƯỢC TẶNG BẰNG KHEN", None, None],
                [],
                ["TT", "TÊN  CHI BỘ", "Thuộc Đảng bộ", "Tóm tắt thành tích", "Ghi chú"],
                [1, "Chi bộ A", "Đảng bộ B", "Tốt", "x"],
            ],
            merged=["A1:E1", "A2:E2"],
        )
    )
    assert found.header_row == 4 and found.titles == 2
    assert fields(found) == {"A": "", "B": "recipient_name", "C": "parent_name", "D": "achievement", "E": ""}
    assert [(line.number, line.cells["recipient_name"]) for line in lines] == [(5, "Chi bộ A")]


def test_titles_that_speak_like_a_header_are_none(xlsx):
    found, _ = laid(xlsx([["Danh sách"], ["Tên tập thể", "Hình thức"], ["Chi bộ A", "Bằng khen"]]))
    assert found.header_row == 2


def test_groups_totals_and_signatures_do_not_count(xlsx):
    found, lines = laid(
        xlsx(
            [
                ["STT", "Tên chi bộ", "Thành tích", "Hình thức"],
                ["I", "Đảng bộ cơ quan A"],
                [1, "Chi bộ Một", "x", "Bằng khen"],
                ["II. Đảng bộ cơ quan B"],
                [2, "Chi bộ Hai", "y", "Bằng khen"],
                ["STT", "Tên chi bộ", "Thành tích", "Hình thức"],
                [3, "Tổng công ty Ba", "z", "Bằng khen"],
                ["Tổng cộng: 03 tập thể", None, None, 3],
                [],
                [None, None, None, "TM. BAN THƯỜNG VỤ"],
                [None, None, None, "PHÓ BÍ THƯ"],
            ]
        )
    )
    assert [(line.cells["recipient_name"], line.group) for line in lines] == [
        ("Chi bộ Một", "Đảng bộ cơ quan A"),
        ("Chi bộ Hai", "Đảng bộ cơ quan B"),
        ("Tổng công ty Ba", "Đảng bộ cơ quan B"),
    ]
    assert (found.groups, found.totals) == (2, 1)


def test_a_cell_merged_downwards_speaks_for_the_rows_it_reaches(xlsx):
    _, lines = laid(
        xlsx(
            [
                ["STT", "Tên chi bộ", "Đảng bộ"],
                [1, "Chi bộ A", "Đảng bộ X"],
                [2, "Chi bộ B"],
                [3, "Chi bộ C", "Đảng bộ Y"],
            ],
            merged=["C2:C3"],
        )
    )
    assert [line.cells["parent_name"] for line in lines] == ["Đảng bộ X", "Đảng bộ X", "Đảng bộ Y"]


def test_a_header_of_two_rows_is_one(xlsx):
    found, lines = laid(
        xlsx(
            [
                ["STT", "Tập thể được khen", None, "Khen thưởng", None],
                [None, "Tên chi bộ", "Đảng bộ trực thuộc", "Hình thức", "Giai đoạn"],
                ["(1)", "(2)", "(3)", "(4)", "(5)"],
                [1, "Chi bộ A", "Đảng bộ X", "Bằng khen", "2021-2023"],
            ],
            merged=["B1:C1", "D1:E1"],
        )
    )
    assert {one.field for one in found.headings} == {"", "recipient_name", "parent_name", "form", "period"}
    assert [line.number for line in lines] == [4]


def test_bare_names_under_one_header_all_count(xlsx):
    _, lines = laid(xlsx([["Họ và tên"], ["Nguyễn Văn An"], ["Trần Thị Bình"]]))
    assert [line.cells["recipient_name"] for line in lines] == ["Nguyễn Văn An", "Trần Thị Bình"]


def test_a_counting_column_left_empty_does_not_make_groups_of_rows(xlsx):
    _, lines = laid(xlsx([["STT", "Tên chi bộ", "Thành tích"], [None, "Chi bộ A"], [None, "Chi bộ B", "x"]]))
    assert [line.cells["recipient_name"] for line in lines] == ["Chi bộ A", "Chi bộ B"]


def test_without_any_known_header_there_is_none(xlsx):
    found, _ = laid(xlsx([["một", "hai"], ["ba", "bốn"]]))
    assert found.header_row == 0


def test_rows_that_speak_like_a_header_are_none(xlsx):
    found, _ = laid(xlsx([[1, "Chi bộ A", "Đảng bộ X", "Bằng khen"], [2, "Chi bộ B", "Đảng bộ X", "Bằng khen"]]))
    assert found.header_row == 0


def test_the_person_says_which_column_is_which(xlsx):
    found, _ = laid(xlsx([["STT", "Tên chi bộ", "Ghi chú"], [1, "Chi bộ A", "Tốt"]]))
    layout.remap(found, {2: "achievement", 1: "recipient_name"})
    assert fields(found) == {"A": "", "B": "recipient_name", "C": "achievement"}
