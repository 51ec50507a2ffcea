"""Shape of what people type about mandates; no rule."""

from collections.abc import Sequence
from typing import Any

from django import forms

from maillage.apps.accounts.models import Person
from maillage.apps.communities.actions.role import Invitee
from maillage.apps.communities.models import Community
from maillage.apps.decisions.models import Decision, DecisionQuerySet
from maillage.apps.mandates.actions.mandate import Commission, Nominee, Seats
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
        empty_label="aucune : instance extérieure",
    )
    detail = forms.CharField(
        label="Nom de l’instance",
        max_length=150,
        required=False,
        help_text="Par exemple « CTS de l’Ambrine » ou « centre hospitalier de … ».",
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


class DecisionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """A decision of the register, by its number, date and title."""

    def label_from_instance(self, obj: Any) -> str:
        return f"n° {obj.number} du {obj.decided_on:%d/%m/%Y} : {obj.title}"


class MandateForm(forms.Form):
    person = forms.ChoiceField(label="Personne déjà connue", required=False)
    email = forms.EmailField(
        label="Sinon, son adresse électronique",
        required=False,
        help_text="Avec son prénom et son nom, si elle n’est pas dans la liste.",
    )
    first_name = forms.CharField(label="Prénom", max_length=80, required=False)
    last_name = forms.CharField(label="Nom", max_length=80, required=False)
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
    decision = DecisionChoice(
        label="Décision du registre",
        queryset=Decision.objects.none(),
        required=False,
        empty_label="elle n’est pas au registre",
    )
    decided = forms.CharField(
        label="Ou : décidé par",
        max_length=200,
        required=False,
        help_text="L’instance et sa date : « conseil d’administration du 12/03/2026 ».",
    )

    def __init__(
        self, *args: Any, people: Sequence[Person], decisions: DecisionQuerySet, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(each.uuid): each for each in people}
        named = [(key, _named(each)) for key, each in self.people.items()]
        self.fields["person"].choices = [("", "quelqu’un d’autre"), *named]  # type: ignore[attr-defined]  # a choice field
        self.fields["decision"].queryset = decisions  # type: ignore[attr-defined]  # a model choice

    def nominee(self) -> Nominee:
        said = self.cleaned_data
        known = self.people.get(said["person"])
        is_whole = said["email"] and said["first_name"] and said["last_name"]
        invitee = (
            Invitee(said["email"], said["first_name"], said["last_name"]) if is_whole else None
        )
        return Nominee(invitee, said["profession"], known)

    def commission(self) -> Commission:
        """Return the mandate asked for.

        :raises EndsBeforeItBegins: the dates are the wrong way round.
        """
        said = self.cleaned_data
        term = Term(said["since"], said["until"])
        return Commission(Seat(said["seat"]), term, said["decided"], said["decision"])


def _named(person: Person) -> str:
    return f"{person}, {person.profession}" if person.profession else str(person)


class DecisionForm(forms.Form):
    decision = DecisionChoice(queryset=Decision.objects.none())

    def __init__(self, *args: Any, decisions: DecisionQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = decisions  # type: ignore[attr-defined]  # a model choice


class VerdictForm(forms.Form):
    verdict = forms.ChoiceField(
        choices=[(Approval.VALIDATED.value, "Valider"), (Approval.REFUSED.value, "Refuser")]
    )
    reason = forms.CharField(required=False, max_length=500)


class EndForm(forms.Form):
    until = forms.DateField()
