"""From the resolver to addresses that can be asked: every pattern, each of its places filled with something that was planted."""

import re
from dataclasses import dataclass

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.urls import URLResolver, get_resolver

from articles.models import Article
from awards.models import AwardRound
from documents.models import Document
from events.models import Event
from media.models import Gallery, Image, Video
from publishing import pickers, preview
from publishing.models import Publishable
from tests.pages.planting import KINDS, Planted

ADMIN = "quan-tri/"
# What a reader's address of this beginning names.
NAMED = {
    "bai-viet/": Article, "hoi-nghi/": Event, "khen-thuong/": AwardRound, "tai-lieu/": Document, "thu-vien-anh/": Gallery,
    "video/": Video, "api/v1/bai-viet/": Article, "api/v1/hoi-nghi/": Event, "api/v1/khen-thuong/": AwardRound,
    "api/v1/tai-lieu/": Document, "api/v1/bo-anh/": Gallery, "api/v1/video/": Video,
}  # fmt: skip
# What a slug stands for where no piece is named.
SLUGS = {
    "chuyen-muc/": "section", "rss/": "section", "dong-su-kien/": "thread", "tac-gia/": "author", "tu-khoa/": "keyword",
    "hoi-nghi/chuoi/": "series", "to-chuc/": "organization", "trang/": "page",
}  # fmt: skip
# What fields ask while somebody types a name, and lists with something asked of them.
SOURCES = sorted(pickers._sources)
_SEARCHED = ("?q=quetzal",)
ASKED = {
    f"{ADMIN}articles/article/": _SEARCHED, f"{ADMIN}events/event/": _SEARCHED, f"{ADMIN}awards/awardround/": _SEARCHED,
    f"{ADMIN}documents/document/": _SEARCHED, f"{ADMIN}media/gallery/": _SEARCHED, f"{ADMIN}media/image/": _SEARCHED,
    f"{ADMIN}media/image/chon/": _SEARCHED, f"{ADMIN}khoi_portal/homeslot/": _SEARCHED, f"{ADMIN}accounts/logentry/": _SEARCHED,
    f"{ADMIN}feedback/message/": ("?viec=reply&so={}", "?tinhtrang=spam", "?tinhtrang=refused"),
    "tim-kiem/": ("?q=quetzalbaivietnhap", "?q=quetzaltrang"), "khen-thuong/tra-cuu/": ("?q=quetzalkhenthuongnhap",),
    "khen-thuong/tra-cuu/ket-qua.csv": ("?q=quetzalkhenthuongnhap",), "to-chuc/": ("?q=quetzaltochuc",),
    "tin-tuc/": ("?q=quetzalbaiviethen",),
}  # fmt: skip


@dataclass(frozen=True)
class Address:
    """One thing to ask for: the pattern it comes from, and the state of the piece it names, if it names one."""

    pattern: str
    path: str
    state: str = ""


def patterns(resolver=None, before: str = ""):
    """Every pattern as the resolver holds it, down to the leaves."""
    for one in (resolver or get_resolver()).url_patterns:
        text = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one, text)
        else:
            yield text.replace("^", "").replace("$", "").replace("\\Z", "")


def addresses(planted: Planted) -> list[Address]:
    """All of them; a pattern that names a piece gives one for every state in which something was planted."""
    return [one for pattern in dict.fromkeys(patterns()) for one in _filled(pattern, planted)]


def _filled(pattern: str, planted: Planted) -> list[Address]:
    model = _model_of(pattern)
    if pattern.startswith(ADMIN + "goi-y/"):
        return [Address(pattern, f"/{ADMIN}goi-y/{name}/?q=quetzal") for name in SOURCES]
    if "<" not in pattern or (model is None and not _slug_of(pattern, planted)):
        address = Address(pattern, "/" + _fill(pattern, planted, None))
        asked = [
            Address(pattern, address.path + query.format(planted.others["message_moi"].pk))
            for query in ASKED.get(pattern, ())
        ]
        return [address, *asked]
    if model is Image:
        used = planted.files["anhbaivietnhap"], planted.others["image"]
        return [Address(pattern, "/" + _fill(pattern, planted, image)) for image in used]
    if model is not None and issubclass(model, Publishable):
        pieces = planted.pieces_of(model)
        return [Address(pattern, "/" + _fill(pattern, planted, item), state) for state, item in pieces.items()]
    return [Address(pattern, "/" + _fill(pattern, planted, _thing(model, planted) if model else None))]


def _model_of(pattern: str):
    if pattern.startswith("quan-tri/r/"):
        return Article
    if pattern.startswith(ADMIN):
        app, _, rest = pattern.removeprefix(ADMIN).partition("/")
        model, _, rest = rest.partition("/")
        return (
            apps.get_model(app, model) if "<" in rest and "<" not in app + model and app in apps.app_configs else None
        )
    found = [begin for begin in NAMED if pattern.startswith(begin) and "<int:pk>" in pattern]
    return NAMED[max(found, key=len)] if found else None


def _thing(model, planted: Planted):
    """What was planted of a kind that has no states."""
    found = [one for one in planted.others.values() if type(one) is model] or [model._base_manager.first()]
    assert found[0] is not None, (
        f"Nothing of {model.__name__} is planted: its addresses can't be tried. Plant one in planting.py."
    )
    return found[0]


def _slug_of(pattern: str, planted: Planted) -> str:
    begin = next((one for one in sorted(SLUGS, key=len, reverse=True) if pattern.startswith(one)), None)
    return planted.others[SLUGS[begin]].slug if begin and "<slug:slug>" in pattern else ""


def _fill(pattern: str, planted: Planted, item) -> str:
    """The pattern with every place filled."""
    state = next((state for (_, state), one in planted.pieces.items() if one is item), "")
    kind = next((kind for kind, model in KINDS.items() if type(item) is model), "")
    number = 1
    given = {
        "object_id": lambda: item.pk, "id": lambda: item.pk,
        "pk": lambda: (item or planted.others[_numbered(pattern)]).pk,
        "slug": lambda: item.slug if item is not None else _slug_of(pattern, planted),
        "number": lambda: number, "name": lambda: "small", "source": lambda: "to-chuc", "day": lambda: "2024-05-18",
        "batch": lambda: planted.others[f"batch_{kind}"].pk,
        "row": lambda: planted.others[f"{'row' if kind == 'khenthuong' else 'site'}_{state}"].pk,
        "token": lambda: preview.link(*_previewed(planted)).strip("/").rpartition("/")[2],
        "path": lambda: planted.files["baivietnhap"].stored.name, "url": lambda: "khong-co-dia-chi-nay/",
        "content_type_id": lambda: ContentType.objects.get_for_model(Article).pk,
        "app_label": lambda: "articles",
    }  # fmt: skip

    def put(match: re.Match) -> str:
        return str(given[match["name"]]())

    text = re.sub(r"\(\?P<(?P<name>\w+)>[^)]*\)", put, pattern)
    text = re.sub(r"<(?:\w+:)?(?P<name>\w+)>", put, text)
    return text.replace(r"[\s\S]+/", "khong-co-dia-chi-nay/")


# What a number stands for where no piece is named.
NUMBERED = {
    "to-chuc/": "organization", "dong-su-kien/": "thread", "tac-gia/": "author", "tu-khoa/": "keyword", "chuoi-hoi-nghi/": "series",
    "trang/": "page",
}  # fmt: skip


def _numbered(pattern: str) -> str:
    return NUMBERED.get(pattern.removeprefix("api/v1/").partition("<")[0], "section")


def _previewed(planted: Planted):
    item = planted.pieces["baiviet", "nhap"]
    return item, item.working_revision


# --- what is sent --------------------------------------------------------------------------------------
def sent_to(address: Address, planted: Planted) -> dict:
    """What a POST carries: as far as it can be, what would change something for whoever may."""
    end = ([""] + [part for part in address.pattern.strip("/").split("/") if "<" not in part])[-1]
    if address.pattern.startswith("quan-tri/feedback/message/"):
        return _to_the_desk(end, planted)
    if end == "password":
        return {"password1": "Tam-quyen-sach-2026", "password2": "Tam-quyen-sach-2026", "usable_password": "true"}
    if end in SENT:
        return SENT[end]
    if "<" not in address.pattern and address.pattern.startswith(ADMIN):
        return _to_the_list(address, planted)
    return {}


SENT = {
    "delete": {"post": "yes"}, "viec": {"viec": "publish_urgently", "note": "Gấp."}, "tu-luu": {"title": "Cướp (minh họa)"},
    "hang": {"viec": "bo"}, "bang": {"viec": "ghi"},
}  # fmt: skip


def _to_the_desk(end: str, planted: Planted) -> dict:
    message = planted.others["message_moi"]
    if end == "nhieu":
        return {"viec": "spam", "chon": f"{message.pk}-{message.version}"}
    return {"viec": "take", "version": message.version, "bat": "1"}


def _to_the_list(address: Address, planted: Planted) -> dict:
    """One step for everything in a list, or one of the actions under it."""
    if address.pattern.endswith("homeslot/"):
        return {"viec": "them", "cho": "lead", "so": planted.pieces["baiviet", "sua"].pk}
    app, _, model = address.pattern.removeprefix(ADMIN).strip("/").partition("/")
    if app not in apps.app_configs or not model or "/" in model:
        return {}
    kind = apps.get_model(app, model)
    if issubclass(kind, Publishable):
        return {"viec": "trash", "chon": [planted.pieces_of(kind)["nhap"].pk]}
    if model == "image":
        return {"viec": "bo", "chon": [_thing(kind, planted).pk]}
    action = "switch_off_second_factor" if model == "user" else "delete_selected"
    return {"action": action, "_selected_action": _thing(kind, planted).pk, "post": "yes"}
