"""What is typed about laws and guidance. Rules live in the actions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from policies.forms.making import day, line
from policies.models import Source


class SourceForm(forms.Form):
    """What is said of a source, whatever its edition."""

    title = line(_("Title"), _("Enter the title."))
    publisher = forms.CharField(label=_("Published by"), max_length=120, required=False)
    standing = forms.ChoiceField(
        label=_("Standing here"),
        choices=[
            (Source.Standing.LEGAL_DUTY, _("Legal duty")),
            (Source.Standing.ADOPTED, _("Adopted guidance")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose its standing.")},
    )
    link = forms.URLField(
        label=_("Link"),
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Enter a whole address: https://…")},
    )
    option_hints = {
        "standing": {
            Source.Standing.LEGAL_DUTY: _(
                "A law or statutory framework that binds a pre-school, such as EYFS."
            ),
            Source.Standing.ADOPTED: _(
                "Guidance that this setting follows because it chose to. Keeping children safe in education "
                "binds schools: here it is adopted guidance."
            ),
        }
    }


def _edition() -> forms.CharField:
    return forms.CharField(
        label=_("Edition"),
        help_text=_("As its title page says, such as “September 2025”."),
        max_length=60,
        error_messages={"required": _("Enter the edition.")},
    )


class NewSourceForm(SourceForm):
    edition = _edition()
    in_force_on = day(_("In force from"))


class EditionForm(forms.Form):
    edition = _edition()
    in_force_on = day(_("In force from"), help_text=_("A day to come is fine: the reviews begin today."))


def as_entered(source: Source) -> dict[str, Any]:
    """What the form of a source begins with."""
    return {name: getattr(source, name) for name in ("title", "publisher", "standing", "link")}
