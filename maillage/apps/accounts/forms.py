"""What does someone who signs up tell about themselves?"""

from django import forms
from django.http import HttpRequest

from maillage.apps.accounts.models import Person, User

NAME_LENGTH = Person._meta.get_field("last_name").max_length


class SignupForm(forms.Form):
    """Names before what allauth asks for; the adapter makes the person from them."""

    field_order = ("first_name", "last_name", "email", "password1", "password2")

    first_name = forms.CharField(
        label="Prénom",
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    last_name = forms.CharField(
        label="Nom",
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )

    def signup(self, request: HttpRequest, user: User) -> None:
        """Do nothing more: allauth asks for this method, the adapter has saved everything."""
