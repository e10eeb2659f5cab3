"""Every address of the portal. An address appears when the capability behind it lands."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from khoi_portal import api, errors, site_files, views
from khoi_portal.operations import health

urlpatterns = [
    path("", views.home, name="home"),
    path("", include("feedback.urls")),
    path("", include("articles.urls")),
    path("", include("events.urls")),
    path("", include("awards.urls")),
    path("", include("documents.urls")),
    path("", include("organizations.urls")),
    path("", include("search.urls")),
    path("", include("media.urls")),
    path("trang/<slug:slug>/", views.page, name="page"),
    path("so-do/", views.site_map, name="site_map"),
    path("hien-thi/", views.choose_display, name="display"),
    path("xem-truoc/<str:token>/", views.show_preview, name="preview"),
    path("giao-dien/", views.style_guide, name="style_guide"),
    path("api/v1/", include((api.urlpatterns, "api"))),
    path("rss/", site_files.feeds, name="feeds"),
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("robots.txt", site_files.robots),
    path("favicon.ico", site_files.favicon),
    path("sitemap.xml", site_files.sitemap_index, name="sitemap"),
    path("sitemap-trang.xml", site_files.sitemap_pages),
    path("sitemap-tin-moi.xml", site_files.sitemap_news),
    path("sitemap-anh-<int:number>.xml", site_files.sitemap_pictures),
    path("sitemap-tin-<int:number>.xml", site_files.sitemap_articles),
    path(settings.ADMIN_PATH, admin.site.urls),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
