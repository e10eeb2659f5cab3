"""The public addresses of feedback."""

from django.urls import path

from feedback import views

urlpatterns = [
    path("phan-hoi/", views.write, name="feedback"),
    path("phan-hoi/tra-cuu/", views.look_up, name="feedback_look_up"),
]
