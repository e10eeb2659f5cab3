"""The public addresses of events."""

from django.urls import path

from events import syndication, views

urlpatterns = [
    path("hoi-nghi/", views.events, name="events"),
    path("hoi-nghi/lich/", views.month, name="event_month"),
    path("hoi-nghi/lich.ics", views.calendar, name="event_feed_calendar"),
    path("hoi-nghi/chuoi/<slug:slug>/", views.series, name="event_series"),
    path("hoi-nghi/chuoi/<slug:slug>/lich.ics", views.series_calendar, name="event_series_calendar"),
    path("hoi-nghi/<slug:slug>-<int:pk>/", views.event, name="event"),
    path("hoi-nghi/<slug:slug>-<int:pk>.ics", views.event_calendar, name="event_calendar"),
    path("hoi-nghi/<slug:slug>-<int:pk>/diem-cau.xlsx", views.sites_file, {"ending": "xlsx"}, name="event_sites_xlsx"),
    path("hoi-nghi/<slug:slug>-<int:pk>/diem-cau.csv", views.sites_file, {"ending": "csv"}, name="event_sites_csv"),
    path("hoi-nghi/rss/", syndication.events_feed, name="event_feed"),
]
