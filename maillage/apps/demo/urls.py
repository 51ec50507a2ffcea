"""Addresses of the demonstration; they answer only where it is on."""

from django.urls import path

from maillage.apps.demo import views

urlpatterns = [
    path("", views.people, name="demonstration"),
    path("courrier/", views.mailbox, name="demonstration_mailbox"),
    path("<uuid:uuid>/entrer/", views.enter, name="enter_demonstration"),
]
