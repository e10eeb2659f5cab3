"""The reference pages that the benchmark serves beside the portal: an empty Django view, a plain article page of ten queries."""

import functools

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

DEFAULT_MIDDLEWARE = [
    "tools.bench_reference.OwnAddresses",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

PLAIN = """<!doctype html><html lang="vi"><head><title>{{ article.title }}</title></head><body>
<nav>{% for section in sections %}<a href="/chuyen-muc/{{ section.slug }}/">{{ section.name }}</a>{% endfor %}</nav>
<article><h1>{{ article.title }}</h1><p>{{ article.summary }}</p>{{ article.body|safe }}
<p>{% for author in authors %}{{ author.pen_name }} {% endfor %}</p>
<p>{% for keyword in keywords %}<a href="/tu-khoa/{{ keyword.slug }}/">{{ keyword.name }}</a> {% endfor %}</p></article>
{% for box in boxes %}<section>{% for one in box %}<article><h3><a href="/bai-viet/{{ one.slug }}-{{ one.pk }}/">{{ one.title }}</a></h3>
<p>{{ one.summary }}</p><p>{{ one.section.name }} {{ one.publish_at|date:"d/m/Y H:i" }}</p></article>{% endfor %}</section>{% endfor %}
</body></html>"""


@functools.cache
def template():
    """The page's template, compiled once."""
    return engines["django"].from_string(PLAIN)


class OwnAddresses:
    """Answers with these addresses instead of the portal's."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Every request."""
        request.urlconf = "tools.bench_reference"
        return self.get_response(request)


def empty(request: HttpRequest) -> HttpResponse:
    """Nothing but Django."""
    return HttpResponse("ok")


def plain(request: HttpRequest, pk: int) -> HttpResponse:
    """An article page as one writes it on the first day: ten queries, one template."""
    from articles.models import Article  # noqa: PLC0415 - settings are read by then
    from publishing.models import Section, SiteIdentity  # noqa: PLC0415

    listed = Article.objects.filter(state="published").select_related("section")
    article = listed.get(pk=pk)
    context = {
        "article": article,
        "identity": SiteIdentity.objects.first(),
        "sections": list(Section.objects.all()),
        "authors": list(article.authors.all()),
        "keywords": list(article.keywords.all()),
        "boxes": [
            list(listed.order_by("-publish_at")[:5]),
            list(listed.filter(section=article.section).order_by("-publish_at")[:5]),
            list(listed.filter(featured=True).order_by("-publish_at")[:5]),
            list(listed.filter(keywords__in=article.keywords.all()).order_by("-publish_at").distinct()[:5]),
            list(listed.order_by("-publish_at")[5:10]),
        ],
    }
    return HttpResponse(template().render(context, request))


urlpatterns = [path("trong/", empty), path("bai/<int:pk>/", plain)]
