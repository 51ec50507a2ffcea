"""How does a form carry out an act, and show why it was refused?"""

from collections.abc import Callable

from django import forms

from maillage.domain.refusal import Refusal


def carried_out(form: forms.BaseForm, act: Callable[[], object]) -> bool:
    """Run the act if the form is well filled; a refusal becomes the form's own error."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
