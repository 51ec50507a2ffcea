"""Addresses of the contract."""

from django.urls import path

from maillage.apps.contract import views

app_name = "contract"

urlpatterns = [
    path("communautes/<slug:slug>/financement/", views.funding, name="funding"),
    path("communautes/<slug:slug>/financement.xlsx", views.funding_xlsx, name="funding_xlsx"),
    path("communautes/<slug:slug>/financement/montant/", views.agree_amount, name="agree_amount"),
    path(
        "communautes/<slug:slug>/financement/montant/retirer/",
        views.withdraw_amount,
        name="withdraw_amount",
    ),
    path("territoire/financement/", views.territory_funding, name="territory_funding"),
    path(
        "territoire/financement.xlsx", views.territory_funding_xlsx, name="territory_funding_xlsx"
    ),
]
