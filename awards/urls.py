"""Addresses of awards."""

from django.urls import path

from awards import syndication, views

urlpatterns = [
    path("khen-thuong/", views.rounds, name="awards"),
    path("khen-thuong/rss/", syndication.awards_feed, name="award_feed"),
    path("khen-thuong/tra-cuu/", views.look_up, name="award_look_up"),
    path("khen-thuong/tra-cuu/ket-qua.csv", views.look_up_file, name="award_look_up_file"),
    path("khen-thuong/<slug:slug>-<int:pk>/", views.award_round, name="award_round"),
    path(
        "khen-thuong/<slug:slug>-<int:pk>/danh-sach.xlsx", views.round_file, {"ending": "xlsx"}, name="award_round_xlsx"
    ),
    path("khen-thuong/<slug:slug>-<int:pk>/danh-sach.csv", views.round_file, {"ending": "csv"}, name="award_round_csv"),
]
