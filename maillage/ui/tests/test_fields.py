"""Is a refused form told at the top, at the field, and to a screen reader?"""

from django import forms

from maillage.ui.tests.render import render


class Letter(forms.Form):
    name = forms.CharField(label="Nom", help_text="Celui des statuts.")
    kind = forms.ChoiceField(label="Genre", widget=forms.RadioSelect, choices=[("A", "Un")])
    note = forms.CharField(
        label="Remarque", required=False, widget=forms.TextInput({"placeholder": "…"})
    )
    agreed = forms.BooleanField(label="D’accord", required=False)
    token = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> None:
        if self.cleaned_data.get("note") == "non":
            raise forms.ValidationError("Ces réponses se contredisent.")


def test_a_form_not_yet_sent_has_no_summary() -> None:
    assert "error-summary" not in render("{% form_fields form %}", form=Letter())


def test_the_summary_counts_the_errors_and_leads_to_each_field() -> None:
    html = render("{% form_fields form %}", form=Letter({"token": "t"}))

    assert "2\u00a0points à corriger" in html
    assert '<a href="#id_name">Nom' in html
    assert '<a href="#id_kind_0">Genre' in html


def test_a_field_is_described_by_its_help_and_its_error() -> None:
    html = render("{% form_fields form %}", form=Letter({"token": "t"}))

    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_choices_are_a_group_with_its_legend_and_its_error() -> None:
    html = render("{% form_fields form %}", form=Letter({"token": "t"}))

    assert '<fieldset aria-describedby="id_kind_error">' in html
    assert "<legend>Genre</legend>" in html


def test_an_error_of_the_whole_form_or_of_a_hidden_field_is_told_at_the_top() -> None:
    html = render("{% form_fields form %}", form=Letter({"name": "N", "kind": "A", "note": "non"}))

    assert "<li>Ces réponses se contredisent.</li>" in html
    assert "2\u00a0points à corriger" in html


def test_only_optional_fields_are_marked() -> None:
    html = render("{% form_fields form %}", form=Letter())

    assert html.count("(facultatif)") == 1


def test_a_placeholder_never_stands_for_a_label() -> None:
    assert "placeholder" not in render("{% form_fields form %}", form=Letter())


def test_a_hidden_field_travels_with_the_form() -> None:
    html = render("{% form_fields form %}", form=Letter(initial={"token": "t"}))

    assert '<input type="hidden" name="token" value="t" id="id_token">' in html
