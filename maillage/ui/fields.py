"""How is a field shown: its label, its help, its errors, and what a screen reader says?"""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.forms import BaseForm, BoundField
from django.utils.safestring import SafeString

CONTROL_CLASSES: Sequence[tuple[type[forms.Widget], str]] = (
    (forms.CheckboxSelectMultiple, ""),
    (forms.RadioSelect, ""),
    (forms.CheckboxInput, "form-check-input"),
    (forms.Select, "form-select"),
)


@dataclass(frozen=True)
class ShownField:
    """A field ready for its template; `kind` is `single`, `check` or `group`."""

    bound: BoundField
    kind: str
    widget: SafeString
    help_id: str
    error_id: str
    anchor: str

    @property
    def described_by(self) -> str:
        ids = [self.help_id if self.bound.help_text else "", self.error_id]
        return " ".join(filter(None, ids))


@dataclass(frozen=True)
class FormParts:
    """A form as the reader meets it: what is wrong with all of it, then its fields."""

    form: BaseForm
    general_errors: Sequence[str]
    fields: Sequence[ShownField]
    error_count: int

    @property
    def wrong_fields(self) -> Sequence[ShownField]:
        return [shown for shown in self.fields if shown.error_id]


def _kind(bound: BoundField) -> str:
    if bound.use_fieldset:
        return "group"
    return "check" if isinstance(bound.field.widget, forms.CheckboxInput) else "single"


def _anchor(bound: BoundField) -> str:
    """Return the id an error leads to: of a group of choices, the first one."""
    return bound.id_for_label or f"{bound.auto_id}_0"


def _classes(bound: BoundField) -> str:
    widget = bound.field.widget
    own = next((c for kind, c in CONTROL_CLASSES if isinstance(widget, kind)), "form-control")
    given = widget.attrs.get("class", "")
    return " ".join(filter(None, [own, given, "is-invalid" if bound.errors else ""]))


def shown(bound: BoundField) -> ShownField:
    # A placeholder leaves when one types: what it says belongs to the label or to the help.
    bound.field.widget.attrs.pop("placeholder", None)
    classes = _classes(bound)
    return ShownField(
        bound=bound,
        kind=_kind(bound),
        widget=bound.as_widget(attrs={"class": classes} if classes else {}),
        help_id=f"{bound.auto_id}_helptext",
        error_id=f"{bound.auto_id}_error" if bound.errors else "",
        anchor=_anchor(bound),
    )


def parts_of(form: BaseForm) -> FormParts:
    """Prepare a form for its template."""
    fields = [shown(bound) for bound in form.visible_fields()]
    general = [str(error) for error in form.non_field_errors()]
    general += [str(error) for bound in form.hidden_fields() for error in bound.errors]
    count = len(general) + sum(1 for each in fields if each.error_id)
    return FormParts(form, general, fields, count)
