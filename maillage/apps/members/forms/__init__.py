"""Shape of what people type about members; no rule."""

from collections.abc import Iterable
from typing import Any

from django import forms

from maillage.apps.communities.forms import DayInput
from maillage.apps.members.actions.membership import Entered
from maillage.apps.members.actions.terms import Chosen
from maillage.apps.members.models import College, Membership, Structure
from maillage.domain.membership import Category, Regime, Renewal, Scope, Terms
from maillage.domain.professions import PROFESSIONS

TRADES = [("", "—"), *((each.code, each.label) for each in PROFESSIONS)]
ASKED = (
    "category", "since", "accepted_on", "email", "phone", "mssante", "consent_on", "shown_on",
    "college",
)  # fmt: skip


class MemberForm(forms.Form):
    category = forms.ChoiceField(
        label="Qualité", choices=[(each.value, each.label) for each in Category]
    )
    first_name = forms.CharField(label="Prénom", max_length=80, required=False)
    last_name = forms.CharField(label="Nom", max_length=80, required=False)
    rpps = forms.CharField(label="Numéro RPPS", max_length=20, required=False)
    profession_code = forms.ChoiceField(label="Profession", choices=TRADES, required=False)
    profession = forms.CharField(
        label="Autre profession ou fonction",
        max_length=80,
        required=False,
        help_text="Si elle n’est pas dans la liste\u00a0: assistante sociale, directeur…",
    )
    specialty = forms.CharField(
        label="Spécialité ou savoir-faire",
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"list": "savoir-faire"}),
        help_text="Reconnue par son nom, son abréviation ou son code (cardio, IBODE, SM54)\u00a0; "
        "sinon gardée telle quelle.",
    )
    structure = forms.CharField(label="Structure", max_length=150, required=False)
    college = forms.ModelChoiceField(
        College.objects.none(), label="Collège", required=False, empty_label="—"
    )
    since = forms.DateField(label="Membre depuis le", widget=DayInput)
    accepted_on = forms.DateField(
        label="Charte et règlement acceptés le", widget=DayInput, required=False
    )
    email = forms.EmailField(label="Adresse électronique", required=False)
    phone = forms.CharField(label="Téléphone", max_length=30, required=False)
    mssante = forms.CharField(label="Adresse MSSanté", max_length=254, required=False)
    consent_on = forms.DateField(
        label="Accord pour garder ces coordonnées, donné le", widget=DayInput, required=False
    )
    shown_on = forms.DateField(
        label="Accord pour les montrer aux autres membres, donné le",
        widget=DayInput,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, colleges: Iterable[College], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["college"].queryset = colleges  # type: ignore[attr-defined]  # a model choice

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        asked = ("structure",) if cleaned.get("category") == Category.STRUCTURE.value else (
            "first_name", "last_name",
        )  # fmt: skip
        for name in asked:
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, "Ce champ est obligatoire.")
        return cleaned

    def entered(self) -> Entered:
        """Return what was typed, as an act takes it."""
        cleaned = self.cleaned_data
        named = {name: cleaned[name] for name in ("first_name", "last_name", "rpps", "structure")}
        return Entered(
            **named,
            profession_code=cleaned["profession_code"],
            profession=cleaned["profession"],
            specialty=cleaned["specialty"],
            values={name: cleaned[name] for name in ASKED},
        )


def initial_of(membership: Membership) -> dict[str, object]:
    """Return a member as the form shows them."""
    person = membership.person
    practice = getattr(person, "practice", None)
    code = practice.profession_code if practice else ""
    return {
        **{name: getattr(membership, name) for name in (*ASKED, "version")},
        "structure": str(membership.structure or ""),
        "first_name": person.first_name if person else "",
        "last_name": person.last_name if person else "",
        "rpps": (person.rpps or "") if person else "",
        "profession_code": code,
        "profession": person.profession if person and not code else "",
        "specialty": practice.specialty if practice else "",
    }


class DayForm(forms.Form):
    on = forms.DateField(label="Le", widget=DayInput)


class ErasureForm(forms.Form):
    decision = forms.ChoiceField(
        choices=[("accepter", "accepter"), ("refuser", "refuser")], widget=forms.HiddenInput
    )
    reason = forms.CharField(
        label="Motif du refus",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
        help_text="La personne le lira, dans un mail et dans «\u00a0Mes données\u00a0».",
    )


class RegisterForm(forms.Form):
    scope = forms.ChoiceField(
        label="Qui vos statuts comptent",
        choices=[(each.value, each.label) for each in Scope],
        help_text="Aucun texte ne le fixe\u00a0: lisez vos statuts.",
    )
    professions = forms.MultipleChoiceField(
        label="Professions",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Aucune cochée\u00a0: toutes.",
    )

    def __init__(self, *args: Any, choices: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["professions"].choices = list(choices)  # type: ignore[attr-defined]  # a choice field


class ListForm(forms.Form):
    file = forms.FileField(
        label="Fichier (XLSX, ODS ou CSV)",
        required=False,
        help_text="Votre liste telle qu’elle est\u00a0: les titres, les lignes vides et les "
        "colonnes en trop ne gênent pas.",
    )
    pasted = forms.CharField(
        label="Ou collez ici les cellules, en-têtes compris",
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
        max_length=2_000_000,
        strip=False,
    )


class AcceptForm(forms.Form):
    consent_on = forms.DateField(
        label="Accord de ces personnes pour garder leurs coordonnées, donné le",
        widget=DayInput,
        required=False,
        help_text="Pour les lignes qui n’ont pas leur propre date. Sans date, l’accord sera dit "
        "non recueilli.",
    )


class RegimeForm(forms.Form):
    regime = forms.ChoiceField(
        label="Régime", choices=[(each.value, each.label) for each in Regime]
    )
    yearly_fee = forms.DecimalField(
        label="Cotisation annuelle (€)", min_value=0, max_digits=8, decimal_places=2, required=False
    )
    renewal = forms.ChoiceField(
        label="Cotisation et renouvellement valent pour",
        choices=[(each.value, each.label) for each in Renewal],
    )
    is_renewed = forms.BooleanField(
        label="L’adhésion elle-même se renouvelle à chaque période",
        required=False,
        help_text="Chacun accepte de nouveau la charte et le règlement, d’un clic, même sans "
        "cotisation.",
    )
    since = forms.DateField(label="À partir du", widget=DayInput)

    def terms(self) -> Terms:
        """Return what was typed, as an act takes it."""
        cleaned = self.cleaned_data
        return Terms(
            Regime(cleaned["regime"]),
            cleaned["yearly_fee"] or None,
            Renewal(cleaned["renewal"]),
            cleaned["is_renewed"],
        )


class HabitsForm(forms.Form):
    is_open = forms.BooleanField(
        label="Les membres peuvent consulter l’annuaire des membres",
        required=False,
        help_text="Nom, profession et structure\u00a0; les coordonnées seulement de qui a accepté "
        "de les montrer. Chaque lecture est inscrite au journal.",
    )
    reminds = forms.BooleanField(
        label="Rappeler les cotisations à régler et les adhésions à accepter ou à renouveler",
        required=False,
        help_text="Une ligne dans le mail du jour, trois fois au plus\u00a0; "
        "jamais pour ce qui est fait.",
    )
    how_to_pay = forms.CharField(
        label="Comment régler la cotisation",
        max_length=300,
        required=False,
        help_text="Ajouté au rappel\u00a0: «\u00a0Par virement, ou par chèque à la prochaine "
        "réunion.\u00a0»",
    )
    takes_requests = forms.BooleanField(
        label="Recevoir des bulletins d’adhésion en ligne",
        required=False,
        help_text="Un formulaire ouvert à tous ; chaque bulletin se relit avant d’être accepté.",
    )
    charter_url = forms.URLField(
        label="Où lire la charte et le règlement intérieur",
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text="Une adresse ouverte à tous : celui qui les accepte les lit d’abord.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def chosen(self) -> Chosen:
        """Return what was typed, as an act takes it."""
        names = ("is_open", "reminds", "how_to_pay", "charter_url", "takes_requests")
        return Chosen(*(self.cleaned_data[name] for name in names))


class ApplyForm(forms.Form):
    first_name = forms.CharField(label="Prénom", max_length=80)
    last_name = forms.CharField(label="Nom", max_length=80)
    profession = forms.CharField(label="Profession ou fonction", max_length=80)
    rpps = forms.CharField(label="Numéro RPPS", max_length=20, required=False)
    structure = forms.CharField(label="Lieu d’exercice", max_length=150, required=False)
    email = forms.EmailField(label="Adresse électronique")
    phone = forms.CharField(label="Téléphone", max_length=30, required=False)
    accepts = forms.BooleanField(
        label="J’accepte la charte et le règlement intérieur, et que la communauté garde ces "
        "coordonnées pour m’écrire"
    )

    def said(self) -> dict[str, str]:
        """Return what was typed, as an act takes it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "accepts"}


class MyContactsForm(forms.Form):
    email = forms.EmailField(label="Adresse électronique", required=False)
    phone = forms.CharField(label="Téléphone", max_length=30, required=False)
    mssante = forms.CharField(label="Adresse MSSanté", max_length=254, required=False)
    is_shown = forms.BooleanField(
        label="Les montrer aux autres membres, si la communauté leur ouvre l’annuaire",
        required=False,
    )


class CollegeForm(forms.Form):
    name = forms.CharField(label="Nouveau collège", max_length=80)


class CollegeNameForm(forms.Form):
    # Several forms of one page ask for a name.
    prefix = "college"
    college = forms.ModelChoiceField(College.objects.none(), label="Collège", to_field_name="uuid")
    name = forms.CharField(
        label="S’appelle désormais",
        max_length=80,
        required=False,
        help_text="Le nom d’un autre collège les réunit ; vide, le collège sans membre disparaît.",
    )

    def __init__(self, *args: Any, among: Iterable[College], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["college"].queryset = among  # type: ignore[attr-defined]  # a model choice


class StructureNameForm(forms.Form):
    prefix = "structure"
    structure = forms.ModelChoiceField(
        Structure.objects.none(), label="Structure", to_field_name="uuid"
    )
    name = forms.CharField(
        label="S’écrit désormais",
        max_length=150,
        help_text="Le nom d’une autre structure les réunit en une seule.",
    )

    def __init__(self, *args: Any, among: Iterable[Structure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["structure"].queryset = among  # type: ignore[attr-defined]  # a model choice


class PractisingForm(forms.Form):
    profession_code = forms.ChoiceField(
        label="Profession", choices=[(each.code, each.label) for each in PROFESSIONS]
    )
    count = forms.IntegerField(label="En exercice sur le territoire", min_value=0, max_value=99_999)
    source = forms.CharField(
        label="Source",
        max_length=200,
        help_text="Par exemple\u00a0: «\u00a0Rézone CPTS, export du 3 novembre\u00a0».",
    )
    stated_on = forms.DateField(label="Chiffre du", widget=DayInput)
