"""Addresses of the journey of a CPTS and of the portfolio of those who follow it."""

from django.urls import path, re_path

from maillage.apps.creation.views import clock, journey, letter, portfolio

app_name = "creation"

urlpatterns = [
    path("communautes/<slug:slug>/parcours/", journey.journey, name="journey"),
    path(
        "communautes/<slug:slug>/parcours/enregistrer/<slug:address>/",
        journey.record_move,
        name="record_move",
    ),
    path(
        "communautes/<slug:slug>/parcours/retirer/<uuid:uuid>/",
        journey.withdraw_move,
        name="withdraw_move",
    ),
    path("communautes/<slug:slug>/parcours/delai/suspendre/", clock.pause, name="pause_clock"),
    path("communautes/<slug:slug>/parcours/delai/reprendre/", clock.resume, name="resume_clock"),
    path(
        "communautes/<slug:slug>/parcours/delai/retirer/<uuid:uuid>/",
        clock.withdraw_pause,
        name="withdraw_pause",
    ),
    path("portefeuille/", portfolio.portfolio, name="portfolio"),
    path("portefeuille/portefeuille.xlsx", portfolio.export_portfolio, name="export_portfolio"),
    path("communautes/<slug:slug>/lettre/", letter.letter, name="letter"),
    path("communautes/<slug:slug>/lettre/modifier/", letter.edit_letter, name="edit_letter"),
    path(
        "communautes/<slug:slug>/lettre/versions/<int:number>/",
        letter.letter,
        name="letter_version",
    ),
    re_path(
        r"^communautes/(?P<slug>[-\w]+)/lettre/telecharger/(?P<format>docx|odt|pdf)/$",
        letter.download_letter,
        name="download_letter",
    ),
]
