"""What was found goes into the newsroom by the verbs: one draft, pictures once, nothing left behind where it fails."""

import io
import json
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from accounts import log
from accounts.models import LogEntry
from articles.importing import import_found, read_file, similar_articles
from articles.models import Article, Author
from media.models import AssetUse, Image
from publishing.models import Section
from publishing.states import Stage, State
from tests.unit.articles import word
from tests.unit.articles.word import LONG, SECOND, document, paragraph, photo

pytestmark = pytest.mark.django_db
TITLE = "Đảng bộ minh họa bàn cách sinh hoạt chuyên đề"


def files_in(folder):
    return sorted(str(path) for path in Path(folder).rglob("*") if path.is_file())


def stored():
    return (Article.objects.count(), Image.objects.count(), Author.objects.count(), LogEntry.objects.count())


def found_in(data, name="bai.docx"):
    return read_file(data, name=name)


@pytest.fixture
def file(tmp_path):
    """file(data, name): a file on disk."""

    def make(data, name="bai.docx"):
        path = tmp_path / name
        path.write_bytes(data)
        return str(path)

    return make


def run(*args):
    """What the command says: standard output, standard error, exit code."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import_article", *args, stdout=out, stderr=err)
    except SystemExit as left:
        return out.getvalue(), err.getvalue(), left.code
    return out.getvalue(), err.getvalue(), 0


def test_a_draft_has_every_part_and_its_pictures_lie_in_the_library(section, reporter):
    blocks = (
        paragraph(TITLE, style="Title"), paragraph(SECOND, bold=True), paragraph(inner=photo(1)),
        paragraph("Quang cảnh minh họa. Ảnh: Tường Vi", style="Caption"), paragraph(LONG), paragraph(inner=photo(2)),
        paragraph("Bàn họp minh họa.", style="Caption"), paragraph(LONG), paragraph("Thanh Trúc", align="right"),
    )  # fmt: skip
    done = import_found(
        found_in(document(*blocks, images=[word.jpeg(), word.jpeg(260)])),
        section=section,
        actor=reporter,
        file_name="bai.docx",
    )
    item = Article.objects.get()
    lead, other = Image.objects.order_by("pk")
    assert done.article == item and done.images == [lead, other]
    assert (item.title, item.summary, item.section, item.state) == (TITLE, SECOND, section, State.NEW)
    assert item.working_revision.stage == Stage.DRAFT
    assert (
        item.body
        == f'<p>{LONG}</p><figure data-image="{other.pk}"><figcaption>Bàn họp minh họa.</figcaption></figure><p>{LONG}</p>'
    )
    assert (item.lead_image, item.lead_caption) == (lead, "Quang cảnh minh họa.")
    assert (lead.caption, lead.photo_credit, lead.alt_text) == ("Quang cảnh minh họa.", "Tường Vi", "")
    assert [author.pen_name for author in item.authors.all()] == ["Thanh Trúc"]
    assert {(use.image_id, use.in_draft) for use in AssetUse.objects.all()} == {(lead.pk, True), (other.pk, True)}
    assert [(entry.verb, entry.note) for entry in log.entries_of(item)] == [
        ("imported", "Nhập từ tệp bai.docx"),
        ("created", ""),
    ]


def test_a_picture_of_the_library_is_used_again_and_keeps_its_words(section, reporter):
    image = word.jpeg()
    import_found(found_in(word.article(image=image)), section=section, actor=reporter, file_name="a.docx")
    Image.objects.update(photo_credit="Người khác", caption="Chú thích của thư viện")
    second = document(
        paragraph("Một bài khác (minh họa)", style="Title"), paragraph(SECOND), paragraph(LONG), paragraph(inner=photo(1)),
        paragraph("Chú thích riêng. Ảnh: Thanh Trúc", style="Caption"), paragraph(LONG), paragraph(inner=photo(2)),
        paragraph("Ảnh hai.", style="Caption"), paragraph(SECOND), images=[image, word.jpeg(260)],
    )  # fmt: skip
    item = import_found(found_in(second), section=section, actor=reporter, file_name="b.docx").article
    kept = Image.objects.order_by("pk").first()
    assert Image.objects.count() == 2
    assert (kept.caption, kept.photo_credit) == ("Chú thích của thư viện", "Người khác")
    own = f'<figure data-image="{kept.pk}" data-credit="Thanh Trúc"><figcaption>Chú thích riêng.</figcaption></figure>'
    assert own in item.body


def test_a_refused_picture_is_a_warning_and_the_article_comes_in(section, reporter):
    data = word.article(image=b"\x89PNG\r\n\x1a\n" + b"x" * 500)
    done = import_found(found_in(data), section=section, actor=reporter, file_name="a.docx")
    assert done.warnings == [
        "Ảnh 1 (Ảnh 1 trong tệp) không nhập được: Ảnh bị hỏng hoặc chưa tải hết. Hãy mở ảnh xem lại, lưu lại rồi chọn lại."
    ]
    assert (done.article.lead_image, done.images, Image.objects.count()) == (None, [], 0)


def test_hostile_markup_ends_as_words(section, reporter):
    html = f"<html><body><article><h1>{TITLE}</h1><p>{SECOND}</p><p>&lt;script&gt;x()&lt;/script&gt; {LONG}</p><p onclick=x>{LONG}</p>"
    item = import_found(found_in(html.encode(), "a.html"), section=section, actor=reporter, file_name="a.html").article
    assert item.body == f"<p>&lt;script&gt;x()&lt;/script&gt; {LONG}</p><p>{LONG}</p>"


def test_whoever_may_not_write_imports_nothing(section, person, settings):
    before = stored()
    with pytest.raises(PermissionDenied):
        import_found(found_in(word.article()), section=section, actor=person("giamsat"), file_name="a.docx")
    assert stored() == before
    assert files_in(settings.MEDIA_ROOT) == []


def test_the_same_title_is_found_with_how_much_is_the_same(section, reporter):
    data = word.article()
    item = import_found(found_in(data), section=section, actor=reporter, file_name="a.docx").article
    assert similar_articles(found_in(data)) == [(item, 100)]
    assert (
        similar_articles(
            found_in(document(paragraph("Tít khác hẳn", style="Title"), paragraph(LONG), paragraph(SECOND)))
        )
        == []
    )


# --- the command --------------------------------------------------------------------------------------
def test_the_command_makes_drafts_nobody_signs_for(file, section):
    out, err, code = run(file(word.article()), "--section", section.slug)
    item = Article.objects.get()
    assert (err, code) == ("", 0)
    assert out == f"bai.docx: đã thành bản nháp “{TITLE}”, 1 ảnh, {item.get_absolute_url()}\n"
    assert (item.created_by, item.state, item.working_revision.stage) == (None, State.NEW, Stage.DRAFT)
    assert [(entry.verb, entry.actor, entry.channel) for entry in log.entries_of(item)] == [
        ("imported", None, "dòng lệnh")
    ]


def test_json_prints_one_object_a_file(file, section):
    files = [file(word.article()), file(f"{SECOND}\n{LONG}".encode(), "b.txt"), file(b"", "c.docx")]
    out, err, code = run(*files, "--section", section.slug, "--json")
    first, second, third = (json.loads(line) for line in out.splitlines())
    item = Article.objects.get(title=TITLE)
    assert first == {
        "file": files[0],
        "id": item.pk,
        "url": item.get_absolute_url(),
        "title": TITLE,
        "figures": 1,
        "warnings": [],
    }
    assert second["warnings"] == ["Tệp không có tít: đã lấy câu đầu của bài. Hãy đặt tít."]
    assert third == {
        "file": files[2], "id": None, "url": None, "title": None, "figures": 0, "warnings": [], "error": "Tệp rỗng. Hãy chọn lại tệp.",
    }  # fmt: skip
    assert (err, code) == ("c.docx: Tệp rỗng. Hãy chọn lại tệp.\n", 1)


def test_a_dry_run_stores_nothing_and_says_the_same(file, section, settings):
    before = stored()
    out, err, code = run(file(word.article()), "--section", section.slug, "--dry-run", "--json")
    assert json.loads(out) | {"file": ""} == {
        "file": "",
        "id": None,
        "url": None,
        "title": TITLE,
        "figures": 1,
        "warnings": [],
    }
    assert (err, code, stored(), files_in(settings.MEDIA_ROOT)) == ("", 0, before, [])


def test_approved_goes_out_by_the_rules_with_the_approvers_name(file, section, approver):
    out, _, code = run(file(word.article()), "--section", section.slug, "--state", "approved", "--as", "duyet")
    item = Article.objects.public().get()
    assert (code, out.startswith("bai.docx: đã đăng")) == (0, True)
    assert [(entry.verb, entry.actor, entry.channel) for entry in log.entries_of(item)] == [
        ("approve", approver, "dòng lệnh"), ("imported", None, "dòng lệnh"),
    ]  # fmt: skip


def test_what_is_not_fit_to_publish_is_not_published_and_leaves_nothing(file, section, approver, settings):
    data = document(
        paragraph(TITLE, style="Title"), paragraph(LONG), paragraph(SECOND), paragraph(inner=photo(1)), paragraph(LONG),
        paragraph(inner=photo(2)), paragraph("Chú thích.", style="Caption"), images=[word.jpeg(), word.jpeg(260)],
    )  # fmt: skip
    before = stored()
    _, err, code = run(file(data), "--section", section.slug, "--state", "approved", "--as", "duyet")
    assert (err, code) == ("bai.docx: Ảnh 1 chưa có chú thích. Hãy ghi ai, ở đâu, lúc nào.\n", 1)
    assert (stored(), files_in(settings.MEDIA_ROOT)) == (before, [])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--section", "xay-dung"], "Không có chuyên mục “xay-dung”. Gần nhất: xay-dung-dang."),
        (["--section", "xay-dung-dang", "--as", "ai"], "Không có tài khoản “ai”."),
        (
            ["--section", "xay-dung-dang", "--state", "approved"],
            "--state approved cần --as TÊN_ĐĂNG_NHẬP của một người có quyền duyệt.",
        ),
        (
            ["--section", "xay-dung-dang", "--state", "approved", "--as", "phongvien"],
            "Tài khoản “phongvien” không có quyền duyệt bài trong chuyên mục “Xây dựng Đảng”.",
        ),
    ],
)
def test_a_wrong_option_is_said_before_any_file_is_read(options, message, file, section, reporter):
    Section.objects.create(name="Tin ngắn", slug="tin-ngan")
    with pytest.raises(CommandError) as refused:
        run(file(word.article()), *options)
    assert str(refused.value) == message
    assert Article.objects.count() == 0


def test_a_second_import_is_a_draft_again_and_names_the_first(file, section):
    path = file(word.article())
    run(path, "--section", section.slug)
    first = Article.objects.get()
    out, _, code = run(path, "--section", section.slug, "--json")
    warning = f"Giống bài đã có: “{TITLE}” (số {first.pk}, 100 % chữ trùng). Hãy xem có phải nhập hai lần không."
    assert (json.loads(out)["warnings"], code, Article.objects.count(), Image.objects.count()) == ([warning], 0, 2, 1)


def test_a_page_takes_only_pictures_from_its_own_folder(tmp_path, section):
    folder = tmp_path / "trang"
    (folder / "bai_files").mkdir(parents=True)
    (folder / "bai_files" / "hop.jpg").write_bytes(word.jpeg())
    (tmp_path / "rieng.jpg").write_bytes(word.jpeg(260))
    page = folder / "bai.html"
    page.write_text(
        f"<html><body><article><h1>{TITLE}</h1><p>{SECOND}</p><p>{LONG}</p><figure>"
        "<img src='bai_files/hop.jpg'><figcaption>Một."
        f"</figcaption></figure><p>{LONG}</p><figure><img src='../rieng.jpg'>"
        "<figcaption>Hai.</figcaption></figure></article></body></html>"
    )
    out, _, code = run(str(page), "--section", section.slug, "--json")
    assert (json.loads(out)["figures"], code, Image.objects.count()) == (1, 0, 1)


def test_the_pen_name_given_goes_before_the_one_in_the_file(file, section):
    run(file(word.article()), "--section", section.slug, "--author", "Thanh Trúc")
    assert [author.pen_name for author in Article.objects.get().authors.all()] == ["Thanh Trúc"]
