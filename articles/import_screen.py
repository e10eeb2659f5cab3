"""Nhập từ Word: choose files, look at what was found, confirm. Nothing is written before the confirmation, and then only drafts."""

from __future__ import annotations

import base64
import io
import re
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import SafeString

import vietnamese
from accounts.models import User
from articles.import_forms import FoundForm
from articles.importing import Found, holding, import_found, read_file, similar_articles
from articles.importing.found import Picture
from articles.importing.holding import Held
from articles.importing.writing import body_html
from articles.models import Article
from media import archives, pixels
from media.refusals import Refused, megabytes
from media.sniffing import IMAGE_ENDINGS, ending
from publishing import rules, sanitizing

MOST_FILES = 10
MOST_THUMBNAILS = 20
THUMBNAIL = (400, 300)
SAME_TEXT = 80
TEMPLATE = "admin/articles/article/import.html"
GONE = "Tệp này đã được nhập hoặc đã chờ quá một ngày. Hãy chọn lại tệp nếu cần."


@dataclass
class Problem:
    """A file that could not be read, and what to do."""

    name: str
    message: str


@dataclass
class Shown:
    """A picture in the preview: a small likeness, or the reason why there is none."""

    picture: Picture
    src: str = ""


@dataclass
class Card:
    """One file in the preview."""

    held: Held
    found: Found
    form: FoundForm
    similar: list[dict[str, Any]]
    pictures: list[Shown] = field(default_factory=list)

    @property
    def size(self) -> str:
        """As people say it."""
        return megabytes(len(self.held.data))

    @property
    def parts(self) -> list[dict[str, Any]]:
        """Each part with the sign it was known by; guesses lead to their field."""
        found, form = self.found, self.form
        named = [
            ("Tít phụ", found.kicker, "kicker"), ("Tít", found.title, "title"), ("Sapo", found.summary, "summary"),
            ("Bút danh", found.authors, "authors"), ("Nguồn tin", found.source, "source"),
        ]  # fmt: skip
        rows = [
            {"label": label, "words": part.why, "is_sure": part.is_sure, "field": form[name].auto_id}
            for label, part, name in named
            if part.value
        ]
        if found.original_date:
            day = f"{vietnamese.long_datetime(found.original_date)}. {found.date_why}"
            field_id = f"{form['original_date'].auto_id}_ngay"
            rows.append({"label": "Ngày đăng gốc", "words": day, "is_sure": found.date_is_sure, "field": field_id})
        if form.section_is_guessed:
            section = {"label": "Chuyên mục", "words": "Theo tên chuyên mục trong tệp", "is_sure": False}
            if not found.section_hint:
                section["words"] = "Chuyên mục duy nhất của bạn"
            rows.append(section | {"field": form["section"].auto_id})
        return rows

    @property
    def captions(self) -> list[tuple[Shown, Any]]:
        """Each picture with its caption's field."""
        return [(shown, self.form[f"caption_{number}"]) for number, shown in enumerate(self.pictures, start=1)]

    @property
    def text(self) -> SafeString:
        """The text as it will stand, without its pictures and without anchors (several files share the page)."""
        html = sanitizing.clean(body_html(self.found, {}))
        return sanitizing.render(re.sub(r' (?:id|href)="#?fn[^"]*"', "", html))

    @property
    def counts(self) -> str:
        """What the text consists of, in words."""
        found = self.found
        counted = [
            (found.count("p"), "đoạn"), (found.count("h"), "tít xen"), (found.count("list"), "danh sách"),
            (found.count("table"), "bảng"), (found.count("box"), "hộp thông tin"), (found.count("quote"), "trích dẫn"),
            (len(found.notes), "chú thích chân trang"),
        ]  # fmt: skip
        return ", ".join(f"{number} {what}" for number, what in counted if number)


def import_view(admin: Any, request: HttpRequest) -> HttpResponse:
    """The screen of all three steps; whoever may begin an article may import one."""
    user: User = request.user  # type: ignore[assignment]
    if not rules.may(user, rules.CREATE, Article()):
        raise PermissionDenied("Bạn không có quyền viết bài nên không nhập được bài.")
    if request.method != "POST":
        return _show(admin, request, [], [])
    problems: list[Problem] = []
    waiting = _waiting(request, user, problems)
    if request.POST.get("viec") == "nhap":
        return _confirm(admin, request, waiting, problems)
    waiting += _received(request, user, problems, room=MOST_FILES - len(waiting))
    return _show(admin, request, _cards(request, user, waiting, problems), problems, sent=True)


# --- files ----------------------------------------------------------------------------------------------
def _waiting(request: HttpRequest, user: User, problems: list[Problem]) -> list[Held]:
    found = []
    for token in request.POST.getlist("cho")[:MOST_FILES]:
        held = holding.fetch(token, by=user)
        if held is not None:
            found.append(held)
        elif not any(problem.message == GONE for problem in problems):
            problems.append(Problem("Tệp đã chọn", GONE))
    return found


def _received(request: HttpRequest, user: User, problems: list[Problem], *, room: int) -> list[Held]:
    """Keep what was sent; pictures sent with a saved page lie beside it."""
    sent = request.FILES.getlist("tep")
    texts = [file for file in sent if ending(file.name or "") not in IMAGE_ENDINGS]
    pictures = {file.name or "": file for file in sent if file not in texts and (file.size or 0) <= pixels.MAX_BYTES}
    if not any(ending(file.name or "") in ("html", "htm") for file in texts):
        texts, pictures = sent, {}
    found = []
    for file in texts:
        name = vietnamese.clean_line(file.name or "tệp")[:150]
        if len(found) >= room:
            problems.append(Problem(name, f"mỗi lần nhập nhiều nhất {MOST_FILES} tệp. Hãy nhập tệp này lần sau."))
            continue
        try:
            found.append(_hold(file, name, user, pictures))
        except Refused as refusal:
            problems.append(Problem(name, refusal.message))
    return found


def _hold(file: UploadedFile, name: str, user: User, pictures: dict[str, UploadedFile]) -> Held:
    if (file.size or 0) > archives.MAX_BYTES:
        raise Refused(
            f"Tệp nặng {megabytes(file.size or 0)}, tối đa {megabytes(archives.MAX_BYTES)}. Hãy thu nhỏ ảnh trong tệp."
        )
    data = file.read()
    beside = {}
    if ending(name) in ("html", "htm"):
        for picture_name, picture in pictures.items():
            picture.seek(0)
            beside[picture_name] = picture.read()
    # Read once before it is kept: a file that can't be read never waits.
    read_file(data, name=name)
    held = holding.fetch(holding.hold(data, name=name, by=user, pictures=beside), by=user)
    assert held is not None  # noqa: S101 - it was stored a moment ago
    return held


# --- preview --------------------------------------------------------------------------------------------
def _cards(
    request: HttpRequest, user: User, waiting: list[Held], problems: list[Problem], *, bound: bool = False
) -> list[Card]:
    cards = []
    for held in waiting:
        try:
            found = read_file(held.data, name=held.name, beside=held.beside)
        except Refused as refusal:
            problems.append(Problem(held.name, refusal.message))
            continue
        similar = _similar(user, found)
        prefix = f"b{held.stored[:8]}"
        keeps_corrections = bound or f"{prefix}-title" in request.POST
        form = FoundForm(
            request.POST if keeps_corrections else None,
            prefix=prefix,
            found=found,
            user=user,
            wanted=not any(one["overlap"] >= SAME_TEXT for one in similar),
        )
        if keeps_corrections:
            form.is_valid()
        cards.append(Card(held, found, form, similar))
    return cards


def _similar(user: User, found: Found) -> list[dict[str, Any]]:
    """Articles that may be the same; a person who may not read one learns only that there is one."""
    return [
        {
            "article": article if rules.may(user, rules.READ, article) else None,
            "url": reverse("admin:articles_article_change", args=[article.pk]),
            "overlap": overlap,
        }
        for article, overlap in similar_articles(found)
    ]


def _shown(found: Found) -> list[Shown]:
    shown = []
    for number, picture in enumerate(found.pictures(), start=1):
        one = Shown(picture)
        if picture.data and not picture.problem:
            try:
                one.src = _thumbnail(picture.data) if number <= MOST_THUMBNAILS else ""
            except Refused as refusal:
                picture.problem = refusal.message
        shown.append(one)
    return shown


def _thumbnail(data: bytes) -> str:
    """A small likeness inside the page itself: nothing of the picture is stored. Raises Refused as the upload door would."""
    small = pixels.read(data).pixels.convert("RGB")
    small.thumbnail(THUMBNAIL)
    encoded = io.BytesIO()
    small.save(encoded, "JPEG", quality=70)
    return "data:image/jpeg;base64," + base64.b64encode(encoded.getvalue()).decode("ascii")


def _show(
    admin: Any,
    request: HttpRequest,
    cards: list[Card],
    problems: list[Problem],
    *,
    sent: bool = False,
    failed: bool = False,
) -> TemplateResponse:
    for card in cards:
        card.pictures = _shown(card.found)
    pictures = [shown.picture for card in cards for shown in card.pictures if not shown.picture.problem]
    if sent and not cards and not problems:
        problems.append(Problem("", "Chưa chọn tệp nào. Hãy chọn ít nhất một tệp."))
    context = {
        **admin.admin_site.each_context(request),
        "title": "Nhập từ Word",
        "opts": Article._meta,
        "cards": cards,
        "problems": problems,
        "failed": failed,
        "wanted": sum(bool(card.form["wanted"].value()) for card in cards),
        "picture_count": len(pictures),
        "lacking_count": sum(not picture.caption for picture in pictures),
        "table_count": sum(card.found.count("table") for card in cards),
        "limit": megabytes(archives.MAX_BYTES),
    }
    return TemplateResponse(request, TEMPLATE, context, status=422 if failed or (problems and not cards) else 200)


# --- confirmation ---------------------------------------------------------------------------------------
def _confirm(admin: Any, request: HttpRequest, waiting: list[Held], problems: list[Problem]) -> HttpResponse:
    user: User = request.user  # type: ignore[assignment]
    cards = _cards(request, user, waiting, problems, bound=True)
    chosen = [card for card in cards if card.form["wanted"].value()]
    if not chosen:
        if cards:
            problems.append(Problem("", "Chưa đánh dấu bài nào. Hãy đánh dấu bài muốn nhập."))
        return _show(admin, request, cards, problems, failed=True)
    if not all(card.form.is_valid() for card in chosen):
        return _show(admin, request, cards, problems, failed=True)
    written = []
    for card in chosen:
        if not holding.claim(card.held):
            problems.append(Problem(card.held.name, GONE))
            continue
        try:
            done = import_found(
                card.form.corrected(),
                section=card.form.cleaned_data["section"],
                actor=user,
                file_name=card.held.name,
                authors=card.form.cleaned_data["authors"],
            )
        except Exception:
            holding.release(card.held)
            raise
        holding.let_go(card.held)
        written.append(done)
    for problem in problems:
        messages.error(request, f"{problem.name}: {problem.message}")
    if not written:
        return HttpResponseRedirect(reverse("admin:articles_article_import"))
    images = sum(len(done.images) for done in written)
    messages.success(
        request,
        f"Đã nhập {len(written)} bài nháp, {images} ảnh. Bài nhập nhầm thì bỏ vào thùng rác, trong 30 ngày vẫn khôi phục được.",
    )
    for done in written:
        for warning in done.warnings:
            messages.warning(request, warning if len(written) == 1 else f"{done.article.title}: {warning}")
    if len(written) == 1:
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[written[0].article.pk]))
    return HttpResponseRedirect(reverse("admin:articles_article_changelist"))
