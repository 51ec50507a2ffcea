"""Which address leads to which subject?"""

from django.urls import include, path

urlpatterns = [
    path("geographie/", include("maillage.apps.geography.urls")),
    path("compte/", include("maillage.apps.accounts.urls")),
    path("", include("maillage.apps.contract.urls")),
    path("", include("maillage.apps.meetings.urls")),
    path("", include("maillage.apps.decisions.urls")),
    path("", include("maillage.apps.mandates.urls")),
    path("", include("maillage.apps.workshop.urls")),
    path("", include("maillage.apps.borders.urls")),
    path("demonstration/", include("maillage.apps.demo.urls")),
    path("", include("maillage.apps.home.urls")),
    path("", include("maillage.apps.members.urls")),
    path("", include("maillage.apps.creation.urls")),
    path("", include("maillage.apps.diagnosis.urls")),
    path("", include("maillage.apps.communities.urls")),
]
