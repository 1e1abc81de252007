"""The form pattern of every page: error summary, legends, choices, date and time in parts.

Templates write `<form method="post" novalidate>`, `{% csrf_token %}`, `{{ form|crispy }}` (or
`{{ form.name|as_crispy_field }}` field by field) and their buttons; base.html adds the error summary
above the heading and "Error:" before the title. A form may say more about how it is drawn:

- `heading_field = "about"`: the label or legend of this field is the page's `<h1>`; the template has none.
- `option_hints = {"level": {"1": _("…")}}`: a line below single radios or checkboxes.
- `exclusive_options = {"about": ["prefer_not_to_say"]}`: choices that rule out all others; app.js clears
  the others, the form's `clean` decides.
- `revealed_fields = {"about": {"child": "which_child"}}`: a field drawn below the option that it belongs to,
  and hidden until this is chosen where the browser can; the template draws it nowhere else.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django import template
from django.forms import BaseForm, MultiWidget
from django.forms.boundfield import BoundField
from django.forms.formsets import BaseFormSet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

register = template.Library()

CHOOSE_AGAIN = gettext_lazy("Choose the file again: it could not be kept.")


@dataclass(frozen=True)
class SummaryLine:
    """One line of the error summary. `anchor` is empty where no visible field can be pointed at."""

    message: str
    anchor: str = ""
    label: str = ""

    def named(self) -> "SummaryLine":
        """With the field's label, for a message that says the same of several fields."""
        return replace(self, message=f"{self.label.rstrip('?:')}: {self.message}") if self.label else self


@dataclass(frozen=True)
class Choice:
    """One radio or checkbox. `hint_id` is empty when there is no hint."""

    widget: dict[str, Any]
    hint: str
    hint_id: str
    is_exclusive: bool
    reveals: BoundField | None = None


@dataclass(frozen=True)
class Part:
    """One input of a field that has several, such as a date and a time."""

    widget: dict[str, Any]
    label: str


@register.inclusion_tag("parts/error_summary.html")
def error_summary(*forms: Any) -> dict[str, list[SummaryLine]]:
    """All errors of the page's forms and formsets, each with a link to its field."""
    lines = [line for form in _bound(forms) for line in _lines(form)]
    often = Counter(line.message for line in lines)
    return {"lines": [line.named() if often[line.message] > 1 else line for line in lines]}


@register.simple_tag
def error_prefix(*forms: Any) -> str:
    """ "Error: " for the page's title when something was wrong, so that it is heard first."""
    return _("Error: ") if any(_has_errors(form) for form in _bound(forms)) else ""


@register.filter
def is_multi_part(field: BoundField) -> bool:
    return isinstance(field.field.widget, MultiWidget)


@register.filter
def is_file_lost(field: BoundField) -> bool:
    """Whether a file was chosen for a form that is to be sent again: a browser never keeps it."""
    form = field.form
    is_again = form.is_bound and (form.errors or getattr(form, "is_renewed", False))
    return bool(is_again) and field.html_name in form.files


@register.filter
def control(field: BoundField, css_class: str) -> SafeString:
    """The input itself. Placeholders vanish while one types, so labels and hints say what they said."""
    own = field.field.widget.attrs.get("class", "")
    attrs: dict[str, Any] = {"class": f"{own} {css_class}".strip(), "placeholder": False}
    if is_file_lost(field):
        attrs["aria-describedby"] = f"{field.aria_describedby or ''} {field.auto_id}_again".strip()
    return field.as_widget(attrs=attrs)


@register.filter
def choices(field: BoundField) -> list[Choice]:
    """The options of a radio or checkbox list, with what the form says about each."""
    hints = getattr(field.form, "option_hints", {}).get(field.name, {})
    exclusive = getattr(field.form, "exclusive_options", {}).get(field.name, ())
    revealed = getattr(field.form, "revealed_fields", {}).get(field.name, {})
    drawn = [_choice(option.data, hints, exclusive) for option in field.subwidgets]
    return [replace(one, reveals=_revealed(field.form, revealed, one)) for one in drawn]


@register.filter
def multi_parts(field: BoundField) -> list[Part]:
    """The inputs of a field with several, each with a label of its own."""
    widgets = field.subwidgets[0].data["subwidgets"]
    labels = {"date": _("Date"), "time": _("Time")}
    # Errors and hints belong to the group, which the fieldset describes.
    return [
        Part(widget=_with_class(widget, "form-control"), label=labels.get(widget["type"], ""))
        for widget in widgets
    ]


def _bound(forms: tuple[Any, ...]) -> Iterator[BaseForm | BaseFormSet]:
    # A template passes "" for a name that the page's context does not have.
    return (form for form in forms if isinstance(form, BaseForm | BaseFormSet) and form.is_bound)


def _has_errors(form: BaseForm | BaseFormSet) -> bool:
    return not form.is_valid()


def _lines(form: BaseForm | BaseFormSet) -> Iterator[SummaryLine]:
    if isinstance(form, BaseFormSet):
        yield from (SummaryLine(str(message)) for message in form.non_form_errors())
        for single in form.forms:
            yield from _lines(single)
        return
    yield from (SummaryLine(str(message)) for message in form.non_field_errors())
    for field in form:
        anchor = "" if field.is_hidden else _anchor(field)
        yield from (SummaryLine(str(message), anchor, str(field.label)) for message in field.errors)
        if is_file_lost(field) and not field.errors:
            yield SummaryLine(str(CHOOSE_AGAIN), anchor, str(field.label))


def _anchor(field: BoundField) -> str:
    """The id of the first input: groups of inputs have no `id_for_label`."""
    return field.id_for_label or f"{field.auto_id}_0"


def _choice(option: dict[str, Any], hints: dict[str, str], exclusive: Any) -> Choice:
    value = str(option["value"])
    hint = hints.get(value, "")
    is_exclusive = value in {str(item) for item in exclusive}
    attrs = {name: held for name, held in option["attrs"].items() if name != "aria-invalid"}
    hint_id = f"{attrs.get('id', option['name'])}_hint" if hint else ""
    if hint_id:
        attrs["aria-describedby"] = hint_id
    if is_exclusive:
        attrs["data-exclusive"] = True
    widget = _with_class({**option, "attrs": attrs}, "form-check-input")
    return Choice(widget=widget, hint=hint, hint_id=hint_id, is_exclusive=is_exclusive)


def _revealed(form: BaseForm, revealed: dict[str, str], choice: Choice) -> BoundField | None:
    """The field that `choice` brings with it, where this form has it."""
    name = revealed.get(str(choice.widget["value"]))
    return form[name] if name in form.fields else None


def _with_class(widget: dict[str, Any], name: str) -> dict[str, Any]:
    classes = f"{widget['attrs'].get('class', '')} {name}".strip()
    return {**widget, "attrs": {**widget["attrs"], "class": classes}}
