"""Nhập từ Word in the admin: read, look, correct, confirm. Nothing is written before the confirmation, and then only drafts."""

import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from articles.importing import holding
from articles.models import Article
from media.models import Image
from publishing.models import Section, SectionRight
from publishing.states import Stage, State
from tests.unit.articles import word
from tests.unit.articles.word import LONG, SECOND, document, paragraph

pytestmark = pytest.mark.django_db
TITLE = "Đảng bộ minh họa bàn cách sinh hoạt chuyên đề"
WRITERS = {Role.CONTRIBUTOR, Role.REPORTER, Role.EDITOR, Role.MANAGING_EDITOR, Role.APPROVER}


@pytest.fixture
def address():
    return reverse("admin:articles_article_import")


@pytest.fixture
def desk(client_of, reporter, section):
    return client_of(reporter)


def sent(data, name="bai.docx"):
    file = io.BytesIO(data)
    file.name = name
    return file


def fields(html):
    """The values of the preview's form, as a browser would send them."""
    values = {}
    for tag in re.findall(r"<input[^>]*>", html):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and 'type="file"' not in tag and ('type="checkbox"' not in tag or "checked" in tag):
            empty = "on" if 'type="checkbox"' in tag else ""
            values.setdefault(name[1], []).append(value[1] if value else empty)
    for name, value in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\s?(.*?)</textarea>', html, re.DOTALL):
        values[name] = value
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', html, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        values[name] = chosen[1] if chosen else ""
    values.pop("q", None)
    return values


def preview(desk, address, *files):
    answer = desk.post(
        address, {"viec": "them", "tep": [sent(*file) if isinstance(file, tuple) else sent(file) for file in files]}
    )
    return answer, fields(answer.content.decode())


def field_of(values, name):
    return next(key for key in values if key.endswith(f"-{name}"))


@pytest.mark.parametrize("role", list(Role))
def test_whoever_may_begin_an_article_may_import_one(role, person, client_of, address):
    assert client_of(person("ai", role)).get(address).status_code == (200 if role in WRITERS else 403)


def test_a_stranger_is_sent_to_the_login(reader, address):
    assert reader.get(address).status_code == 302


def test_the_preview_shows_what_was_found_and_writes_nothing(desk, address):
    answer, values = preview(desk, address, word.article())
    html = answer.content.decode()
    assert answer.status_code == 200
    assert (Article.objects.count(), Image.objects.count()) == (0, 0)
    assert values[field_of(values, "title")] == TITLE
    assert values[field_of(values, "authors")] == ["Tường Vi"]
    assert values[field_of(values, "caption_1")] == "Quang cảnh buổi họp minh họa."
    assert html.count('src="data:image/jpeg;base64,') == 1
    assert "2 đoạn" in html and LONG in html
    assert "Dấu hết bài" in html


def test_confirming_makes_a_draft_with_the_corrections(desk, address, reporter, section):
    _, values = preview(desk, address, word.article())
    values[field_of(values, "title")] = "Tít đã sửa (minh họa)"
    values[field_of(values, "caption_1")] = "Chú thích đã sửa."
    answer = desk.post(address, values | {"viec": "nhap"})
    item = Article.objects.get()
    assert answer.headers["Location"] == reverse("admin:articles_article_change", args=[item.pk])
    assert (item.title, item.lead_caption) == ("Tít đã sửa (minh họa)", "Chú thích đã sửa.")
    assert (item.section, item.created_by) == (section, reporter)
    assert (item.state, item.working_revision.stage) == (State.NEW, Stage.DRAFT)
    assert not Article.objects.public().exists()


def test_a_form_sent_twice_makes_one_draft(desk, address):
    _, values = preview(desk, address, word.article())
    desk.post(address, values | {"viec": "nhap"})
    again = desk.post(address, values | {"viec": "nhap"})
    assert Article.objects.count() == 1
    assert "Tệp này đã được nhập hoặc đã chờ quá một ngày." in again.content.decode()


def test_a_claimed_file_is_not_taken_a_second_time(desk, address, reporter):
    _, values = preview(desk, address, word.article())
    held = holding.fetch(values["cho"][0], by=reporter)
    assert (holding.claim(held), holding.claim(held)) == (True, False)
    desk.post(address, values | {"viec": "nhap"})
    assert Article.objects.count() == 0


def test_a_file_that_cannot_be_read_is_named_and_the_others_go_on(desk, address):
    answer, values = preview(
        desk, address, word.article(), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "Bai 3.doc")
    )
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "1 tệp chưa nhập được" in html and "<b>Bai 3.doc</b>: Tệp có mật khẩu hoặc là tệp Word kiểu cũ" in html
    assert len(values["cho"]) == 1


def test_nothing_chosen_is_said_at_once(desk, address):
    answer = desk.post(address, {"viec": "them"})
    assert answer.status_code == 422
    assert "Chưa chọn tệp nào. Hãy chọn ít nhất một tệp." in answer.content.decode()


def test_a_missing_title_is_said_at_its_field_and_nothing_is_lost(desk, address):
    _, values = preview(desk, address, word.article())
    values[field_of(values, "title")] = ""
    values[field_of(values, "summary")] = "Sapo đã sửa."
    answer = desk.post(address, values | {"viec": "nhap"})
    kept = fields(answer.content.decode())
    assert (answer.status_code, Article.objects.count()) == (422, 0)
    assert "Bài chưa có tít. Hãy ghi tít." in answer.content.decode()
    assert kept[field_of(kept, "summary")] == "Sapo đã sửa."


def test_more_files_can_be_added_without_losing_corrections(desk, address):
    _, values = preview(desk, address, word.article())
    values[field_of(values, "title")] = "Tít đã sửa (minh họa)"
    more = sent(
        document(paragraph("Bài thứ hai (minh họa)", style="Title"), paragraph(LONG), paragraph(SECOND)), "hai.docx"
    )
    answer = desk.post(address, values | {"viec": "them", "tep": [more]})
    html = answer.content.decode()
    both = fields(html)
    assert len(both["cho"]) == 2
    assert "Tít đã sửa (minh họa)" in html and "Bài thứ hai (minh họa)" in html
    desk.post(address, both | {"viec": "nhap"})
    assert set(Article.objects.values_list("title", flat=True)) == {"Tít đã sửa (minh họa)", "Bài thứ hai (minh họa)"}


def test_an_article_that_is_there_already_is_named_and_left_unchecked(desk, address):
    data = word.article()
    _, values = preview(desk, address, data)
    desk.post(address, values | {"viec": "nhap"})
    answer, again = preview(desk, address, data)
    html = answer.content.decode()
    assert (
        "Cùng tít, 100 % chữ trùng." in html
        and reverse("admin:articles_article_change", args=[Article.objects.get().pk]) in html
    )
    assert not any(key.endswith("-wanted") for key in again)
    refused = desk.post(address, again | {"viec": "nhap"})
    assert (refused.status_code, Article.objects.count()) == (422, 1)
    desk.post(address, again | {"viec": "nhap", field_of(again, "title").replace("title", "wanted"): "on"})
    assert Article.objects.count() == 2


def test_anothers_article_is_not_opened_to_whoever_may_not_read_it(desk, address, person, client_of):
    data = word.article()
    _, values = preview(desk, address, data)
    desk.post(address, values | {"viec": "nhap"})
    answer, _ = preview(client_of(person("khac", Role.CONTRIBUTOR)), address, data)
    html = answer.content.decode()
    assert "Bài đó của người khác." in html
    assert reverse("admin:articles_article_change", args=[Article.objects.get().pk]) not in html


def test_a_waiting_file_is_nobody_elses(desk, address, person, client_of):
    _, values = preview(desk, address, word.article())
    other = client_of(person("khac", Role.REPORTER))
    answer = other.post(address, values | {"viec": "nhap"})
    assert TITLE not in answer.content.decode().split('role="alert"')[1].split("</div>")[0]
    assert Article.objects.count() == 0


def test_a_forged_token_is_answered_in_words(desk, address):
    answer = desk.post(address, {"viec": "nhap", "cho": ["../../secret", "a:b:c"]})
    assert answer.status_code == 422
    assert "Tệp này đã được nhập hoặc đã chờ quá một ngày." in answer.content.decode()


def test_what_waited_for_a_day_is_swept(desk, address, settings):
    preview(desk, address, word.article())
    waiting = Path(settings.MEDIA_ROOT) / holding.FOLDER
    assert len(list(waiting.iterdir())) == 1
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        assert holding.sweep() == 1
    assert list(waiting.iterdir()) == []


def test_nothing_of_a_waiting_file_is_served(desk, reader, address, settings):
    preview(desk, address, word.article())
    stored = next((Path(settings.MEDIA_ROOT) / holding.FOLDER).iterdir())
    for client in (desk, reader):
        assert client.get(f"/tep/{holding.FOLDER}/{stored.name}").status_code == 404


def test_rights_narrowed_to_sections_narrow_the_choice(desk, address, reporter, section):
    Section.objects.create(name="Chuyên mục khác", slug="khac")
    SectionRight.objects.create(user=reporter, section=section)
    answer, values = preview(desk, address, word.article())
    assert "Chuyên mục khác" not in answer.content.decode()
    assert values[field_of(values, "section")] == str(section.pk)


def test_a_saved_page_finds_the_pictures_sent_with_it(desk, address):
    page = (
        f"<html><body><article><h1>{TITLE}</h1><p>{SECOND}</p><figure><img src='bai_files/hop.jpg'><figcaption>Một.</figcaption>"
        f"</figure><p>{LONG}</p></article></body></html>"
    )
    _, values = preview(desk, address, (page.encode(), "bai.html"), (word.jpeg(), "hop.jpg"))
    assert len(values["cho"]) == 1
    desk.post(address, values | {"viec": "nhap"})
    assert Article.objects.get().lead_caption == "Một."
    assert Image.objects.count() == 1
