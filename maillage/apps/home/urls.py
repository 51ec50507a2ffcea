"""Address of the home."""

from django.urls import path

from maillage.apps.home import views

urlpatterns = [path("", views.home, name="home")]
