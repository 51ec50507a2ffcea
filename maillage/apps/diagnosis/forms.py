"""What is typed about a diagnosis: a day, a figure, a pasted table."""

from datetime import date
from typing import Any

from django import forms

from maillage.domain.diagnosis.typed import Table, read_table
from maillage.domain.health.indicators import catalogue

MOST_BYTES = 500_000
TYPED = tuple(one for one in catalogue().values() if one.can_be_typed)


class DayForm(forms.Form):
    """The day whose perimeter is looked at."""

    le = forms.DateField(
        label="Périmètre en vigueur le",
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
    )


class FigureForm(forms.Form):
    """A figure read in Rézone CPTS or given by the Assurance maladie."""

    indicator = forms.ChoiceField(
        label="Indicateur",
        required=False,
        choices=[("", "Un autre, que j’intitule"), *((one.code, one.name) for one in TYPED)],
    )
    label = forms.CharField(
        label="Intitulé",
        required=False,
        max_length=120,
        help_text="Seulement pour un indicateur qui n’est pas dans la liste.",
    )
    value = forms.DecimalField(
        label="Valeur",
        required=False,
        max_digits=14,
        decimal_places=3,
        localize=True,
    )
    is_secret = forms.BooleanField(
        label="La source tient ce chiffre secret (effectif trop faible)", required=False
    )
    unit = forms.CharField(label="Unité", required=False, max_length=60)
    as_of = forms.DateField(
        label="Chiffre au", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    source = forms.CharField(
        label="Source",
        max_length=200,
        help_text="Par exemple\u00a0: Rézone CPTS, données 2025, ou courriel de la CPAM.",
    )
    perimeter = forms.CharField(
        label="Communes concernées",
        max_length=250,
        initial="Tout le territoire",
    )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        known = next((one for one in TYPED if one.code == values.get("indicator")), None)
        if known:
            values["label"], values["unit"] = known.name, values.get("unit") or known.unit
        elif not values.get("label"):
            self.add_error("label", "Choisissez un indicateur de la liste, ou intitulez le vôtre.")
        if values.get("is_secret"):
            values["value"] = None
        elif values.get("value") is None and "value" not in self.errors:
            self.add_error("value", "Donnez une valeur, ou dites que la source la tient secrète.")
        return values


class TableForm(forms.Form):
    """A table pasted or uploaded; what it does not say is asked once for all its lines."""

    pasted = forms.CharField(
        label="Lignes de votre tableur",
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Une ligne par chiffre\u00a0: intitulé, valeur, unité, puis si vous les avez la "
        "date, la source et les communes concernées.",
    )
    file = forms.FileField(label="Ou un fichier CSV", required=False)
    as_of = forms.DateField(
        label="Date des lignes qui n’en ont pas",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    source = forms.CharField(label="Source des lignes qui n’en ont pas", max_length=200)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        file = values.get("file")
        if file and file.size > MOST_BYTES:
            self.add_error("file", "Ce fichier passe 500 ko\u00a0: n’en gardez que les chiffres.")
        elif file:
            values["pasted"] = _decoded(file.read())
        if not values.get("pasted", "").strip() and not self.errors:
            self.add_error("pasted", "Collez des lignes, ou choisissez un fichier.")
        return values

    def as_pasted(self) -> "TableForm":
        """Return the same form with what was uploaded in its lines, to be read over."""
        kept = {name: self.cleaned_data[name] for name in ("pasted", "as_of", "source")}
        form = TableForm(kept)
        form.is_valid()
        return form

    def table(self) -> Table:
        return read_table(self.cleaned_data["pasted"])

    def completed(self, day: date | None, source: str) -> tuple[date, str]:
        """Return the day and the source of a line, or those given for all."""
        return day or self.cleaned_data["as_of"], source or self.cleaned_data["source"]


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("utf-8", "replace")
