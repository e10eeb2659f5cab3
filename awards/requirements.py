"""What a round needs before it goes on: a decision, recipients, years that run forward, a body that may grant the form."""

from __future__ import annotations

from collections.abc import Iterable

import vietnamese
from awards.models import AwardForm, AwardRound, may_grant
from publishing.requirements import Issue, Level, checks


@checks("quyết định")
def check_decision(item: AwardRound) -> Iterable[Issue]:
    """Given rounds rest on a decision; of what was received the decision may not be at hand."""
    if item.decision_id is None:
        level = Level.SHOULD if item.is_received else Level.MUST
        yield Issue("decision", "Đợt chưa có quyết định. Hãy chọn hoặc thêm quyết định.", level)
        return
    decision = item.decision
    if not decision.number or decision.issued_on is None:
        yield Issue("decision", "Quyết định chưa đủ số và ngày ban hành.", Level.SHOULD)


@checks("giai đoạn")
def check_period(item: AwardRound) -> Iterable[Issue]:
    """Years run forward."""
    if item.period_to and not item.period_from:
        yield Issue("period_from", "Có năm cuối mà chưa có năm đầu. Hãy ghi năm đầu.")
    if item.period_from and item.period_to and item.period_to < item.period_from:
        yield Issue("period_to", "Giai đoạn ngược: năm cuối nhỏ hơn năm đầu. Hãy sửa lại.")
    if item.decision and item.decision.issued_on and item.presented_on and item.presented_on < item.decision.issued_on:
        yield Issue("presented_on", "Ngày trao sớm hơn ngày quyết định. Hãy kiểm tra lại.", Level.SHOULD)


@checks("danh sách được khen")
def check_recipients(item: AwardRound) -> Iterable[Issue]:
    """Somebody is honoured."""
    if item.pk is None or not item.commendations.exists():
        yield Issue("recipients", "Đợt chưa có ai trong danh sách được khen. Hãy nhập bảng hoặc thêm từng hàng.")


@checks("thẩm quyền khen thưởng")
def check_granting(item: AwardRound) -> Iterable[Issue]:
    """Another body than the ladder's is looked at, and goes on: rules change."""
    if item.decision is None or item.pk is None:
        return
    used = set(item.commendations.order_by().values_list("form", flat=True).distinct()) | {item.form_id}
    for form in AwardForm.objects.filter(pk__in=used - {None}).prefetch_related("granting_bodies"):
        if not may_grant(form, item.decision.issuer_name):
            bodies = ", ".join(body.name for body in form.granting_bodies.all())
            yield Issue(
                "decision",
                f"{form.name} thường do {bodies} tặng; quyết định này ghi {item.decision.issuer_name}. Hãy kiểm tra lại.",
                Level.SHOULD,
            )


@checks("chính tả, thứ và ngày")
def check_words(item: AwardRound) -> Iterable[Issue]:
    """Spacing, quotes, house spelling."""
    for name, text in (("title", item.title), ("summary", item.summary)):
        for finding in vietnamese.check_text(text):
            yield Issue(name, finding.message, Level.SHOULD)


CHECKERS = (check_decision, check_period, check_recipients, check_granting, check_words)
