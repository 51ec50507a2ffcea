"""Shape of what people type about mandates; no rule."""

from typing import Any

from django import forms

from maillage.apps.communities.actions.role import Invitee
from maillage.apps.communities.models import Community
from maillage.apps.mandates.actions import Commission, Nominee, Seats
from maillage.apps.mandates.queries import bodies_for
from maillage.domain.mandates import Approval, Body, Seat, Term


class DayInput(forms.DateInput):
    """A date, by the browser's own calendar or by keyboard."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DelegationForm(forms.Form):
    body = forms.ChoiceField(label="Instance")
    seat_in = forms.ModelChoiceField(
        label="Communauté où l’on siège",
        queryset=Community.objects.none(),
        required=False,
        empty_label="aucune : instance extérieure",
    )
    detail = forms.CharField(
        label="Nom de l’instance",
        max_length=150,
        required=False,
        help_text="Par exemple « CTS de l’Ambrine » ou « centre hospitalier de … ».",
    )
    titulars = forms.IntegerField(label="Sièges titulaires", min_value=0, max_value=20, initial=1)
    substitutes = forms.IntegerField(
        label="Sièges de suppléance", min_value=0, max_value=20, initial=0
    )

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = bodies_for(community)  # type: ignore[attr-defined]  # a choice field
        joined = community.affiliations.filter(until__isnull=True).values("body_id")
        bodies = Community.objects.filter(pk__in=joined).order_by("search", "pk")
        self.fields["seat_in"].queryset = bodies  # type: ignore[attr-defined]  # a model choice

    def seats(self) -> Seats:
        said = self.cleaned_data
        return Seats(**{**said, "body": Body(said["body"])})


class MandateForm(forms.Form):
    email = forms.EmailField(label="Adresse électronique de la personne")
    first_name = forms.CharField(label="Prénom", max_length=80)
    last_name = forms.CharField(label="Nom", max_length=80)
    profession = forms.CharField(
        label="Profession",
        max_length=80,
        required=False,
        help_text="Si elle n’est pas encore connue. À la région, les deux doivent différer.",
    )
    seat = forms.ChoiceField(label="Siège", choices=[(s.value, s.label) for s in Seat])
    since = forms.DateField(label="Du", widget=DayInput)
    until = forms.DateField(
        label="Au", widget=DayInput, required=False, help_text="Dernier jour du mandat, inclus."
    )
    decided = forms.CharField(
        label="Décidé par",
        max_length=200,
        help_text="L’instance et sa date : « conseil d’administration du 12/03/2026 ».",
    )

    def nominee(self) -> Nominee:
        said = self.cleaned_data
        invitee = Invitee(said["email"], said["first_name"], said["last_name"])
        return Nominee(invitee, said["profession"])

    def commission(self) -> Commission:
        """Return the mandate asked for.

        :raises EndsBeforeItBegins: the dates are the wrong way round.
        """
        said = self.cleaned_data
        return Commission(Seat(said["seat"]), Term(said["since"], said["until"]), said["decided"])


class VerdictForm(forms.Form):
    verdict = forms.ChoiceField(
        choices=[(Approval.VALIDATED.value, "Valider"), (Approval.REFUSED.value, "Refuser")]
    )
    reason = forms.CharField(required=False, max_length=500)


class EndForm(forms.Form):
    until = forms.DateField()
