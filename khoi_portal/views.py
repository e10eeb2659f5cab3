"""The roof's own pages: home, simple pages, map of the site, display choice, preview, style guide."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts.network import is_sent_from_elsewhere
from articles import shelves
from awards.models import TAG as AWARDS
from documents.models import TAG as DOCUMENTS
from events.models import TAG as EVENTS
from khoi_portal import home as front
from khoi_portal import site_map as plan
from khoi_portal import style_guide as guide
from khoi_portal.models import Page, WebsiteLink
from media.models import GALLERIES, VIDEOS, Image
from media.serving import admit_guest
from organizations.models import TAG as ORGANIZATIONS
from publishing import display, pagecache, paths, preview, sites
from publishing.kinds import kind_of
from publishing.pagecache import cached_page
from publishing.sanitizing import render as render_html
from publishing.structured import described


@cached_page()
def home(request: HttpRequest) -> HttpResponse:
    """The front page."""
    pagecache.tag(request, "home", shelves.TAG, AWARDS, DOCUMENTS, EVENTS, GALLERIES, VIDEOS)
    return render(request, "home.html", front.blocks().as_context() | {"structured_data": _website()})


def _website() -> str:
    """What machines are told about the site as a whole: its name and whose it is, as search engines print them."""
    name, address = sites.identity().name, f"{settings.SITE_URL}/"
    publisher = {"@type": "Organization", "name": name, "url": address}
    return described({"@type": "WebSite", "name": name, "url": address, "inLanguage": "vi", "publisher": publisher})


@paths.moved_permanently
@cached_page()
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """A simple page, with the others of its language beside it."""
    found = paths.find(Page.objects.public(), slug)
    pagecache.tag(request, "kind:page")
    context = {
        "page": found,
        "body": render_html(found.body),
        "siblings": Page.objects.public().filter(language=found.language),
    }
    return render(request, "khoi_portal/page_detail.html", context)


@cached_page()
def site_map(request: HttpRequest) -> HttpResponse:
    """Sơ đồ trang, built from the data."""
    pagecache.tag(request, "kind:page", shelves.TAG, AWARDS, DOCUMENTS, EVENTS, GALLERIES, ORGANIZATIONS, VIDEOS)
    return render(
        request,
        "khoi_portal/site_map.html",
        {"groups": plan.groups(), "website_links": WebsiteLink.objects.all()},
    )


@csrf_exempt
@require_POST
def choose_display(request: HttpRequest) -> HttpResponse:
    """Text size and theme without script: the choice goes into one cookie, and the reader back to the page they were on.

    The form stands on cached pages and holds nobody's authority, so it has no token; it redirects to this site only, and
    what another site sends changes nothing.
    """
    if is_sent_from_elsewhere(request):
        return HttpResponseRedirect(_back_to(request))
    choice = display.of(request)
    step, theme = request.POST.get("size", ""), request.POST.get("theme", "")
    if step in ("+1", "-1"):
        choice = choice.stepped(int(step))
    if theme:
        # As with script: the theme that is on, pressed again, goes back to the device's own.
        choice = choice.with_theme("auto" if theme == choice.theme else theme)
    response = HttpResponseRedirect(_back_to(request))
    response.set_cookie(
        display.COOKIE, choice.cookie(), max_age=display.ONE_YEAR, samesite="Lax", secure=settings.HTTPS
    )
    return response


def _back_to(request: HttpRequest) -> str:
    """The path of the page the reader came from, if it is one of ours; never another host."""
    try:
        referer = urlsplit(request.META.get("HTTP_REFERER", ""))
    except ValueError:
        return "/"
    if referer.netloc != request.get_host() or not referer.path.startswith("/") or referer.path.startswith("//"):
        return "/"
    return referer.path + (f"?{referer.query}" if referer.query else "")


def show_preview(request: HttpRequest, token: str) -> HttpResponse:
    """A signed preview: the real page of one revision, kept by nobody, found by no search engine."""
    item, _revision = preview.load(token)
    response = kind_of(item).preview(request, item, preview=True)
    admit_guest(response, item)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


def style_guide(request: HttpRequest) -> HttpResponse:
    """Every component with its states; for staff, or with DEBUG on. For everybody else there is no such page."""
    if not (settings.DEBUG or request.user.is_staff):
        raise Http404
    picture = Image.objects.kept().with_renditions().latest_first().first()
    return render(request, "khoi_portal/style_guide.html", guide.examples(picture=picture))
