"""The log: it keeps names, and the database refuses to change or delete a line."""

import re

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from accounts import append_only, log
from accounts.models import LogEntry
from publishing.states import TRANSITIONS

APPS = ("accounts", "publishing", "articles", "khoi_portal", "media", "search")

pytestmark = pytest.mark.django_db


@pytest.fixture
def sealed(db):
    append_only.install(connection, LogEntry._meta.db_table)
    yield
    append_only.remove(connection, LogEntry._meta.db_table)


def test_a_line_keeps_the_names_of_its_moment(reporter, section):
    log.record(actor=reporter, verb="changed", target=section, note="Đổi tên")
    reporter.full_name = "Tên khác"
    reporter.save()
    section.name = "Chuyên mục khác"
    section.save()
    line = log.entries_of(section).get()
    assert (line.actor_name, line.target_label, line.note) == ("phongvien (minh họa)", "Xây dựng Đảng", "Đổi tên")


def test_what_nobody_did_was_done_by_the_system():
    assert log.record(actor=None, verb="purged").actor_name == "hệ thống"


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_a_line(sealed, reporter, change):
    log.record(actor=reporter, verb="changed", note="như cũ")
    lines = LogEntry.objects.all()
    with pytest.raises(DatabaseError, match="nhat ky chi duoc ghi them"), transaction.atomic():
        lines.update(note="đã sửa") if change == "update" else lines._raw_delete(lines.db)
    assert [line.note for line in LogEntry.objects.all()] == ["như cũ"]


def test_sealing_twice_and_writing_on_is_possible(sealed, reporter):
    append_only.install(connection, LogEntry._meta.db_table)
    log.record(actor=reporter, verb="saved")
    assert LogEntry.objects.filter(verb="saved").count() == 1


def test_every_verb_that_is_recorded_has_words():
    """The log is read by people: no code name reaches them."""
    files = [file for app in APPS for file in (settings.BASE_DIR / app).rglob("*.py")]
    recorded = {verb for file in files for verb in re.findall(r'\bverb="([a-z_]+)"', file.read_text())}
    assert {"purged", "image_added", "front_page_added"} <= recorded
    assert [verb for verb in sorted({*TRANSITIONS, *recorded}) if log.in_words(verb) == verb] == []
