"""Shape of a study, of a move by hand, of a remark, and of a scenario put to a decision."""

import csv
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from maillage.apps.communities.models import Community, CommunityQuerySet
from maillage.apps.decisions.actions.proposal import Draft, Wording
from maillage.apps.decisions.models import Proposal
from maillage.apps.decisions.models.proposal import LONGEST_TEXT
from maillage.apps.workshop.actions.redraw import NEW, AskedMove
from maillage.apps.workshop.actions.study import Wanted
from maillage.apps.workshop.asking import (
    CRITERIA,
    EMPHASES,
    FROZEN,
    NOTHING,
    OPEN,
    USUAL,
    WISHES,
    WISHES_LABEL,
    Asked,
)
from maillage.apps.workshop.ground import Ground, Present
from maillage.apps.workshop.models import LONGEST_REMARK, Study
from maillage.apps.workshop.wishes import Heard
from maillage.domain import french
from maillage.domain.consensus import FallBack, Rule, Silence
from maillage.domain.names import normalise
from maillage.domain.partition import Window
from maillage.domain.refusal import Refusal
from maillage.domain.territory import SizeBand

STANDARD, CUSTOM = "STANDARD", "CUSTOM"
MOST_TERRITORIES = 400
# A size of the ACI without an upper bound still needs one.
LARGEST = 5_000_000
LARGEST_FILE = 1_000_000


class StudyForm(forms.Form):
    """What people decide first; `DemandsForm` holds what only some need."""

    title = forms.CharField(label="Nom de l’étude", max_length=120)
    window = forms.ChoiceField(
        label="Habitants par territoire",
        widget=forms.RadioSelect,
        initial=STANDARD,
    )
    low = forms.IntegerField(
        label="Au moins", required=False, min_value=1, help_text="Seulement pour une autre fenêtre."
    )
    high = forms.IntegerField(label="Au plus", required=False, min_value=1)
    count = forms.IntegerField(
        label="Nombre de territoires",
        required=False,
        min_value=1,
        max_value=MOST_TERRITORIES,
        help_text="Un des scénarios le tiendra ; laissé vide, il suit la population.",
    )

    def __init__(self, *args: Any, bands: Sequence[SizeBand], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bands = {f"SIZE_{band.size}": band for band in bands}
        usual = Window()
        low, high = french.integer(usual.low), french.integer(usual.high)
        self.fields["window"].choices = [  # type: ignore[attr-defined]  # a choice field
            (STANDARD, f"de {low} à {high}, la fenêtre usuelle d’une CPTS"),
            *((key, band.label) for key, band in self.bands.items()),
            (CUSTOM, "une autre fenêtre, à écrire dessous"),
        ]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("window") == CUSTOM and not (said.get("low") and said.get("high")):
            self.add_error("low", "Écrivez le plancher et le plafond de votre fenêtre.")
        try:
            said["bounds"] = self._window(said)
        except Refusal as refusal:
            self.add_error("low", str(refusal))
        return said

    def _window(self, said: dict[str, Any]) -> Window:
        if said.get("window") == CUSTOM and said.get("low") and said.get("high"):
            return Window(said["low"], said["high"])
        band = self.bands.get(said.get("window") or "")
        return Window(max(band.lower, 1), band.upper or LARGEST) if band else Window()


class DemandsForm(forms.Form):
    """What must not change, what goes together, and what counts more."""

    frozen = forms.MultipleChoiceField(
        label="CPTS qui ne changent pas", required=False, widget=forms.CheckboxSelectMultiple
    )
    open = forms.MultipleChoiceField(
        label="CPTS qui gardent leurs communes et peuvent s’agrandir",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    together = forms.CharField(
        label="Communes à garder ensemble",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Un groupe par ligne, par leur nom ou leur code, séparées par des virgules.",
    )
    apart = forms.CharField(
        label="Communes à séparer",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Deux communes par ligne, séparées par une virgule.",
    )
    seed = forms.IntegerField(
        label="Graine",
        initial=1,
        min_value=1,
        max_value=999_999,
        help_text="La même demande et la même graine donnent la même réponse.",
    )

    def __init__(
        self,
        *args: Any,
        ground: Ground,
        present: Present,
        heard: Sequence[Heard] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.ground, self.present, self.heard = ground, present, heard
        choices = [(community.slug, community.name) for community in present.communities]
        for name in ("frozen", "open"):
            if choices:
                self.fields[name].choices = choices  # type: ignore[attr-defined]  # likewise
            else:
                del self.fields[name]
        for name, label in CRITERIA:
            self.fields[name] = forms.ChoiceField(label=label, choices=EMPHASES, initial=USUAL)
        if heard:
            self.fields[WISHES] = _wishes_field(heard)
        self._named: dict[str, list[str]] = {}
        for code, town in ground.towns.items():
            if code in ground.land.positions:
                self._named.setdefault(normalise(town.name), []).append(code)

    def clean_together(self) -> tuple[tuple[str, ...], ...]:
        groups = [self._codes(line) for line in self.cleaned_data["together"].splitlines()]
        return tuple(group for group in groups if len(group) > 1)

    def clean_apart(self) -> tuple[tuple[str, str], ...]:
        pairs = []
        for line in self.cleaned_data["apart"].splitlines():
            codes = self._codes(line)
            if codes and len(codes) != 2:
                raise forms.ValidationError(
                    f"«\u00a0{line.strip()[:80]}\u00a0»\u00a0: écrivez deux communes par ligne."
                )
            if codes:
                pairs.append((codes[0], codes[1]))
        return tuple(pairs)

    def _codes(self, line: str) -> tuple[str, ...]:
        return tuple(self._code(word.strip()) for word in line.split(",") if word.strip())

    def _code(self, word: str) -> str:
        if word.upper() in self.ground.land.positions:
            return word.upper()
        found = self._named.get(normalise(word), [])
        if len(found) == 1:
            return found[0]
        raise forms.ValidationError(
            f"Plusieurs communes s’appellent «\u00a0{word[:60]}\u00a0»\u00a0: écrivez le code "
            f"({', '.join(found)})."
            if found
            else f"«\u00a0{word[:60]}\u00a0» n’est pas une commune d’ici\u00a0: corrigez son nom, "
            "ou écrivez son code INSEE."
        )


def _wishes_field(heard: Sequence[Heard]) -> forms.ChoiceField:
    number = len(heard)
    return forms.ChoiceField(
        label=WISHES_LABEL,
        choices=[*EMPHASES, (NOTHING, "n’en pas tenir compte")],
        initial=USUAL,
        help_text=f"Dans {number} commune{'s' if number > 1 else ''}, d’après l’enquête de bordure "
        "close en dernier.",
    )


def wanted_of(form: StudyForm, demands: DemandsForm, body: Community | None) -> Wanted:
    """Read both forms, well filled."""
    said, demanded = form.cleaned_data, demands.cleaned_data
    present = demands.present
    frozen = dict.fromkeys(demanded.get("open", ()), OPEN)
    frozen |= dict.fromkeys(demanded.get("frozen", ()), FROZEN)
    asked = Asked(
        window=said["bounds"],
        count=said["count"],
        existing={
            community.slug: (community.name, tuple(sorted(present.codes[community.slug])))
            for community in present.communities
        },
        frozen=frozen,
        together=demanded["together"],
        apart=demanded["apart"],
        weights={
            name: demanded[name]
            for name in (*(name for name, _ in CRITERIA), WISHES)
            if demanded.get(name, USUAL) != USUAL
        },
        wishes=tuple(each.wished for each in demands.heard),
    )
    return Wanted(said["title"], asked, demanded["seed"], body)


def initial_of(study: Study, asked: Asked) -> dict[str, Any]:
    """Fill both forms as a former study was asked, to change what did not suit."""
    return {
        "title": f"{study.title}, reprise"[:120],
        "window": CUSTOM,
        "low": asked.window.low,
        "high": asked.window.high,
        "count": asked.count,
        "frozen": [slug for slug, how in asked.frozen.items() if how == FROZEN],
        "open": [slug for slug, how in asked.frozen.items() if how == OPEN],
        "together": "\n".join(", ".join(group) for group in asked.together),
        "apart": "\n".join(", ".join(pair) for pair in asked.apart),
        "seed": study.seed,
        **asked.weights,
    }


class Codes(forms.MultipleChoiceField):
    """Communes by code: the act says which ones it does not know."""

    def valid_value(self, value: Any) -> bool:
        return str(value).isalnum()


class MoveForm(forms.Form):
    codes = Codes(label="Communes", required=False)
    epci = forms.CharField(label="Ou tout un EPCI", required=False, max_length=9)
    to = forms.IntegerField(
        label="Vers", error_messages={"required": "Choisissez le territoire qui les reçoit."}
    )
    anyway = forms.BooleanField(label="Déplacer quand même", required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def asked(self) -> AskedMove:
        said = self.cleaned_data
        to = NEW if said["to"] < 0 else said["to"]
        return AskedMove(said["codes"], to, said["seen"], said["anyway"], said["epci"])


class SeenForm(forms.Form):
    seen = forms.IntegerField()


class SureForm(forms.Form):
    """What takes something off a page is never done by a bare address."""

    sure = forms.BooleanField(
        error_messages={"required": "Rien n’a été retiré : demandez-le depuis la page."}
    )


class BringForm(forms.Form):
    """A partition made elsewhere, as `maillage partition --out` writes it."""

    name = forms.CharField(label="Nom", required=False, max_length=80)
    file = forms.FileField(
        label="Fichier CSV",
        help_text="Deux colonnes, code et territory, une ligne par commune.",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_file(self) -> dict[str, str]:
        sent = self.cleaned_data["file"]
        if sent.size > LARGEST_FILE:
            raise forms.ValidationError("Ce fichier est trop lourd pour un découpage (1 Mo).")
        try:
            rows = list(csv.DictReader(sent.read().decode("utf-8-sig").splitlines()))
            found = {row["code"].strip(): row["territory"].strip() for row in rows}
        except (UnicodeDecodeError, csv.Error, KeyError, AttributeError):
            raise forms.ValidationError(
                "Ce fichier n’est pas un CSV en UTF-8 à deux colonnes, code et territory."
            ) from None
        if len(found) != len(rows):
            raise forms.ValidationError("Une commune y figure deux fois : gardez une ligne.")
        return found


class CopyForm(forms.Form):
    name = forms.CharField(label="Nom de la copie", required=False, max_length=80)


class RemarkForm(forms.Form):
    commune = forms.CharField(max_length=5)
    text = forms.CharField(
        label="Remarque", max_length=LONGEST_REMARK, widget=forms.Textarea(attrs={"rows": 3})
    )


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(choices=[("ADOPT", "adopter"), ("DECLINE", "ne pas retenir")])
    note = forms.CharField(label="Précision", required=False, max_length=250)


class ProposeForm(forms.Form):
    body = forms.ModelChoiceField(
        label="Au nom de", queryset=Community.objects.none(), empty_label=None
    )
    title = forms.CharField(label="Titre", max_length=150)
    text = forms.CharField(
        label="Texte proposé",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="Prérempli d’après le scénario ; il s’ouvre ensuite à la réponse des CPTS.",
    )
    answers_by = forms.DateField(
        label="Réponses attendues jusqu’au",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, bodies: CommunityQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies.order_by("search")  # type: ignore[attr-defined]  # likewise

    def draft(self) -> Draft:
        said = self.cleaned_data
        answers_by: date = said["answers_by"]
        return Draft(
            title=said["title"],
            electorate=Proposal.Electorate.COMMUNITIES,
            rule=Rule(FallBack.KEEP_DISCUSSING, None, Silence.NOTHING),
            wording=Wording(said["text"], answers_by),
        )
