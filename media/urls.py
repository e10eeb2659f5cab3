"""The one address of stored files, and the addresses of galleries and videos."""

from django.urls import path

from media.galleries import syndication, views
from media.serving import serve
from media.videos import syndication as video_files
from media.videos import views as films

urlpatterns = [
    path("tep/<path:path>", serve, name="file"),
    path("thu-vien-anh/", views.galleries, name="galleries"),
    path("thu-vien-anh/rss/", syndication.galleries_feed, name="gallery_feed"),
    path("thu-vien-anh/<slug:slug>-<int:pk>/", views.gallery, name="gallery"),
    path("video/", films.videos, name="videos"),
    path("video/rss/", video_files.videos_feed, name="video_feed"),
    path("video/<slug:slug>-<int:pk>/", films.video, name="video"),
]
