"""Addresses of border surveys."""

from django.urls import path, re_path

from maillage.apps.borders import views

app_name = "borders"

SPACE = "communautes/<slug:slug>/enquetes/"

urlpatterns = [
    path(SPACE, views.surveys, name="surveys"),
    path(f"{SPACE}nouvelle/", views.new, name="new"),
    path(f"{SPACE}<uuid:uuid>/", views.survey, name="survey"),
    path(f"{SPACE}<uuid:uuid>/inviter/", views.invite, name="invite"),
    path(f"{SPACE}<uuid:uuid>/clore/", views.close, name="close"),
    re_path(
        r"^communautes/(?P<slug>[-\w]+)/enquetes/(?P<uuid>[-0-9a-f]{36})/telecharger/"
        r"(?P<format>docx|odt|pdf)/$",
        views.download,
        name="download",
    ),
    # From a mail, without an account.
    path("enquete/<str:code>/", views.answer, name="answer"),
    path("enquete/<str:code>/effacer/", views.leave, name="leave"),
]
