"""Ways around a rule that the front door keeps: another screen, another order of steps, a page left open, a form that saves itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import log
from accounts.roles import Role
from articles.models import Article, Author, Keyword
from articles.naming import keyword_named
from khoi_portal import front_page
from khoi_portal.models import HomeSlot
from publishing import pagecache, revisions, rules, workflow
from publishing.generations import generations
from publishing.models import Section, SectionRight

pytestmark = pytest.mark.django_db


@pytest.fixture
def elsewhere(db):
    return Section.objects.create(name="Đoàn thể", slug="doan-the")


@pytest.fixture
def narrowed(person, section):
    """narrowed("lan", Role.EDITOR): whose rights end with the first section."""

    def make(username, *roles):
        user = person(username, *roles)
        SectionRight.objects.create(user=user, section=section)
        return user

    return make


def address(item, view):
    return f"/quan-tri/articles/article/{item.pk}/{view}/"


def fields(item, **more):
    item.refresh_from_db()
    return {
        "title": item.title, "summary": item.summary, "body": item.body, "section": item.section_id or "",
        "based_on": item.version,
    } | more  # fmt: skip


def later(**of):
    return (timezone.now() + timedelta(**of)).isoformat()


# --- a form that saves itself -----------------------------------------------------------------------------
def test_saving_by_itself_adds_no_correction_and_makes_no_half_names(draft, reporter, client_of):
    item = draft()
    keyword_named("bằng khen")
    client = client_of(reporter)
    typed = {
        "correction_text": "Số đúng là 50.",
        "correction_date": "1/11/2026",
        "keywords": "bằng khen, chuyển đ",
        "authors": "Thu H",
    }
    for _ in range(2):
        assert client.post(address(item, "tu-luu"), fields(item, **typed)).status_code == 200
    item.refresh_from_db()
    assert item.working_revision.data["corrections"] == []
    assert (Author.objects.count(), [one.name for one in Keyword.objects.all()]) == (0, ["bằng khen"])
    typed |= {"keywords": "bằng khen, chuyển đổi số", "authors": "Thu Hằng"}
    assert client.post(address(item, "change"), fields(item, **typed)).status_code == 302
    item.refresh_from_db()
    assert item.working_revision.data["corrections"] == [{"date": "2026-11-01", "text": "Số đúng là 50."}]
    assert [one.pen_name for one in item.authors.all()] == ["Thu Hằng"]
    assert sorted(one.name for one in item.keywords.all()) == ["bằng khen", "chuyển đổi số"]


def test_a_form_that_is_refused_makes_no_names(draft, reporter, client_of):
    item = draft()
    wrong = fields(item, title="", authors="Người chưa có")
    assert client_of(reporter).post(address(item, "change"), wrong).status_code == 422
    assert Author.objects.count() == 0


# --- titles of others' drafts -----------------------------------------------------------------------------
def test_a_hidden_piece_cannot_be_named_as_related_to_learn_its_title(draft, person, client_of, editor):
    secret = draft(title="Nhân sự mật chưa công bố (minh họa)")
    contributor = person("congtacvien", Role.CONTRIBUTOR)
    mine = draft(actor=contributor)
    client, typed = client_of(contributor), f"/bai-viet/x-{secret.pk}/"
    page = client.post(address(mine, "change"), fields(mine, related=typed))
    assert page.status_code == 422
    assert "không phải địa chỉ một bài" in page.content.decode() and "nhan-su-mat" not in page.content.decode()
    assert client_of(editor).post(address(mine, "change"), fields(mine, related=typed)).status_code == 302


def test_the_front_page_board_shows_only_what_its_keeper_may_read(draft, published, narrowed, client_of, elsewhere):
    hidden = draft(title="Quetzal ẩn (minh họa)", section=elsewhere.pk)
    public = published(title="Quetzal đã đăng (minh họa)", section=elsewhere.pk)
    client = client_of(narrowed("thuky", Role.MANAGING_EDITOR))
    page = client.get("/quan-tri/khoi_portal/homeslot/?q=quetzal").content.decode()
    assert public.title in page and hidden.title not in page
    add = {"viec": "them", "cho": "lead"}
    assert client.post("/quan-tri/khoi_portal/homeslot/", add | {"so": hidden.pk}).status_code == 404
    assert client.post("/quan-tri/khoi_portal/homeslot/", add | {"so": public.pk}).status_code == 302
    assert [slot.article_id for slot in HomeSlot.objects.all()] == [public.pk]


# --- sections ---------------------------------------------------------------------------------------------
def test_nobody_files_a_piece_outside_their_sections(published, narrowed, client_of, elsewhere):
    item = published()
    lan = narrowed("lan", Role.EDITOR)
    page = client_of(lan).post(address(item, "change"), fields(item, section=elsewhere.pk))
    assert page.status_code == 422 and f'<option value="{elsewhere.pk}">' not in page.content.decode()
    with pytest.raises(workflow.PermissionDenied):
        workflow.save_draft(item=item, data=revisions.current_data(item) | {"section": elsewhere.pk}, actor=lan)
    with pytest.raises(workflow.PermissionDenied):
        workflow.save_draft(item=Article(), data={"title": "Mới", "section": elsewhere.pk}, actor=lan)
    assert client_of(lan).post(address(item, "change"), fields(item, title="Tít mới (minh họa)")).status_code == 302


def test_an_approver_cannot_publish_into_a_section_that_is_not_theirs(published, editor, narrowed, elsewhere):
    item = published()
    workflow.save_draft(item=item, data=revisions.current_data(item) | {"section": elsewhere.pk}, actor=editor)
    item = workflow.forward(item=item, actor=editor)
    thu = narrowed("thu", Role.APPROVER)
    assert [rules.may(thu, verb, item) for verb in (rules.READ, "approve", "publish_urgently")] == [True, False, False]


def test_sections_are_a_tree_of_two_levels(client_of, managing_editor, section, elsewhere):
    client = client_of(managing_editor)
    Section.objects.create(name="Sinh hoạt chi bộ", slug="sinh-hoat-chi-bo", parent=section)
    change = f"/quan-tri/publishing/section/{section.pk}/change/"
    data = {"name": section.name, "order": 0, "description": ""}
    for parent, words in ((section, "không thể thuộc chính nó"), (elsewhere, "đang có chuyên mục con")):
        page = client.post(change, data | {"parent": parent.pk})
        assert page.status_code == 200 and words in page.content.decode()
    section.refresh_from_db()
    assert section.parent is None


def test_a_section_that_a_waiting_version_names_is_not_deleted(
    published, editor, managing_editor, client_of, elsewhere
):
    item = published()
    workflow.save_draft(item=item, data=revisions.current_data(item) | {"section": elsewhere.pk}, actor=editor)
    client = client_of(managing_editor)
    client.post(f"/quan-tri/publishing/section/{elsewhere.pk}/delete/", {"post": "yes"})
    chosen = {"_selected_action": elsewhere.pk, "action": "delete_selected", "post": "yes"}
    client.post("/quan-tri/publishing/section/", chosen)
    assert Section.objects.filter(pk=elsewhere.pk).exists()


# --- approval ---------------------------------------------------------------------------------------------
def test_restoring_an_old_version_does_not_wash_off_its_writer(draft, reporter, editor, person):
    both = person("hai-vai", Role.APPROVER)
    item = workflow.submit(item=draft(), actor=reporter)
    item = workflow.save_draft(item=item, data=revisions.current_data(item) | {"body": "<p>Lời.</p>"}, actor=both)
    item = workflow.restore_revision(item=item, number=item.working_revision.number, actor=editor)
    item = workflow.forward(item=item, actor=editor)
    assert not rules.may(both, "approve", item)


def test_a_comparison_left_open_approves_nothing_that_was_not_read(published, editor, approver, client_of):
    item = published()
    workflow.save_draft(item=item, data=revisions.current_data(item) | {"body": "<p>Đã đọc.</p>"}, actor=editor)
    item = workflow.forward(item=item, actor=editor)
    client, decide = client_of(approver), {"viec": "approve", "phien_ban": item.version}
    assert f'name="phien_ban" value="{item.version}"' in client.get(address(item, "so-sanh")).content.decode()
    item = workflow.save_draft(
        item=item, data=revisions.current_data(item) | {"body": "<p>Chưa đọc.</p>"}, actor=editor
    )
    page = client.post(address(item, "viec"), decide, follow=True)
    assert "Hãy đọc lại rồi quyết định." in page.content.decode()
    item.refresh_from_db()
    assert "Chưa đọc" not in item.body
    client.post(address(item, "viec"), decide | {"phien_ban": item.version})
    item.refresh_from_db()
    assert item.body == "<p>Chưa đọc.</p>"


# --- hours ------------------------------------------------------------------------------------------------
def test_an_original_date_never_brings_a_piece_out_before_its_hour(published):
    hour = later(days=1)
    item = published(publish_at=hour, original_date="2023-05-18T10:00:00+07:00")
    assert (item.is_public(), item.publish_at.isoformat()) == (False, timezone.datetime.fromisoformat(hour).isoformat())
    old = published(original_date="2023-05-18T10:00:00+07:00")
    assert timezone.localtime(old.publish_at).isoformat() == "2023-05-18T10:00:00+07:00"


def test_an_original_date_that_has_not_come_is_refused(draft, reporter, client_of):
    item = draft()
    day = timezone.localdate() + timedelta(days=2)
    typed = {"original_date_ngay": f"{day:%d/%m/%Y}", "original_date_gio": "07:00"}
    page = client_of(reporter).post(address(item, "change"), fields(item, **typed))
    assert page.status_code == 422 and "Ngày đăng gốc chưa tới." in page.content.decode()


def test_a_piece_taken_back_before_its_hour_was_never_there(published, approver, reader):
    item = workflow.withdraw(item=published(publish_at=later(days=1)), actor=approver, note="Hoãn.")
    assert reader.get(item.get_absolute_url()).status_code == 404
    out = workflow.withdraw(item=published(), actor=approver, note="Sai.")
    assert reader.get(out.get_absolute_url()).status_code == 410


@pytest.mark.parametrize("held", [True, False])
def test_the_front_page_does_not_outlive_a_held_place_or_its_board(
    published, managing_editor, django_capture_on_commit_callbacks, held
):
    slot = front_page.put(article=published(), place="lead", by=managing_editor)
    until = timezone.now() + timedelta(seconds=60)
    if held:
        front_page.hold(slot=slot, until=until, line="", by=managing_editor)
    generations.touch(["home"])
    pagecache._life()  # asked and kept, as by any page before
    with django_capture_on_commit_callbacks(execute=True):
        front_page.put_up(by=managing_editor, at=None if held else until)
    assert pagecache._life() <= until.timestamp()


# --- people -----------------------------------------------------------------------------------------------
def test_a_password_set_by_somebody_else_is_in_the_log(person, client_of):
    administrator, other = person("quantri", Role.ADMINISTRATOR), person("duyet2", Role.APPROVER)
    new = {"password1": "Rat-kho-doan-2026", "password2": "Rat-kho-doan-2026", "usable_password": "true"}
    answer = client_of(administrator).post(f"/quan-tri/accounts/user/{other.pk}/password/", new)
    assert answer.status_code == 302
    assert [(entry.verb, entry.actor) for entry in log.entries_of(other)] == [("password_set", administrator)]
