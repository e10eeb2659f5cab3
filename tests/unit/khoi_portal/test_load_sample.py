"""The sample portal: complete, repeatable, and no link in it leads nowhere."""

import re
from collections import Counter

import pytest
from django.core.management import call_command

from accounts.models import User
from accounts.roles import Role
from articles.models import Article
from documents.models import Document
from khoi_portal.models import MenuItem
from khoi_portal.sample import loading, reading
from publishing import wording
from publishing.models import Section

pytestmark = pytest.mark.django_db


@pytest.fixture
def sample(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    call_command("load_sample", only_if_empty=True, verbosity=0)
    return tmp_path


def counts():
    return {model: model.objects.count() for model in (User, Article, Document, Section, MenuItem)}


def test_the_sample_is_complete_repeatable_and_leads_nowhere_dead(sample, reader):
    assert {user.username: sorted(user.roles) for user in User.objects.all()} == {
        "congtacvien": [Role.CONTRIBUTOR], "phongvien": [Role.REPORTER], "bientap": [Role.EDITOR],
        "thukytoasoan": [Role.MANAGING_EDITOR], "duyet": [Role.APPROVER], "kiemduyet": [Role.MODERATOR],
        "tulieu": [Role.PICTURE_EDITOR], "khenthuong": [Role.AWARDS_MANAGER], "quantri": [Role.ADMINISTRATOR],
        "giamsat": [Role.AUDITOR],
    }  # fmt: skip
    file = sample / "sample-accounts"
    assert oct(file.stat().st_mode)[-3:] == "600"
    name, password = file.read_text().splitlines()[0].split()[:2]
    assert User.objects.get(username=name).check_password(password)

    states = Counter(wording.state(item).label for item in Article.objects.select_related("working_revision"))
    assert states == {
        "Đã xuất bản": 27, "Nháp": 1, "Chờ biên tập": 1, "Chờ duyệt": 1, "Trả lại": 1, "Hẹn giờ": 1, "Hết hạn": 1,
        "Đã gỡ": 1, "Lưu trữ": 1, "Thùng rác": 1,
    }  # fmt: skip

    states = Counter(wording.state(item).label for item in Document.objects.select_related("working_revision"))
    assert states == {"Đã xuất bản": 11, "Chờ duyệt": 1}
    assert not Document.objects.filter(files=None).exists()
    about = ("documents", "events", "award_rounds")
    assert [Article.objects.exclude(**{name: None}).distinct().count() for name in about] == [10, 6, 2]

    before, kept = counts(), file.read_text()
    call_command("load_sample", verbosity=0)
    assert (counts(), file.read_text()) == (before, kept)

    links = set(re.findall(r'href="(/[^"#]*)"', reader.get("/").content.decode()))
    links |= {item.url for item in MenuItem.objects.all()}
    links = {link for link in links if not link.startswith("/static/")}
    assert len(links) > 30
    assert {link: reader.get(link).status_code for link in sorted(links)} == dict.fromkeys(sorted(links), 200)


def test_sample_content_never_goes_into_a_database_that_holds_anything(db, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    User.objects.create(username="da-co")
    call_command("load_sample", only_if_empty=True, verbosity=0)
    assert not loading.is_empty()
    assert (User.objects.count(), Article.objects.count()) == (1, 0)


def test_titles_have_the_length_of_headlines():
    lengths = [len(text.headers["tít"]) for text in reading.read("articles")]
    assert len(lengths) == 36
    assert max(lengths) <= 150
