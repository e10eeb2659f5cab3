"""Loading the sample portal by the verbs and doors that people use. Loading it again changes nothing."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from html import escape

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

import vietnamese
from accounts import log
from accounts.models import RoleGrant, User
from articles.models import Article, DailyViews, StoryThread
from articles.naming import author_named, keyword_named
from awards.models import AwardRound
from documents.models import Document
from events.models import Event
from khoi_portal import env
from khoi_portal.models import FrontPage, HomeSlot, MenuItem, Page, WebsiteLink
from khoi_portal.sample import awards, content, documents, events, feedback, galleries, organizations, reading, videos
from media import uploads
from media.models import Gallery, Image, Video
from organizations.naming import find_exact
from publishing import paths, revisions, sanitizing, workflow
from publishing.announcing import announce
from publishing.models import Publishable, Section, SiteIdentity, WorkflowGates
from publishing.states import State

ACCOUNTS_FILE = "sample-accounts"
Say = Callable[[str], None]


def is_empty() -> bool:
    """Nobody and nothing yet: the only database the sample goes into by itself."""
    return not (User.objects.exists() or Article.objects.exists() or SiteIdentity.objects.exists())


def load(*, say: Say) -> None:
    """Everything, in the order in which one thing needs another."""
    say("Tài khoản mẫu…")
    people = load_people()
    say("Thông tin trang, chuyên mục, trang, menu…")
    with transaction.atomic():
        load_frame()
    say("Tổ chức và nhân sự…")
    with transaction.atomic():
        organizations.load()
    say("Văn bản, tài liệu…")
    with transaction.atomic():
        documents.load(people=people)
    say("Khen thưởng…")
    with transaction.atomic():
        awards.load(people=people)
    say("Ảnh minh họa…")
    pictures = load_pictures(by=people["tulieu"])
    say("Thư viện ảnh…")
    with transaction.atomic():
        galleries.load(people=people, pictures=pictures)
    say("Video…")
    with transaction.atomic():
        videos.load(people=people, pictures=pictures)
    say("Hội nghị…")
    events.load(people=people, pictures=pictures)
    texts = reading.read("articles")
    say(f"{len(texts)} bài viết…")
    loaded = {text.name: load_article(text, people=people, pictures=pictures) for text in texts}
    with transaction.atomic():
        load_front_page(loaded)
    say("Phản hồi…")
    with transaction.atomic():
        feedback.load(people=people)


@transaction.atomic
def load_people() -> dict[str, User]:
    """One account per role. Passwords are made up here, once, and written where only the owner of the machine reads them.

    Accounts and file go together: what was interrupted leaves neither a password nobody knows nor an account without one.
    """
    lines = []
    for username, full_name, role in content.PEOPLE:
        user, made = User.objects.get_or_create(username=username, defaults={"full_name": full_name, "is_staff": True})
        if made:
            password = env.read("KHOI_SAMPLE_PASSWORD") or secrets.token_urlsafe(12)
            user.set_password(password)
            user.save(update_fields=["password"])
            RoleGrant.objects.create(user=user, role=role)
            log.record(actor=None, verb="user_added", target=user, channel=log.COMMAND_LINE)
            lines.append(f"{username:<14} {password:<20} {role.label}")
    if lines:
        _write_accounts(lines)
    return {user.username: user for user in User.objects.all()}


def _write_accounts(lines: list[str]) -> None:
    file = settings.VAR_DIR / ACCOUNTS_FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as out:
        out.write("\n".join(lines) + "\n")


def load_frame() -> None:
    """Whose portal it is, how pieces go, where they belong, and what leads there."""
    if not SiteIdentity.objects.exists():
        announce(SiteIdentity.objects.create(**content.IDENTITY))
    if not WorkflowGates.objects.exists():
        WorkflowGates.objects.create(**WorkflowGates.PRESETS["full"][1])
    for order, (slug, name, parent, on_home, description) in enumerate(content.SECTIONS):
        values = {
            "name": name,
            "order": order,
            "on_home": on_home,
            "description": description,
            "parent": Section.objects.filter(slug=parent).first(),
        }
        Section.objects.get_or_create(slug=slug, defaults=values)
    for title, summary, closed in content.THREADS:
        if not StoryThread.objects.filter(title=title).exists():
            thread = StoryThread(title=title, summary=summary, closed=closed)
            thread.slug = paths.unique_slug(thread, title)
            thread.save()
    load_pages()
    if not MenuItem.objects.exists():
        for order, (place, label, target) in enumerate(content.MENU):
            MenuItem.objects.create(place=place, label=label, order=order, **_menu_target(target))
    if not WebsiteLink.objects.exists():
        for order, (label, url, in_footer) in enumerate(content.LINKS):
            announce(WebsiteLink.objects.create(label=label, url=url, in_footer=in_footer, order=order))


def _menu_target(target: str) -> dict[str, object]:
    sort, _, slug = target.partition(":")
    if sort == "section":
        return {"section": Section.objects.get(slug=slug)}
    if sort == "page":
        return {"page": Page.objects.get(slug=slug)}
    return {"address": target}


def load_pages() -> None:
    """The simple pages and the English one."""
    for order, text in enumerate(reading.read("pages")):
        if Page.objects.filter(slug=text.headers["slug"]).exists():
            continue
        original = Page.objects.filter(slug=text.headers.get("bản dịch của", "")).first()
        page = Page.objects.create(
            title=text.headers["tiêu đề"],
            slug=text.headers["slug"],
            summary=text.headers.get("tóm tắt", ""),
            body=sanitizing.clean(reading.html(text.body, place=lambda figure: "")),
            language=text.headers.get("ngôn ngữ", "vi"),
            translation_of=original,
            order=order,
        )
        announce(page)


def load_pictures(*, by: User) -> dict[str, Image]:
    """Our drawings, through the one upload door."""
    found = {}
    for file in sorted((reading.FOLDER / "pictures").iterdir()):
        with file.open("rb") as opened:
            found[file.stem] = uploads.accept_image(
                File(opened, name=file.name),
                name=file.name,
                by=by,
                photo_credit=content.CREDIT,
                channel=log.COMMAND_LINE,
            )
    return found


def load_article(text: reading.Text, *, people: dict[str, User], pictures: dict[str, Image]) -> Article:
    """One article, taken to the state its file names. One that is there already stays as it is."""
    title = vietnamese.clean_line(text.headers["tít"])
    existing = Article.objects.filter(title=title).first()
    if existing:
        return existing
    with transaction.atomic():
        data = _fields(text, pictures)
        return _TO_STATE[text.headers.get("trạng thái", "đã đăng")](text, data, people)


def _fields(text: reading.Text, pictures: dict[str, Image]) -> dict[str, object]:
    """The revision's data: what the file says, through the one door for HTML."""

    def place(figure: reading.Figure) -> str:
        return (
            f'<figure data-image="{pictures[figure.name].pk}" data-alt="{escape(figure.alt)}">'
            f"<figcaption>{escape(figure.caption, quote=False)}</figcaption></figure>"
        )

    head, now = text.headers, timezone.now()
    lead = text.figure("ảnh")
    if lead:
        _describe(pictures[lead.name], lead)
    section = Section.objects.filter(slug=head.get("chuyên mục", "")).first()
    expire = head.get("hết hạn")
    original = head.get("ngày gốc")
    return {
        "title": vietnamese.clean_line(head["tít"]),
        "kicker": head.get("tít phụ", ""),
        "summary": head.get("sapo", ""),
        "body": sanitizing.clean(reading.html(text.body, place=place)),
        "lead_image": pictures[lead.name].pk if lead else None,
        "lead_caption": lead.caption if lead else "",
        "authors": [author_named(name).pk for name in text.list_of("bút danh")],
        "keywords": [keyword_named(name).pk for name in text.list_of("từ khóa")],
        "threads": list(StoryThread.objects.filter(title__in=text.list_of("dòng", ";")).values_list("pk", flat=True)),
        "section": section.pk if section else None,
        "source": head.get("nguồn", ""),
        "republished": head.get("tin dẫn lại") == "có",
        **_about(text),
        "featured": head.get("tiêu điểm") == "có",
        "original_date": reading.moment(original, now=now) if original else None,
        "expire_at": reading.moment(expire, now=now) if expire else None,
        "corrections": _corrections(head.get("đính chính", "")),
    }


def _about(text: reading.Text) -> dict[str, object]:
    """What it is about; organisations that have no page of their own are only named."""
    found = {name: find_exact(name, near=False).organization for name in text.list_of("tổ chức", ";")}
    numbers = text.list_of("văn bản")
    return {
        "organizations": [one.pk for one in found.values() if one],
        "organizations_named": "; ".join(name for name, one in found.items() if one is None),
        "documents": [one.pk for number in numbers for one in Document.objects.numbered(number)],
        "events": _titled(Event, text.list_of("hội nghị", ";")),
        "award_rounds": _titled(AwardRound, text.list_of("khen thưởng", ";")),
        "galleries": _titled(Gallery, text.list_of("bộ ảnh", ";")),
        "videos": _titled(Video, text.list_of("video", ";")),
    }


def _titled(model: type[Publishable], titles: list[str]) -> list[int]:
    """Pieces of the sample by their titles, in this order; a title of none is a mistake in the file."""
    return [model._default_manager.get(title=title).pk for title in titles]


def _describe(picture: Image, figure: reading.Figure) -> None:
    """The library's own words for a picture, from the first article that leads with it."""
    if not picture.caption:
        picture.caption, picture.alt_text = figure.caption, figure.alt
        picture.write_words()
        picture.save(update_fields=["caption", "alt_text", "words"])


def _corrections(written: str) -> list[dict[str, str]]:
    if not written:
        return []
    day, note = (part.strip() for part in written.split("|"))
    return [{"date": day, "text": note}]


def _published(
    text: reading.Text, data: dict[str, object], people: dict[str, User], state: State = State.PUBLISHED
) -> Article:
    at = reading.moment(text.headers["ngày"], now=timezone.now())
    data = {**revisions.snapshot(Article()), **data}
    item = revisions.lay_over(Article(), data)
    item.publish_at = item.original_date or at
    item.created_by = people["phongvien"]
    related = {field.name: data.get(field.name, []) for field in Article._meta.many_to_many}
    workflow.record_history(
        item=item, actor=people["duyet"], state=state, at=item.publish_at, related=related, note="Dữ liệu mẫu"
    )
    _count_views(item, int(text.headers.get("lượt xem", "0")))
    return item


def _count_views(item: Article, views: int) -> None:
    today = timezone.localdate()
    for back in range(7):
        share = views // 7 + (views % 7 if back == 0 else 0)
        if share:
            DailyViews.objects.create(article=item, day=today - timedelta(days=back), views=share)


def _written(text: reading.Text, data: dict[str, object], people: dict[str, User]) -> Article:
    return workflow.save_draft(
        item=Article(),
        data={**revisions.snapshot(Article()), **data},
        actor=people["phongvien"],
        channel=log.COMMAND_LINE,
    )


def _submitted(text: reading.Text, data: dict[str, object], people: dict[str, User]) -> Article:
    return workflow.submit(item=_written(text, data, people), actor=people["phongvien"], channel=log.COMMAND_LINE)


def _pending(text: reading.Text, data: dict[str, object], people: dict[str, User]) -> Article:
    return workflow.forward(item=_submitted(text, data, people), actor=people["bientap"], channel=log.COMMAND_LINE)


def _returned(text: reading.Text, data: dict[str, object], people: dict[str, User]) -> Article:
    item = _submitted(text, data, people)
    return workflow.return_(
        item=item, actor=people["bientap"], note=text.headers["lời trả lại"], channel=log.COMMAND_LINE
    )


def _scheduled(text: reading.Text, data: dict[str, object], people: dict[str, User]) -> Article:
    hour: datetime = reading.moment(text.headers["ngày"], now=timezone.now())
    item = _pending(text, {**data, "publish_at": hour}, people)
    return workflow.approve(item=item, actor=people["duyet"], channel=log.COMMAND_LINE)


def _archived(text: reading.Text, data: dict[str, object], people: dict[str, User]) -> Article:
    return _published(text, data, people, State.ARCHIVED)


def _withdrawn(text: reading.Text, data: dict[str, object], people: dict[str, User]) -> Article:
    item = _published(text, data, people)
    return workflow.withdraw(item=item, actor=people["duyet"], note=text.headers["lý do"], channel=log.COMMAND_LINE)


def _under_correction(text: reading.Text, data: dict[str, object], people: dict[str, User]) -> Article:
    item = _published(text, data, people)
    mended = revisions.current_data(item)
    mended["body"] += "<p>Cập nhật quý III: 58 việc đến hạn, 2 việc quá hạn.</p>"
    workflow.save_draft(item=item, data=mended, actor=people["bientap"], channel=log.COMMAND_LINE)
    return workflow.forward(item=item, actor=people["bientap"], channel=log.COMMAND_LINE)


def _trashed(text: reading.Text, data: dict[str, object], people: dict[str, User]) -> Article:
    return workflow.trash(item=_written(text, data, people), actor=people["phongvien"], channel=log.COMMAND_LINE)


_TO_STATE: dict[str, Callable[[reading.Text, dict[str, object], dict[str, User]], Article]] = {
    "đã đăng": _published,
    "nháp": _written,
    "chờ biên tập": _submitted,
    "chờ duyệt": _pending,
    "trả lại": _returned,
    "hẹn giờ": _scheduled,
    "hết hạn": _published,
    "lưu trữ": _archived,
    "đã gỡ": _withdrawn,
    "bản sửa chờ duyệt": _under_correction,
    "thùng rác": _trashed,
}


def load_front_page(loaded: dict[str, Article]) -> None:
    """What editors picked by hand."""
    if FrontPage.objects.exists():
        return
    board = FrontPage.objects.create(live_from=timezone.now())
    for order, (place, name, line) in enumerate(content.FRONT):
        HomeSlot.objects.create(board=board, place=place, article=loaded[name], line=line, order=order)
    announce(board)
