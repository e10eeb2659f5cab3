"""The one address of stored files, and the addresses of galleries."""

from django.urls import path

from media.galleries import syndication, views
from media.serving import serve

urlpatterns = [
    path("tep/<path:path>", serve, name="file"),
    path("thu-vien-anh/", views.galleries, name="galleries"),
    path("thu-vien-anh/rss/", syndication.galleries_feed, name="gallery_feed"),
    path("thu-vien-anh/<slug:slug>-<int:pk>/", views.gallery, name="gallery"),
]
