"""The public addresses of articles."""

from django.urls import path

from articles import readership, syndication, views

urlpatterns = [
    path("tin-tuc/", views.news, name="news"),
    path("chuyen-muc/<slug:slug>/", views.section, name="section"),
    path("bai-viet/<slug:slug>-<int:pk>/", views.article, name="article"),
    path("bai-viet/<int:pk>/doc/", readership.beacon, name="beacon"),
    path("dong-su-kien/<slug:slug>/", views.thread, name="thread"),
    path("tac-gia/<slug:slug>/", views.author, name="author"),
    path("tac-gia/<slug:slug>/rss/", syndication.author_news, name="author_feed"),
    path("tu-khoa/<slug:slug>/", views.keyword, name="keyword"),
    path("rss/tat-ca/", syndication.all_news, name="feed"),
    path("rss/<slug:slug>/", syndication.section_news, name="section_feed"),
]
