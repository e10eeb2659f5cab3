"""Awards in the newsroom: what Quản lý khen thưởng may do and nothing else, decisions that stand on pages that are out, the ladder."""

import pytest
from django.contrib import admin
from django.urls import reverse

from accounts.roles import Role
from awards.models import AwardForm, AwardRound, Commendation, Decision
from publishing import requirements, revisions, workflow
from publishing.states import Stage, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(person):
    return person("khenthuong", Role.AWARDS_MANAGER)


@pytest.fixture
def decision(db):
    return Decision.objects.create(number="12-QĐ/ĐUK", issued_on="2023-05-18", issuer_name="Ban Thường vụ Đảng ủy")


def fields(decision, **more):
    given = {
        "title": "Bằng khen (minh họa)",
        "decision": decision.pk,
        "form": AwardForm.objects.get(name="Bằng khen").pk,
    }
    return revisions.snapshot(AwardRound()) | given | more


def test_the_manager_does_awards_and_nothing_else(manager, client_of):
    browser = client_of(manager)
    menu = [entry.label for entry in browser.get(reverse("admin:index")).context["newsroom_nav"]]
    assert menu == ["Việc của tôi", "Khen thưởng", "Quyết định khen thưởng", "Hình thức khen thưởng"]
    opened = set()
    for model in admin.site._registry:
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        for view in ("changelist", "add"):
            try:
                address = reverse(f"admin:{name}_{view}")
            except Exception:
                continue
            if browser.get(address).status_code == 200:
                opened.add(name)
    assert opened == {"awards_awardround", "awards_decision", "awards_awardform"}


def test_from_draft_to_page_by_four_people(manager, editor, approver, decision, client_of, reader):
    browser = client_of(manager)
    add = reverse("admin:awards_awardround_add")
    sent = {
        "title": "Bằng khen năm 2023 (minh họa)", "direction": "given", "decision": decision.pk, "period": "2023",
        "form": AwardForm.objects.get(name="Bằng khen").pk, "presented_on": "19/5/2023",
    }  # fmt: skip
    browser.post(add, sent)
    item = AwardRound.objects.get()
    assert (item.period, item.decision, str(item.presented_on)) == ("2023", decision, "2023-05-19")
    change = reverse("admin:awards_awardround_change", args=[item.pk])
    lacking = browser.post(change, sent | {"viec": "submit", "based_on": item.version})
    assert lacking.status_code == 422 and "Đợt chưa có ai trong danh sách được khen." in lacking.content.decode()
    Commendation.objects.create(round=item, form=item.form, recipient_name="Chi bộ A", order=1)
    item.refresh_from_db()
    browser.post(change, sent | {"viec": "submit", "based_on": item.version})
    workflow.forward(item=item, actor=editor)
    workflow.approve(item=item, actor=approver)
    item.refresh_from_db()
    assert "Chi bộ A" in reader.get(item.get_absolute_url()).content.decode()


@pytest.mark.parametrize("written, words", [("2023-2021", "Giai đoạn ngược"), ("hôm qua", "Không đọc được giai đoạn")])
def test_a_wrong_period_is_said_at_its_field(manager, client_of, written, words):
    answer = client_of(manager).post(
        reverse("admin:awards_awardround_add"), {"title": "A", "direction": "given", "period": written}
    )
    assert answer.status_code == 422 and words in answer.content.decode() and not AwardRound.objects.exists()


def test_a_body_that_does_not_grant_the_form_warns_and_blocks_nothing(manager, decision):
    sao_vang = AwardForm.objects.get(name="Huân chương Sao vàng")
    item = workflow.save_draft(item=AwardRound(), data=fields(decision, form=sao_vang.pk), actor=manager)
    Commendation.objects.create(round=item, form=sao_vang, recipient_name="Chi bộ A")
    found = requirements.report(item)
    assert found.must == () and any("thường do Chủ tịch nước tặng" in issue.message for issue in found.should)


def test_a_given_round_needs_its_decision_a_received_one_is_asked_for_it(manager, decision):
    for direction, level in (("given", "must"), ("received", "should")):
        item = workflow.save_draft(
            item=AwardRound(), data=fields(decision, direction=direction) | {"decision": None}, actor=manager
        )
        assert "Đợt chưa có quyết định." in " ".join(
            issue.message for issue in getattr(requirements.report(item), level)
        )


def test_a_decision_on_a_page_that_is_out_is_not_the_managers_to_change(manager, approver, person, decision, client_of):
    address = reverse("admin:awards_decision_change", args=[decision.pk])
    data = {"number": "13-QĐ/ĐUK", "issued_on": "18/5/2023", "issuer_name": "Ban Thường vụ Đảng ủy"}
    client_of(manager).post(address, data)
    decision.refresh_from_db()
    assert decision.number == "13-QĐ/ĐUK"
    workflow.record_history(
        item=AwardRound(title="Đã đăng (minh họa)", decision=decision),
        actor=None,
        state=State.PUBLISHED,
        stage=Stage.APPROVED,
    )
    assert client_of(manager).post(address, data | {"number": "14-QĐ/ĐUK"}).status_code == 403
    client_of(person("thuky", Role.MANAGING_EDITOR)).post(address, data | {"number": "15 - QĐ/ĐUK"})
    decision.refresh_from_db()
    assert decision.number == "15-QĐ/ĐUK"


def test_the_same_decision_twice_is_said(manager, decision, client_of):
    data = {"number": "12-QĐ/ĐUK", "issued_on": "18/5/2023", "issuer_name": "Ban Thường vụ Đảng ủy"}
    answer = client_of(manager).post(reverse("admin:awards_decision_add"), data)
    assert "Quyết định số này, ngày này đã có." in answer.content.decode() and Decision.objects.count() == 1


def test_versions_are_compared_in_words(manager, decision, client_of, approver, editor):
    item = workflow.save_draft(item=AwardRound(), data=fields(decision, presented_on="2023-05-18"), actor=manager)
    Commendation.objects.create(round=item, form=item.form, recipient_name="Chi bộ A")
    workflow.submit(item=item, actor=manager)
    workflow.forward(item=item, actor=editor)
    item = workflow.approve(item=item, actor=approver)
    workflow.save_draft(
        item=item,
        data=revisions.current_data(item) | {"presented_on": "2023-05-19", "direction": "received"},
        actor=manager,
    )
    page = client_of(manager).get(reverse("admin:awards_awardround_compare", args=[item.pk])).content.decode()
    assert (
        "18/5/2023" in page
        and "2023-05-1" not in page
        and "Được khen thưởng" in page.replace("<ins>", "").replace("</ins>", "")
    )


def test_the_ladder_has_the_higher_before_the_lower():
    names = list(AwardForm.objects.values_list("name", flat=True))
    order = ["Huân chương Sao vàng", "Huân chương Lao động", "Cờ thi đua của Chính phủ", "Bằng khen", "Giấy khen"]
    assert [name for name in names if name in order] == order
    assert [grade.name for grade in AwardForm.objects.get(name="Huân chương Lao động").grades.all()] == [
        "hạng Nhất",
        "hạng Nhì",
        "hạng Ba",
    ]
