"""What readers meet: writing to the newsroom, the thanks with the code, looking up the answer. Views ask; receiving decides."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.network import is_sent_from_elsewhere
from feedback import codes, limits, moderation, receiving, shelves
from feedback.forms import FeedbackForm, LookUpForm
from feedback.models import Contact, Message, Tries
from feedback.states import TONES, Kind, State
from publishing import pagecache
from publishing.models import Publishable
from publishing.pagecache import cached_page

TOO_OFTEN = (
    "Từ mạng của bạn đã có nhiều lần gửi trong giờ này. Những gì bạn viết vẫn còn ở dưới: xin gửi lại sau một giờ."
)
FROM_ELSEWHERE = (
    "Biểu mẫu này không được gửi từ trang của chúng tôi. Hãy xem lại nội dung dưới đây rồi bấm Gửi phản hồi."
)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """The form for everything; where the forms under pieces send to as well."""
    return _take(request) if request.method == "POST" else _page(request)


@cached_page()
def _page(request: HttpRequest) -> HttpResponse:
    pagecache.tag(request, *shelves.newest_tags())
    form = FeedbackForm(consent=receiving.consent_in_force(), initial={"loai": Kind.PROPOSAL})
    return render(request, "feedback/write.html", _context(form) | {"messages": shelves.newest()})


def _context(form: FeedbackForm, about: Publishable | None = None) -> dict[str, Any]:
    return {"form": form, "subject": form["ve"].value() or "", "consent": receiving.consent_in_force(), "about": about}


def _take(request: HttpRequest) -> HttpResponse:
    """Store it, or show the form again with everything that was typed. Nothing of this is kept by anybody."""
    form = FeedbackForm(request.POST, consent=receiving.consent_in_force())
    about = receiving.subject_named(request.POST.get("ve", "")[:60])
    is_whole = form.is_valid()
    if is_sent_from_elsewhere(request):
        return _again(request, form, about, status=403, problem=FROM_ELSEWHERE)
    if not is_whole:
        return _again(request, form, about, status=422)
    network = limits.network_of(request)
    tried = limits.count(network, Tries.SENDING)
    if limits.is_too_often(tried, Tries.SENDING):
        return _again(request, form, about, status=429, problem=TOO_OFTEN)
    found = receiving.receive(data=form.cleaned_data, about=about, network=network, sent_lately=tried)
    context = {"code": found.code, "message": found.message, "about": about}
    return _private(render(request, "feedback/sent.html", context))


def _again(
    request: HttpRequest, form: FeedbackForm, about: Publishable | None, *, status: int, problem: str = ""
) -> HttpResponse:
    context = _context(form, about) | {"problem": problem}
    return _private(render(request, "feedback/write.html", context, status=status))


def _private(response: HttpResponse) -> HttpResponse:
    """Kept by nobody, found by nobody."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def look_up(request: HttpRequest) -> HttpResponse:
    """State, answer and reason by the code, which travels by POST alone. An unknown code and an erased one read the same."""
    if request.method != "POST":
        return _private(render(request, "feedback/look_up.html", {"form": LookUpForm()}))
    form = LookUpForm(request.POST)
    given = request.POST.get("ma", "")
    if not given.strip():
        return _private(render(request, "feedback/look_up.html", {"form": form, "empty": True}, status=422))
    if is_sent_from_elsewhere(request):
        return _private(render(request, "feedback/look_up.html", {"form": form}, status=403))
    tried = limits.count(limits.network_of(request), Tries.LOOKING_UP)
    if limits.is_too_often(tried, Tries.LOOKING_UP):
        return _private(render(request, "feedback/look_up.html", {"form": form, "too_often": True}, status=429))
    message = Message.objects.filter(code_hash=codes.hash_of(given)).select_related("consent").first()
    if message is None:
        return _private(render(request, "feedback/look_up.html", {"form": form, "none": True}))
    wanted = request.POST.get("viec", "")
    if wanted == "xoa":
        moderation.erase(message=message, verb="feedback_erased")
        return _private(render(request, "feedback/look_up.html", {"form": LookUpForm(), "erased": True}))
    context = {
        "form": form,
        "message": message,
        "code": given,
        "tone": TONES[State(message.state)],
        "track": _track(message),
        "confirm": wanted == "hoi-xoa",
        "own": _own(message) if wanted == "xem" else None,
        "url": reverse("feedback_look_up"),
    }
    return _private(render(request, "feedback/look_up.html", context))


def _track(message: Message) -> list[dict[str, Any]]:
    """What has happened, with its time, and what is still to come."""
    state = State(message.state)
    track: list[dict[str, Any]] = [{"label": "Đã nhận", "at": message.received_at, "mark": "done"}]
    handed = f"chuyển {message.handed_to_name}" if message.handed_to_name else ""
    if message.started_at:
        mark = "done" if message.decided_at else "now"
        track.append({"label": "Đang xử lý", "at": message.started_at, "note": handed, "mark": mark})
    if message.decided_at:
        # What was taken for spam is only told to be closed: nobody learns from it how to get through.
        label = "Đã đóng" if state == State.SPAM else state.label
        track.append({"label": label, "at": message.decided_at, "mark": "done"})
    else:
        track.append({"label": "Trả lời", "due": message.due_on, "mark": ""})
    return track


def _own(message: Message) -> dict[str, str]:
    """What is kept of the sender, shown to whoever holds the code and asks for it."""
    contact = Contact.objects.filter(message=message).first()
    return {
        "Họ và tên": message.name,
        "Thư điện tử": contact.email if contact else "không có",
        "Đồng ý dùng thư điện tử": "có" if contact else "không",
        "Đồng ý đăng tên": "có" if message.shows_name else "không",
        "Thỏa thuận": str(message.consent),
    }
