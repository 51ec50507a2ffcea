"""Addresses of signing in: allauth's, under our pages."""

from django.urls import include, path

from maillage.apps.accounts import views

urlpatterns = [
    path("", views.account, name="account"),
    path("", include("allauth.urls")),
]
