"""Awards as readers see them: the rounds, one round, the look-up; and nothing of what is not out."""

import csv
import io
from datetime import date, timedelta

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone

from awards.models import AwardForm, AwardRound, Commendation, Decision, derived
from organizations.models import OrganizationKind
from organizations.registering import register
from publishing import pagecache, preview, workflow
from publishing.states import Stage, State
from tests.pages.test_query_budgets import missed

pytestmark = pytest.mark.django_db
WORD = "quetzalcoatl"


@pytest.fixture
def tree(db):
    kinds = [OrganizationKind.objects.create(name=name, slug=name[:4]) for name in ("đảng bộ cơ sở", "chi bộ")]
    above = register(kind=kinds[0], name="Đảng bộ Viện B (minh họa)")
    below = register(
        kind=kinds[1],
        name="Chi bộ Phòng Thư viện (minh họa)",
        parent=above,
        former_names=({"name": "Chi bộ Phòng Tư liệu (minh họa)", "valid_until": date(2021, 12, 31)},),
    )
    return above, below


@pytest.fixture
def award_round(db):
    """award_round(["Chi bộ A"], state=…): a round with these recipients; given as dicts, with their own fields."""

    def make(rows=(), *, state=State.PUBLISHED, form="Bằng khen", **fields):
        number = 100 + Decision.objects.count()
        issued = fields.pop("issued_on", date(2023, 5, 18))
        decision = Decision.objects.create(
            number=f"{number}-QĐ/ĐUK", issued_on=issued, issuer_name="Ban Thường vụ Đảng ủy"
        )
        form = AwardForm.objects.get(name=form)
        given = {"title": f"Bằng khen đợt {number} (minh họa)", "period_from": 2021, "period_to": 2023} | fields
        item = AwardRound(decision=decision, form=form, **given)
        for order, row in enumerate(rows, start=1):
            values = {"recipient_name": row} if isinstance(row, str) else dict(row)
            values.setdefault("parent_name", "")
            names = {name: values[name] for name in ("recipient_name", "parent_name")}
            item.pending = [*getattr(item, "pending", []), {"order": order, **values, **derived(**names)}]
        stage = Stage.APPROVED if state != State.NEW else Stage.DRAFT
        item = workflow.record_history(item=item, actor=None, state=state, stage=stage)
        for values in getattr(item, "pending", []):
            Commendation.objects.create(round=item, **{"form": form} | values)
        workflow.announce(item)
        pagecache.clear()
        return item

    return make


def text(answer):
    return answer.content.decode()


def rows_in(page):
    """The names of the table, top down."""
    return [part.split("</th>")[0] for part in page.split('<th scope="row">')[1:]]


class TestTheRound:
    def test_header_and_rows(self, award_round, tree, reader):
        item = award_round(
            [
                {
                    "recipient_name": "Chi bộ Phòng Thư viện",
                    "parent_name": "Đảng bộ Viện B (minh họa)",
                    "organization": tree[1],
                },
                {
                    "recipient_name": "Chi bộ Xưởng in",
                    "parent_name": "Đảng bộ Báo A (minh họa)",
                    "achievement": "Ít giấy hỏng",
                },
            ],
            presenter="Đồng chí Bí thư Đảng ủy",
            venue="Hội nghị sơ kết",
        )
        page = text(reader.get(item.get_absolute_url()))
        for said in ("Bằng khen", "Tập thể", '<span class="nb">100-QĐ/ĐUK</span>', "Ban Thường vụ Đảng ủy", "2021-2023",
                     "Hội nghị sơ kết", "Đồng chí Bí thư Đảng ủy", "2 chi bộ được khen", "Ít giấy hỏng", "2 trên 2 kết quả"):  # fmt: skip
            assert said in page, said
        assert f'<a href="{tree[1].get_absolute_url()}">Chi bộ Phòng Thư viện</a>' in page

    def test_filter_by_text_without_marks_by_former_name_and_by_unit(self, award_round, tree, reader):
        item = award_round(
            [
                {"recipient_name": "Chi bộ Phòng Thư viện", "parent_name": "Đảng bộ Viện B", "organization": tree[1]},
                {"recipient_name": "Chi bộ Xưởng in", "parent_name": "Đảng bộ Báo A"},
                {"recipient_name": "Chi bộ Phòng Ảnh", "parent_name": "Đảng bộ Báo A"},
            ]
        )
        here = item.get_absolute_url()
        found = text(reader.get(here, {"q": "phong thu vien"}))
        assert "1 trên 3 kết quả" in found and "Xưởng in" not in found.split("<table")[1]
        assert "1 trên 3 kết quả" in text(reader.get(here, {"q": "tu lieu"}))
        unit = text(reader.get(here, {"donvi": "dang-bo-bao-a"}))
        assert "2 trên 3 kết quả" in unit
        assert "1 trên 3 kết quả" in text(reader.get(here, {"donvi": "dang-bo-bao-a", "q": "ANH"}))
        nobody = text(reader.get(here, {"q": "zzz"}))
        assert "Không có hàng nào khớp." in nobody and "0 trên 3 kết quả" in nobody
        wrong = reader.get(here, {"donvi": "khong-co"})
        assert wrong.status_code == 200 and "3 trên 3 kết quả" in text(wrong)

    def test_sorted_by_links_that_say_so(self, award_round, reader):
        item = award_round(["Chi bộ Đèn", "Chi bộ Ấm", "Chi bộ Bàn"])
        here = item.get_absolute_url()
        plain = text(reader.get(here))
        assert rows_in(plain) == ["Chi bộ Đèn", "Chi bộ Ấm", "Chi bộ Bàn"] and 'aria-sort="none"' in plain
        up = text(reader.get(here, {"xep": "ten"}))
        assert rows_in(up) == ["Chi bộ Ấm", "Chi bộ Bàn", "Chi bộ Đèn"] and 'aria-sort="ascending"' in up
        assert "?xep=-ten" in up
        down = text(reader.get(here, {"xep": "-ten"}))
        assert rows_in(down) == ["Chi bộ Đèn", "Chi bộ Bàn", "Chi bộ Ấm"] and 'aria-sort="descending"' in down
        assert rows_in(text(reader.get(here, {"xep": "la"}))) == rows_in(plain)

    def test_a_revoked_row_stays_struck_and_explained(self, award_round, reader):
        item = award_round(
            [
                "Chi bộ Còn",
                {
                    "recipient_name": "Chi bộ Thôi",
                    "status": "revoked",
                    "revoked_by": "31-QĐ/ĐUK",
                    "revoked_reason": "Số liệu sai",
                },
            ]
        )
        page = text(reader.get(item.get_absolute_url()))
        assert '<tr class="struck">' in page and "Đã hủy bỏ" in page and "31-QĐ/ĐUK" in page and "Số liệu sai" in page
        assert "1 chi bộ được khen" in page
        assert "1 chi bộ</span>" in text(reader.get("/khen-thuong/"))

    def test_an_individual_leads_to_their_unit(self, award_round, tree, reader):
        item = award_round(
            [{"recipient_name": "Trần Thị Mơ (minh họa)", "recipient_kind": "individual", "position": "Chuyên viên",
              "parent_name": "Đảng bộ Viện B", "organization": tree[0]}]
        )  # fmt: skip
        page = text(reader.get(item.get_absolute_url()))
        assert f'<a href="{tree[0].get_absolute_url()}">Đảng bộ Viện B</a>' in page and "Chuyên viên" in page
        assert "1 cá nhân" in text(reader.get("/khen-thuong/"))

    def test_many_rows_are_paged_and_an_absurd_page_is_404(self, award_round, reader):
        item = award_round([f"Chi bộ {number}" for number in range(101)])
        here = item.get_absolute_url()
        assert len(rows_in(text(reader.get(here)))) == 100
        assert rows_in(text(reader.get(here, {"trang": 2}))) == ["Chi bộ 100"]
        for absurd in ("3", "0", "x", "9" * 30):
            assert reader.get(here, {"trang": absurd}).status_code == 404
        assert reader.get(here, {"la": "x", "utm_source": "y"}).status_code == 200

    def test_a_wrong_slug_leads_to_the_right_one(self, award_round, reader):
        item = award_round(["Chi bộ A"])
        answer = reader.get(f"/khen-thuong/khac-{item.pk}/")
        assert (answer.status_code, answer["Location"]) == (301, item.get_absolute_url())
        assert reader.get("/khen-thuong/khac-999999999999999999999/").status_code == 404

    def test_fifty_rows_cost_ten_statements_and_sixty_kilobytes(
        self, award_round, tree, reader, django_assert_max_num_queries
    ):
        rows = [
            {"recipient_name": f"Chi bộ Phòng số {number} (minh họa)", "parent_name": f"Đảng bộ Cơ quan {number % 10} (minh họa)",
             "organization": tree[1], "achievement": "Một việc cụ thể, kiểm đếm được, có người làm chứng"}
            for number in range(50)
        ]  # fmt: skip
        item = award_round(rows)
        reader.get(item.get_absolute_url())
        pagecache.clear_pages()
        with django_assert_max_num_queries(10):
            page = reader.get(item.get_absolute_url())
        assert len(page.content) <= 60 * 1024

    def test_three_rows_cost_what_one_costs(self, award_round, tree, reader):
        def row(number):
            return {"recipient_name": f"Chi bộ {number}", "parent_name": "Đảng bộ B", "organization": tree[number % 2]}

        one, three = award_round([row(0)]), award_round([row(number) for number in range(3)])
        assert missed(one.get_absolute_url()) == missed(three.get_absolute_url()) == 7


class TestFiles:
    def test_the_list_as_xlsx_and_csv(self, award_round, reader):
        item = award_round(
            [{"recipient_name": "Chi bộ A", "parent_name": "Đảng bộ B", "achievement": "Tốt"}, "Chi bộ C"]
        )
        book = openpyxl.load_workbook(io.BytesIO(reader.get(f"{item.get_absolute_url()}danh-sach.xlsx").content))
        lines = [list(line) for line in book.active.iter_rows(values_only=True)]
        answer = reader.get(f"{item.get_absolute_url()}danh-sach.csv")
        assert answer.content.startswith(b"\xef\xbb\xbf") and answer["Content-Disposition"].endswith('.csv"')
        same = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert (
            lines[0]
            == same[0]
            == ["STT", "Tên", "Chức vụ", "Đơn vị cấp trên", "Hình thức", "Thành tích", "Giai đoạn", "Tình trạng"]
        )
        assert lines[1] == [1, "Chi bộ A", None, "Đảng bộ B", "Bằng khen", "Tốt", "2021-2023", "Còn hiệu lực"]
        assert same[1] == ["1", "Chi bộ A", "", "Đảng bộ B", "Bằng khen", "Tốt", "2021-2023", "Còn hiệu lực"]
        assert len(lines) == len(same) == 3

    @pytest.mark.parametrize("sign", ["=", "+", "-", "@", " =", "\t="])
    def test_no_cell_is_a_formula(self, award_round, reader, sign):
        evil = f'{sign}HYPERLINK("http://x","y")'
        item = award_round([{"recipient_name": evil, "achievement": evil}])
        book = openpyxl.load_workbook(io.BytesIO(reader.get(f"{item.get_absolute_url()}danh-sach.xlsx").content))
        cells = [cell for line in book.active.iter_rows(min_row=2) for cell in line if cell.value]
        assert all(cell.data_type != "f" for cell in cells) and cells[1].value.startswith("'")
        found = reader.get("/khen-thuong/tra-cuu/ket-qua.csv", {"q": "hyperlink"}).content.decode("utf-8-sig")
        assert list(csv.reader(io.StringIO(found)))[1][1].startswith("'")


class TestTheList:
    def test_given_and_received_by_form_and_year(self, award_round, reader):
        award_round(["Chi bộ A"], title="Đợt bằng khen (minh họa)")
        award_round(
            ["Đảng bộ Khối"], title="Nhận huân chương (minh họa)", form="Huân chương Lao động", direction="received",
            issued_on=date(2017, 4, 9),
        )  # fmt: skip
        page = text(reader.get("/khen-thuong/"))
        assert page.index("Đợt bằng khen") < page.index("Nhận huân chương") and "Được tặng" in page
        assert "từ năm 2017" in page and "<b>2</b> đợt khen thưởng" in page
        form = AwardForm.objects.get(name="Huân chương Lao động").pk
        for asked in ({"hinhthuc": form}, {"nam": 2017}, {"huong": "nhan"}, {"q": "huan chuong"}):
            found = text(reader.get("/khen-thuong/", asked))
            assert "<b>1</b> đợt khen thưởng" in found and "Đợt bằng khen" not in found, asked
        for asked in ({"hinhthuc": "x"}, {"nam": "99999"}, {"huong": "?"}, {"la": 1}):
            assert "<b>2</b> đợt khen thưởng" in text(reader.get("/khen-thuong/", asked)), asked
        assert "bỏ điều kiện “Năm: 2017”" in text(reader.get("/khen-thuong/", {"nam": 2017, "q": "bang khen"}))

    def test_without_a_round_it_says_so(self, reader):
        assert "Chưa có đợt khen thưởng nào ở đây." in text(reader.get("/khen-thuong/"))


class TestTheLookUp:
    def test_by_name_without_marks_and_by_former_names(self, award_round, tree, reader):
        award_round(
            [
                {
                    "recipient_name": "Chi bộ Phòng Tư liệu (minh họa)",
                    "parent_name": "Đảng bộ Viện B",
                    "organization": tree[1],
                }
            ]
        )
        award_round(
            [
                {
                    "recipient_name": "Chi bộ Phòng Thư viện (minh họa)",
                    "organization": tree[1],
                    "status": "revoked",
                    "revoked_by": "9-QĐ",
                }
            ]
        )
        for asked in ("phong thu vien", "PHÒNG THƯ VIỆN", "phòng tư liệu", "tu lieu phong"):
            page = text(reader.get("/khen-thuong/tra-cuu/", {"q": asked}))
            assert "<b>2</b> lần được khen" in page, asked
        page = text(reader.get("/khen-thuong/tra-cuu/", {"q": "phong thu vien"}))
        assert "Tên cũ của Chi bộ Phòng Thư viện (minh họa)" in page and "<mark>Thư</mark>" in page
        assert "Đã hủy bỏ" in page and 'class="struck"' in page and "noindex" in page

    def test_no_hit_suggests_the_nearest_and_says_since_when(self, award_round, reader):
        award_round(["Chi bộ Phòng Thư viện"], issued_on=date(2019, 1, 2))
        page = text(reader.get("/khen-thuong/tra-cuu/", {"q": "phong tho vien"}))
        assert (
            "Chưa thấy “phong tho vien”" in page
            and "<b>Phòng Thư viện</b></a> (1 kết quả)" in page
            and "từ năm 2019" in page
        )
        assert "Có phải bạn tìm" not in text(reader.get("/khen-thuong/tra-cuu/", {"q": "xyzzy"}))

    @pytest.mark.parametrize("asked", ["", "   ", "???", "%", "a" * 500, "'; drop", "\x00"])
    def test_strange_questions_are_answered_calmly(self, award_round, reader, asked):
        award_round(["Chi bộ A"])
        assert reader.get("/khen-thuong/tra-cuu/", {"q": asked}).status_code in (200, 400)
        assert reader.get("/khen-thuong/tra-cuu/ket-qua.csv", {"q": asked}).status_code in (200, 400)

    def test_nothing_asked_lists_nobody(self, award_round, reader):
        award_round(["Chi bộ Quetzalcoatl"])
        assert "Quetzalcoatl" not in text(reader.get("/khen-thuong/tra-cuu/"))
        assert "Quetzalcoatl" not in text(reader.get("/khen-thuong/tra-cuu/ket-qua.csv"))


class TestNothingLeaks:
    @pytest.fixture
    def hidden(self, award_round, tree, approver):
        """A round in every state that no reader may see, each with a row that carries the word."""
        row = {
            "recipient_name": f"Chi bộ {WORD}",
            "parent_name": f"Đảng bộ {WORD}",
            "organization": tree[1],
            "achievement": WORD,
        }
        titled = {"title": f"Đợt {WORD} (minh họa)", "summary": WORD}
        later = award_round([row], **titled)
        AwardRound.objects.filter(pk=later.pk).update(publish_at=timezone.now() + timedelta(days=1))
        over = award_round([row], **titled)
        AwardRound.objects.filter(pk=over.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
        withdrawn = award_round([row], **titled)
        workflow.withdraw(item=withdrawn, actor=approver, note=WORD)
        trashed = award_round([row], state=State.NEW, **titled)
        AwardRound.objects.filter(pk=trashed.pk).update(trashed_at=timezone.now())
        rounds = [award_round([row], state=State.NEW, **titled), later, over, withdrawn, trashed]
        pagecache.clear()
        return rounds

    def test_by_no_address_of_readers(self, hidden, tree, reader):
        addresses = [
            "/", "/khen-thuong/", f"/khen-thuong/?q={WORD}", f"/khen-thuong/tra-cuu/?q={WORD}", "/khen-thuong/rss/",
            f"/khen-thuong/tra-cuu/ket-qua.csv?q={WORD}", f"/tim-kiem/?q={WORD}", "/sitemap-trang.xml", "/so-do/",
            *(one.get_absolute_url() for one in tree),
        ]  # fmt: skip
        for item in hidden:
            addresses += [f"/khen-thuong/x-{item.pk}/{name}" for name in ("", "danh-sach.xlsx", "danh-sach.csv")]
        for address in addresses:
            answer = reader.get(address)
            assert answer.status_code in (200, 404, 410), address
            asked = answer.content.decode(errors="replace").replace(f'value="{WORD}"', "").replace(f"“{WORD}”", "")
            body = asked.replace(f"q={WORD}", "").replace(f": {WORD}", "")
            assert WORD not in body, address
        codes = [reader.get(item.get_absolute_url()).status_code for item in hidden]
        assert codes == [404, 404, 404, 410, 404]

    def test_what_is_out_is_found_everywhere(self, award_round, tree, reader):
        item = award_round(
            [{"recipient_name": f"Chi bộ {WORD}", "organization": tree[1]}], title="Đợt đã đăng (minh họa)"
        )
        for address in (f"/khen-thuong/tra-cuu/?q={WORD}", tree[1].get_absolute_url(), tree[0].get_absolute_url()):
            assert WORD in text(reader.get(address)), address
        assert item.title in text(reader.get(f"/tim-kiem/?q={WORD}"))
        for address in ("/khen-thuong/rss/", "/", "/so-do/", "/khen-thuong/"):
            assert item.title in text(reader.get(address)), address
        assert item.get_absolute_url() in text(reader.get("/sitemap-trang.xml"))
        data = text(reader.get(item.get_absolute_url()))
        assert '"ItemList"' in data and '"BreadcrumbList"' in data

    def test_the_preview_shows_the_round_as_it_will_be(self, award_round, client_of, approver):
        item = award_round(["Chi bộ Sắp tới"], state=State.NEW)
        page = text(Client().get(preview.link(item, item.working_revision)))
        assert "Bản xem trước" in page and "Chi bộ Sắp tới" in page and "danh-sach.xlsx" not in page
