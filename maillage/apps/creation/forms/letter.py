"""Shape of a letter of intent as people write it: one text area a section."""

from collections.abc import Mapping
from typing import Any

from django import forms

from maillage.apps.creation.actions.letter import LONGEST_SECTION
from maillage.apps.creation.models import LetterVersion
from maillage.apps.creation.queries import letter as queries
from maillage.documents.letters import SIGNATORIES, WRITTEN


class LetterForm(forms.Form):
    """The whole letter, over the version its writer read."""

    expected_version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, sections: Mapping[str, str], version: int) -> None:
        super().__init__(data, initial={**sections, "expected_version": version})
        for section in WRITTEN:
            self.fields[section.key] = forms.CharField(
                label=section.title,
                help_text=section.help,
                required=False,
                max_length=LONGEST_SECTION,
                widget=forms.Textarea(attrs={"rows": 4 if section is SIGNATORIES else 7}),
            )
        self.fields["note"] = forms.CharField(
            label="Ce qui change dans cette version",
            help_text="Quelques mots pour s’y retrouver plus tard.",
            required=False,
            max_length=250,
        )

    @property
    def saved(self) -> dict[str, Any]:
        """Return what the act asks for, once the form is valid."""
        return {
            "sections": self.texts,
            "expected_version": self.cleaned_data["expected_version"],
            "note": self.cleaned_data["note"],
        }

    @property
    def texts(self) -> dict[str, str]:
        return {s.key: self.cleaned_data.get(s.key, "") for s in WRITTEN}

    def rebased_on(self, latest: LetterVersion) -> list[queries.Written]:
        """Return what someone saved meanwhile and that this text does not say.

        The form then stands over that version: its writer has it in sight and may save again.
        """
        if not self.is_bound or self.cleaned_data.get("expected_version") == latest.number:
            return []
        self.data = {**dict(self.data.items()), "expected_version": str(latest.number)}
        return queries.differences(self.texts, latest)
