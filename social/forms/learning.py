"""What is typed about remote-learning tools."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from policies.forms.making import line
from social.models import LearningTool


class ToolForm(forms.Form):
    """One remote-learning tool."""

    name = line(_("What is it called?"), _("Say what it is called."))
    provider = line(_("Who runs it?"), _("Say who runs it."))
    purpose = line(_("What is it used for?"), _("Say what it is used for."))
    link = forms.URLField(label=_("Link"), required=False, assume_scheme="https")
    min_age = forms.IntegerField(
        label=_("Minimum age in its terms"),
        required=False,
        min_value=0,
        max_value=30,
        help_text=_("In years."),
    )

    def __init__(self, *args: Any, of: LearningTool | None, **kwargs: Any) -> None:
        said = {name: getattr(of, name) for name in self.base_fields} if of else {}
        super().__init__(*args, initial=said, **kwargs)
