"""Addresses of mandates."""

from django.urls import path, re_path

from maillage.apps.mandates import views

app_name = "mandates"

SPACE = "communautes/<slug:slug>/mandats/"

urlpatterns = [
    path(SPACE, views.mandates, name="mandates"),
    path(f"{SPACE}<uuid:uuid>/nommer/", views.give_mandate, name="give_mandate"),
    path(f"{SPACE}<uuid:uuid>/fin/", views.end_mandate, name="end_mandate"),
    path(f"{SPACE}<uuid:uuid>/decision/", views.link_decision, name="link_decision"),
    path(f"{SPACE}telecharger/xlsx/", views.mandates_xlsx, name="mandates_xlsx"),
    path(f"{SPACE}<uuid:uuid>/valider/", views.decide_mandate, name="decide_mandate"),
    re_path(
        r"^communautes/(?P<slug>[-\w]+)/mandats/telecharger/(?P<format>docx|odt|pdf)/$",
        views.download_mandates,
        name="download_mandates",
    ),
]
