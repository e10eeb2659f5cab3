"""What must not be seen, planted for the tests that look for it: every kind in every hidden state, each with a word of its own.

A word is `quétzal…`: with the accent it stands in texts and names, without it in addresses and in the bytes of files.
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from articles.models import Article, StoryThread
from articles.naming import author_named, keyword_named
from awards.models import AwardForm, AwardRound, Commendation, Decision, derived
from documents.models import Document, DocumentType
from events.models import ConnectedSite, Event, EventKind, EventSeries
from feedback import moderation, receiving
from feedback.models import Contact, Holiday, Message, ReadyText, WatchedWord
from khoi_portal.models import FrontPage, HomeSlot, MenuItem, Notice, Page, WebsiteLink
from media import renditions, uploads
from media.galleries import photos
from media.models import Gallery, Video
from organizations.models import OrganizationKind, Person, Position
from organizations.registering import register
from publishing import revisions, workflow
from publishing.models import Section, SectionRight, SiteIdentity, WorkflowGates
from publishing.states import Stage, State
from registers import batches, declaring
from registers.models import Batch
from tests.unit.media import files, pictures

# In the order in which one names the other: an article is last, and names them all.
KINDS = {
    "tailieu": Document, "boanh": Gallery, "video": Video, "khenthuong": AwardRound, "hoinghi": Event, "baiviet": Article,
}  # fmt: skip
# nháp, hẹn giờ, hết hạn, đã gỡ, thùng rác, bản sửa của bài đang đăng
STATES = ("nhap", "hen", "hethan", "go", "rac", "sua")
# How the word ends of what every reader may see.
PUBLIC = "congkhai"
_WORD = re.compile(r"qu(?:é|\\u00e9|%c3%a9)tzal([a-z]+)")
_BARE = re.compile(r"qu(?:é|\\u00e9|%c3%a9|e)tzal([a-z]+)")


def word(*parts: str) -> str:
    """The word of one hidden thing."""
    return "quétzal" + "".join(parts)


def bare(*parts: str) -> str:
    """The same as addresses and bytes have it."""
    return "quetzal" + "".join(parts)


def words_in(text: str, *, addresses_too: bool = False) -> set[str]:
    """Which hidden things show themselves; with `addresses_too` also by a slug, a file's name or a file's bytes."""
    found = (_BARE if addresses_too else _WORD).findall(text.lower())
    return {one for one in found if not one.endswith(PUBLIC)}


@dataclass
class People:
    """Who did it all; none of them is anybody who looks."""

    writer: User
    approver: User
    moderator: User


@dataclass
class Planted:
    """What was planted: pieces by kind and state, everything else by a name of its own."""

    people: People
    pieces: dict = field(default_factory=dict)
    files: dict = field(default_factory=dict)
    others: dict = field(default_factory=dict)

    def pieces_of(self, model) -> dict:
        """The pieces of one kind, by state."""
        return {state: item for (kind, state), item in self.pieces.items() if KINDS[kind] is model}


def plant(person) -> Planted:
    """All of it, tied to what is public wherever it can be. `person` is the fixture that makes members of staff."""
    people = People(
        writer=person("nguoiviet", Role.REPORTER, Role.AWARDS_MANAGER), approver=person("nguoiduyet", Role.APPROVER),
        moderator=person("nguoikiemduyet", Role.MODERATOR),
    )  # fmt: skip
    found = Planted(people)
    _registers(found)
    for kind in KINDS:
        for state in STATES:
            found.pieces[kind, state] = _piece(found, people, kind, state)
    _rows(found)
    _feedback(found, people)
    _house(found, people)
    _batch(found, people)
    return found


# --- registers that pieces name -----------------------------------------------------------------------
def _registers(found: Planted) -> None:
    kind = OrganizationKind.objects.get_or_create(name="chi bộ", slug="chi-bo")[0]
    hidden = register(kind=kind, name=f"Chi bộ {word('tochuc')} (minh họa)", withheld=True, about=word("tochuc"))
    later = register(
        kind=kind, name=f"Chi bộ {word('tochucsau')} (minh họa)", valid_from=timezone.localdate() + timedelta(days=9)
    )
    person = Person(full_name=f"{word('nhansu')} (minh họa)", note=word("ghichunhansu"))
    person.write_words()
    person.save()
    Position.objects.create(person=person, organization=hidden, title=word("chucvu"))
    found.others |= {"organization": hidden, "organization_later": later, "person": person, "org_kind": kind}
    thread = StoryThread.objects.create(title=word("dongsukien"), slug=bare("dongsukien"))
    found.others |= {
        "thread": thread, "author": author_named(word("butdanh")), "keyword": keyword_named(word("tukhoa")),
        "decision": Decision.objects.create(number="7-QĐ/ĐUK", issued_on=date(2024, 5, 18), issuer_name=word("quyetdinh")),
        "series": EventSeries.objects.create(name=word("chuoi"), slug=bare("chuoi")),
        "event_kind": EventKind.objects.get_or_create(slug="hoi-nghi", defaults={"name": "Hội nghị"})[0],
        "type": DocumentType.objects.get_or_create(slug="nghi-quyet", defaults={"name": "nghị quyết"})[0],
        "form": AwardForm.objects.get(name="Bằng khen"),
        "section": Section.objects.get_or_create(name="Xây dựng Đảng", slug="xay-dung-dang", on_home=True)[0],
    }  # fmt: skip
    lying = uploads.accept_image(
        pictures.jpeg(333, 222), name=f"{bare('anh', 'kho')}.jpg", by=None, alt_text=word("anh", "kho")
    )
    renditions.make(lying)
    found.others["image"] = lying
    found.others["file"] = uploads.accept_file(files.pdf(bare("tepkho")), name=f"{bare('tepkho')}.pdf", by=None)


# --- pieces -------------------------------------------------------------------------------------------
def _piece(found: Planted, people: People, kind: str, state: str):
    """One piece as people took it to its state."""
    live = state == "sua"
    item, related = _new(found, kind, kind + (PUBLIC if live else state))
    related |= _tied(found, kind) if live else {}
    item.created_by = people.writer
    item.title = f"Bài đang đăng {kind} (minh họa)" if live else f"{word(kind, state)} (minh họa)"
    now = timezone.now()
    if state in ("nhap", "rac"):
        item = workflow.record_history(
            item=item, actor=people.writer, related=related, state=State.NEW, stage=Stage.DRAFT
        )
        return workflow.trash(item=item, actor=people.writer) if state == "rac" else item
    item.publish_at = now + timedelta(days=1) if state == "hen" else now - timedelta(hours=1)
    item.expire_at = now - timedelta(seconds=1) if state == "hethan" else None
    item = workflow.record_history(item=item, actor=people.writer, related=related, state=State.PUBLISHED)
    if state == "go":
        return workflow.withdraw(item=item, actor=people.approver, note=word(kind, "lydo"))
    if live:
        change = {
            "title": f"{word(kind, state)} (minh họa)",
            "summary": word(kind, state),
            "files": _own_file(found, kind, state),
        }
        data = revisions.current_data(item)
        data |= {name: value for name, value in change.items() if name in data}
        return workflow.save_draft(item=item, data=data, actor=people.writer)
    return item


def _own_file(found: Planted, *name: str) -> list[int]:
    """A file whose name and bytes say whose it is."""
    made = uploads.accept_file(files.pdf(bare(*name)), name=f"{bare(*name)}.pdf", by=None)
    found.files["".join(name)] = made
    return [made.pk]


def _own_picture(found: Planted, *name: str):
    number = 300 + len(found.files)
    made = uploads.accept_image(
        pictures.jpeg(number, 200), name=f"{bare('anh', *name)}.jpg", by=None, alt_text=word("anh", *name), caption=word("anh", *name)
    )  # fmt: skip
    found.files["anh" + "".join(name)] = made
    return made


def _new(found: Planted, kind: str, name: str):
    """An unsaved piece that says its word in every field that takes words, and what it is related to."""
    others, mine = found.others, word(name)
    hidden_file = {"files": _own_file(found, name)} if kind != "boanh" else {}
    image = _own_picture(found, name)
    if kind == "baiviet":
        body = f'<p>Lời của {mine}.</p><figure data-image="{image.pk}"><figcaption>{mine}</figcaption></figure>'
        related = {
            "authors": [others["author"].pk],
            "keywords": [others["keyword"].pk],
            "threads": [others["thread"].pk],
        }
        if name.endswith(PUBLIC):
            related = {}
        item = Article(
            summary=mine, body=body, section=others["section"], lead_image=image, lead_caption=mine, source=mine, kicker=mine,
            organizations_named=mine,
        )  # fmt: skip
        return item, related | hidden_file | {"organizations": [others["organization"].pk]}
    if kind == "hoinghi":
        begins = timezone.now().replace(microsecond=0) + timedelta(days=3)
        item = Event(
            kind=others["event_kind"], series=None if name.endswith(PUBLIC) else others["series"], summary=mine, venue=mine,
            begins=begins, ends=begins + timedelta(hours=3), ends_as="hour", lead_image=image, organizer_name=mine,
            agenda=[{"hour": "08:00", "text": mine, "presenter": mine}],
        )  # fmt: skip
        return item, hidden_file
    if kind == "khenthuong":
        decision = others["decision"] if not name.endswith(PUBLIC) else None
        return AwardRound(form=others["form"], decision=decision, summary=mine, movement=mine), hidden_file
    if kind == "tailieu":
        number = f"{100 + len(found.files)}-NQ/TW"
        return Document(
            type=others["type"], number=number, issued_on=date(2024, 5, 18), summary=mine, signer=mine
        ), hidden_file
    if kind == "boanh":
        return Gallery(taken_on=date(2024, 7, 12), summary=mine, photos=[photos.row(image.pk)]), {}
    return Video(outside="youtube:dQw4w9WgXcQ", summary=mine, lead_image=image), hidden_file


def _tied(found: Planted, kind: str) -> dict:
    """A public article or event names every hidden piece it could name."""

    def hidden(other: str) -> list[int]:
        return [item.pk for (name, state), item in found.pieces.items() if name == other and state != "sua"]

    named = {"documents": "tailieu", "galleries": "boanh", "videos": "video", "award_rounds": "khenthuong"}
    if kind == "baiviet":
        named |= {"events": "hoinghi", "related": "baiviet"}
    return {name: hidden(other) for name, other in named.items()} if kind in ("baiviet", "hoinghi") else {}


def _rows(found: Planted) -> None:
    """Rows of registers under the hidden pieces, and hidden pieces in the places of the front page."""
    for state in STATES:
        rows = found.pieces["khenthuong", state]
        name = word(PUBLIC) if state == "sua" else word("khenthuong", state)
        names = {"recipient_name": f"Chi bộ {name} (minh họa)", "parent_name": name}
        row = Commendation.objects.create(round=rows, form=found.others["form"], **names, **derived(**names))
        site = ConnectedSite(
            event=found.pieces["hoinghi", state], name=name.replace("khenthuong", "hoinghi"), chair=name
        )
        site.chair = site.name
        site.write_words()
        site.save()
        found.others[f"row_{state}"], found.others[f"site_{state}"] = row, site
    board = FrontPage.objects.create(live_from=timezone.now() - timedelta(hours=1))
    ahead = FrontPage.objects.create()
    for state in ("hen", "hethan", "go"):
        HomeSlot.objects.create(board=ahead, place="lead", article=found.pieces["baiviet", state], line="")
        HomeSlot.objects.create(
            board=board, place="hot", article=found.pieces["baiviet", state], line=word("baiviet", state)
        )


# --- the desk, the house, a sheet that waits ----------------------------------------------------------
MAIL = "quetzalthu@vidu.vn"
PHONE = "0987 654 321"


def _feedback(found: Planted, people: People) -> None:
    """A message in each state that stays inside, one of them with an address; none about anything hidden is shown."""
    given = {
        "loai": "comment", "thu": "", "dong_y_ten": False, "ban": "", "trang_web": "", "ho_ten": f"{word('nguoigui')} (minh họa)",
    }  # fmt: skip
    steps = {"moi": "", "thurac": "spam", "tuchoi": "refuse"}
    for name, step in steps.items():
        data = given | {"noi_dung": f"{word('phanhoi', name)}, gọi {PHONE}"}
        message = receiving.receive(
            data=data, about=found.pieces["baiviet", "sua"], network=name, sent_lately=0
        ).message
        moderation.add_note(message=message, actor=people.moderator, text=word("ghichu"))
        if step:
            words = {"reason": word("lydotuchoi")} if step == "refuse" else {}
            moderation.step(name=step, message=message, actor=people.moderator, version=message.version, **words)
        found.others[f"message_{name}"] = Message.objects.get(pk=message.pk)
    Contact.objects.get_or_create(message=found.others["message_moi"], defaults={"email": MAIL})
    found.others["ready"] = ReadyText.objects.create(title=word("caumau"), text=word("caumau"))
    found.others["watched"] = WatchedWord.objects.create(word=word("tudey"))


def _house(found: Planted, people: People) -> None:
    """A page that isn't shown, a notice whose hour has not come; one row of each register that hides nothing."""
    MenuItem.objects.create(label="Tin tức", address="/tin-tuc/")
    WebsiteLink.objects.create(label="Cổng bạn (minh họa)", url="https://vidu.vn/")
    Holiday.objects.get_or_create(day=date(2030, 1, 1), defaults={"name": "Tết Dương lịch"})
    SectionRight.objects.create(user=people.moderator, section=found.others["section"])
    found.others["page"] = Page.objects.create(
        title=word("trang"), slug=bare("trang"), body=f"<p>{word('trang')}</p>", is_shown=False
    )
    found.others["gates"] = WorkflowGates.objects.get_or_create()[0]
    found.others["identity"] = SiteIdentity.objects.get_or_create(defaults={"name": "Cổng thông tin (minh họa)"})[0]
    found.others["notice"] = Notice.objects.create(text=word("thongbao"), starts_at=timezone.now() + timedelta(days=1))


def _batch(found: Planted, people: People) -> None:
    """A sheet tried and not recorded, at the round and at the event that are drafts."""
    for name, kind in (("recipients", "khenthuong"), ("sites", "hoinghi")):
        piece = found.pieces[kind, "nhap"]
        rows = [("STT", "Tên chi bộ" if kind == "khenthuong" else "Điểm cầu"), (1, f"Chi bộ {word('bang')} (minh họa)")]
        register_of = declaring.named(name)
        batch = batches.receive(
            register=register_of, piece=piece, data=files.xlsx(*rows).getvalue(), file_name=f"{bare('bang')}.xlsx", actor=None
        )  # fmt: skip
        batches.try_out(batch)
        found.others[f"batch_{kind}"] = Batch.objects.get(pk=batch.pk)


# Which roles may read a word, as the product says it: by how the word begins, the longest beginning first. What is not here nobody may.
_DESK = {Role.EDITOR, Role.MANAGING_EDITOR, Role.APPROVER}
_WRITERS = {Role.CONTRIBUTOR, Role.REPORTER, *_DESK}
_SUPERVISORS = {Role.ADMINISTRATOR, Role.AUDITOR}
_PIECES = {*_DESK, *_SUPERVISORS}
_LIBRARY = {*_WRITERS, Role.PICTURE_EDITOR}
_ORGANIZATIONS = {Role.EDITOR, Role.MANAGING_EDITOR, Role.ADMINISTRATOR}
READ_BY = {
    "baiviet": _PIECES, "hoinghi": _PIECES, "tailieu": _PIECES, "khenthuong": {*_PIECES, Role.AWARDS_MANAGER},
    "boanh": {*_PIECES, Role.PICTURE_EDITOR}, "video": {*_PIECES, Role.PICTURE_EDITOR},
    # A picture's caption stands beside it in the library and wherever a piece shows it.
    "anh": {*_LIBRARY, *_SUPERVISORS, Role.AWARDS_MANAGER},
    "bang": {*_PIECES, Role.AWARDS_MANAGER}, "quyetdinh": {*_PIECES, Role.AWARDS_MANAGER},
    # What pieces are filed under is chosen from by everybody who writes.
    "dongsukien": {*_WRITERS, *_SUPERVISORS}, "chuoi": {*_WRITERS, *_SUPERVISORS}, "butdanh": {*_WRITERS, *_SUPERVISORS},
    "tukhoa": {*_WRITERS, *_SUPERVISORS},
    "tochuc": set(Role) - {Role.MODERATOR}, "nhansu": set(Role) - {Role.MODERATOR}, "chucvu": set(Role) - {Role.MODERATOR},
    "ghichunhansu": _ORGANIZATIONS | set(_WRITERS),
    "phanhoi": {Role.MODERATOR}, "nguoigui": {Role.MODERATOR}, "ghichu": {Role.MODERATOR}, "lydotuchoi": {Role.MODERATOR},
    "caumau": {Role.MODERATOR, Role.ADMINISTRATOR}, "tudey": {Role.MODERATOR, Role.ADMINISTRATOR},
    # The log names the files that were taken in.
    "tepkho": _SUPERVISORS,
    "trang": {Role.MANAGING_EDITOR, Role.ADMINISTRATOR}, "thongbao": {Role.MANAGING_EDITOR, Role.ADMINISTRATOR},
}  # fmt: skip


def may_read(role: Role | None, code: str) -> bool:
    """Whether somebody with the role may meet the word; without a role nobody may meet any."""
    found = max((begin for begin in READ_BY if code.startswith(begin)), key=len, default="")
    return role is not None and role in READ_BY.get(found, ())
