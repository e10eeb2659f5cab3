"""The results page as a reader meets it."""

import pytest

from publishing.models import Section

pytestmark = pytest.mark.django_db


def test_hits_are_marked_counted_and_not_for_search_engines(published, reader):
    published(title="Tặng bằng khen cho 50 chi bộ (minh họa)", body="<p>Lễ trao <em>bằng khen</em> &amp; hoa.</p>")
    page = reader.get("/tim-kiem/?q=bang+khen")
    text = page.content.decode()
    assert page.status_code == 200
    assert "Tặng <mark>bằng khen</mark> cho 50 chi bộ (minh họa)" in text
    assert "Lễ trao <mark>bằng khen</mark> &amp; hoa." in text
    assert '<p class="muted" role="status"><b>1</b> kết quả cho “bang khen”.</p>' in text
    assert '<meta name="robots" content="noindex,follow">' in text
    assert [(group["legend"], [(one["label"], one["count"]) for one in group["choices"]]) for group in page.context["groups"]] == [
        ("Loại", [("Tin bài", 1)]),
        ("Thời gian", [("7 ngày qua", 1), (f"Năm {page.context['page'].object_list[0].publish_at.year}", 1)]),
        ("Chuyên mục", [("Xây dựng Đảng", 1)]),
    ]  # fmt: skip


def test_whoever_typed_marks_is_told_that_none_are_needed(published, reader):
    published(title="Tặng bằng khen (minh họa)")
    assert reader.get("/tim-kiem/?q=bằng khen").context["folded_query"] == "bang khen"
    assert reader.get("/tim-kiem/?q=bang khen").context["folded_query"] == ""
    assert reader.get('/tim-kiem/?q="bằng khen"').context["folded_query"] == ""


def test_conditions_narrow_stay_chosen_and_can_be_dropped(published, reader, section):
    published(title="Giao ban (minh họa)")
    Section.objects.create(name="Dân vận", slug="dan-van")
    page = reader.get("/tim-kiem/?q=giao+ban&muc=xay-dung-dang&loai=article")
    assert (len(page.context["page"].object_list), page.context["active_count"]) == (1, 2)
    assert [one["chosen"] for group in page.context["groups"] for one in group["choices"]] == [True, False, False, True]
    page = reader.get("/tim-kiem/?q=giao+ban&muc=dan-van&nam=1999")
    text = page.content.decode()
    assert page.status_code == 200
    assert "Không tìm thấy “giao ban”" in text
    assert page.context["drop_links"] == [
        ("Năm 1999", "?q=giao+ban&muc=dan-van"),
        ("Dân vận", "?q=giao+ban&nam=1999"),
    ]
    assert "bỏ điều kiện lọc “Dân vận”" in text
    assert page.context["suggestion"] is None


def test_nothing_found_suggests_what_was_meant(published, reader, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        published(title="Hội nghị trực tuyến (minh họa)")
    page = reader.get("/tim-kiem/?q=hội ngị trực tuyến")
    text = page.content.decode()
    assert page.status_code == 200
    assert '<meta name="robots" content="noindex,follow">' in text
    assert page.context["suggestion"] == {
        "text": "hội nghị trực tuyến",
        "count": 1,
        "url": "?q=h%E1%BB%99i+ngh%E1%BB%8B+tr%E1%BB%B1c+tuy%E1%BA%BFn",
    }
    assert "Có phải bạn muốn tìm" in text and "(1 kết quả)?" in text
    assert reader.get("/tim-kiem/" + page.context["suggestion"]["url"]).context["page"].paginator.count == 1


def test_further_pages_carry_the_conditions_along(published, reader):
    for number in range(11):
        published(title=f"Giao ban {number} (minh họa)")
    page = reader.get("/tim-kiem/?q=giao+ban&loai=article&la=x")
    assert 'href="?q=giao+ban&amp;loai=article&amp;trang=2"' in page.content.decode()
    assert len(reader.get("/tim-kiem/?q=giao+ban&loai=article&trang=2").context["page"].object_list) == 1


@pytest.mark.parametrize("number", ["0", "-1", "2", "x", "1.5", "01", "999999", "9" * 40, "٣", "", "1 "])
def test_a_page_that_is_not_there_is_404(reader, number):
    status = reader.get("/tim-kiem/", {"q": "giao ban", "trang": number}).status_code
    assert status == (200 if number == "" else 404)


@pytest.mark.parametrize(
    "query",
    [
        "", " ", "?!", "\x00", 'a"b', '"', "(((", "OR AND NOT", "a*", "%27%22", "<script>alert(1)</script>", "x" * 9000, "🎉",
        "tw ubkt " * 90, "' UNION SELECT 1 --",
    ],
)  # fmt: skip
def test_nothing_typed_is_an_error_and_all_of_it_is_shown_as_text(published, reader, query):
    published()
    page = reader.get("/tim-kiem/", {"q": query})
    assert page.status_code == 200
    assert len(page.context["query"]) <= 200
    assert "<script>alert" not in page.content.decode()


def test_a_query_of_signs_alone_is_told_what_to_type(reader):
    page = reader.get("/tim-kiem/?q=?!")
    assert page.context["problem"] == "Hãy gõ ít nhất một chữ cái hoặc chữ số."
    assert "Hãy gõ ít nhất một chữ cái hoặc chữ số." in page.content.decode()


@pytest.mark.parametrize(
    "given", ["loai=x", "muc=khong-co", "nam=abc", "nam=20245", "nam=-1", "loai=&muc=&nam=", "la=1", "nam=%00"]
)
def test_unknown_conditions_count_as_absent(published, reader, given):
    published(title="Giao ban (minh họa)")
    page = reader.get(f"/tim-kiem/?q=giao+ban&{given}")
    assert (page.status_code, len(page.context["page"].object_list), page.context["active_count"]) == (200, 1, 0)


def test_the_page_stays_within_its_queries(published, reader, django_assert_num_queries):
    for number in range(3):
        published(title=f"Giao ban {number} (minh họa)")
    reader.get("/tim-kiem/?q=giao+ban")
    with django_assert_num_queries(4):
        reader.get("/tim-kiem/?q=giao+ban")


def test_a_wrong_address_offers_what_is_near_it(published, reader):
    published(title="Chi bộ nhỏ, cách làm mới (minh họa)")
    page = reader.get("/bai-viet/chi-bo-nho-cach-lam-mo-4321/")
    text = page.content.decode()
    assert page.status_code == 404
    assert [hit.title for hit in page.context["suggestions"]] == ["Chi bộ nhỏ, cách làm mới (minh họa)"]
    assert "Có phải bạn tìm" in text and 'value="chi bo nho cach lam mo"' in text
    assert reader.get("/wp-login.php").context["suggestions"] == []


def test_the_acronyms_are_kept_by_the_desk(client_of, editor, reporter, published, reader):
    published(title="Ban Biên soạn lịch sử họp (minh họa)")
    assert reader.get("/tim-kiem/?q=bbsls").context["page"].paginator.count == 0
    add = "/quan-tri/search/acronym/add/"
    assert client_of(reporter).get(add).status_code in (403, 404)
    browser = client_of(editor)
    page = browser.post(add, {"short": "…", "meaning": "một"})
    assert page.context["adminform"].form.errors == {
        "short": ["Hãy ghi chữ viết tắt bằng chữ cái hoặc chữ số, ví dụ UBKT."],
        "meaning": ["Hãy ghi đủ nghĩa, ít nhất hai chữ, ví dụ ủy ban kiểm tra."],
    }
    assert browser.post(add, {"short": "bbsls", "meaning": "ban biên soạn lịch sử"}).status_code == 302
    page = browser.post(add, {"short": "BBSLS", "meaning": "ban biên soạn lịch sử"})
    assert page.context["adminform"].form.errors["short"] == ["Đã có “bbsls” (ban biên soạn lịch sử). Hãy sửa mục đó."]
