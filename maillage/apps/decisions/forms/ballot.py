"""Shape of a ballot, of a vote, of a proxy and of what the statutes say."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms

from maillage.apps.decisions.actions.ballot import Paper
from maillage.apps.decisions.actions.statutes import Stated
from maillage.apps.decisions.actions.vote import UnclearVote
from maillage.apps.decisions.forms.proposal import DayInput
from maillage.apps.decisions.models import Option
from maillage.domain.ballots import BLANK, Majority
from maillage.domain.consensus import Silence
from maillage.domain.quorum import Rule


class BallotForm(forms.Form):
    title = forms.CharField(label="Titre", max_length=150)
    text = forms.CharField(
        label="Texte mis aux voix",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    candidates = forms.CharField(
        label="Candidatures",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Pour une élection : un nom par ligne. Vide : on vote pour ou contre le texte.",
    )
    seats = forms.IntegerField(label="Sièges à pourvoir", min_value=1, max_value=50, initial=1)
    electorate = forms.ChoiceField(label="Qui vote", widget=forms.RadioSelect)
    votes_by = forms.DateField(
        label="On vote jusqu’au",
        widget=DayInput,
        help_text="Ce jour compris ; les liens envoyés par mail ne servent plus ensuite.",
    )
    majority = forms.ChoiceField(
        label="Majorité",
        choices=[(m.value, f"{m.label} : {m.meaning}") for m in Majority],
        widget=forms.RadioSelect,
    )
    proxy_limit = forms.IntegerField(label="Procurations par personne", min_value=0, max_value=10)
    by_college = forms.BooleanField(label="Chaque collège compte pour son poids", required=False)
    is_secret = forms.BooleanField(
        label="Vote secret",
        required=False,
        help_text="Un vote secret ne peut être ni retrouvé ni changé, pas même par l’instance.",
    )

    def __init__(
        self,
        *args: Any,
        electorates: Sequence[tuple[str, str]],
        weights: Mapping[str, int],
        statutes: Rule,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.weights, self.statutes = weights, statutes
        self.fields["electorate"].choices = electorates  # type: ignore[attr-defined]  # a choice field
        self.fields["proxy_limit"].initial = statutes.proxies_per_person
        if weights:
            shown = ", ".join(f"{name} {weight}" for name, weight in sorted(weights.items()))
            self.fields["by_college"].help_text = f"Par les statuts : {shown}."
        else:
            del self.fields["by_college"]

    def paper(self) -> Paper:
        said = dict(self.cleaned_data)
        names = [line.strip()[:150] for line in said.pop("candidates").splitlines()]
        said.pop("electorate")
        said["majority"] = Majority(said["majority"])
        is_weighed = said.pop("by_college", False)
        return Paper(
            candidates=tuple(dict.fromkeys(name for name in names if name)),
            weights=self.weights if is_weighed else None,
            keeps_proxies_in_college=self.statutes.keeps_proxies_in_college,
            **said,
        )


class VoteForm(forms.Form):
    """One paper: for which voice, and which choices; a blank vote is chosen like the others."""

    voter = forms.UUIDField()
    chosen = forms.MultipleChoiceField(required=False)

    def __init__(self, data: object, *, options: Sequence[Option]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict
        keys = [*(str(option.uuid) for option in options), BLANK]
        self.fields["chosen"].choices = [(key, key) for key in keys]  # type: ignore[attr-defined]  # a choice field

    def given(self) -> tuple[UUID, list[UUID]]:
        """Return the voice, and what it chose: nothing when it votes blank.

        :raises UnclearVote: nothing ticked, or a blank vote together with a name.
        """
        said = self.cleaned_data if self.is_valid() else {}
        chosen = said.get("chosen", [])
        if not chosen or (BLANK in chosen and len(chosen) > 1):
            raise UnclearVote
        return said["voter"], [UUID(key) for key in chosen if key != BLANK]


class ProxyForm(forms.Form):
    """Who gives their voice to whom; without a holder, who takes it back."""

    giver = forms.UUIDField()
    holder = forms.UUIDField(required=False)


class StatutesForm(forms.Form):
    silence = forms.ChoiceField(
        label="Qui ne répond pas à une proposition",
        widget=forms.RadioSelect,
        choices=[(s.value, s.label) for s in Silence],
    )
    article = forms.CharField(
        label="Article des statuts",
        max_length=120,
        required=False,
        help_text="Nécessaire si le silence dit quelque chose : « article 14, alinéa 2 ».",
    )

    def __init__(self, *args: Any, colleges: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.colleges = list(colleges)
        for number, name in enumerate(self.colleges):
            self.fields[f"weight-{number}"] = forms.IntegerField(
                label=f"Poids du collège « {name} »",
                min_value=1,
                max_value=10_000,
                required=False,
            )

    @staticmethod
    def initial_of(
        silence: Silence, article: str, colleges: Sequence[str], weights: Mapping[str, int]
    ) -> dict[str, object]:
        held = {f"weight-{n}": weights.get(name) for n, name in enumerate(colleges)}
        return {"silence": silence.value, "article": article, **held}

    def stated(self) -> Stated:
        said = self.cleaned_data
        return Stated(
            Silence(said["silence"]),
            said["article"],
            {name: said[f"weight-{number}"] for number, name in enumerate(self.colleges)},
        )
