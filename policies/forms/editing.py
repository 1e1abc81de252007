"""A whole draft as one text."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.reading import Unreadable
from pages.steps import VersionForm
from policies.actions.kept_words import MOST_KEPT
from policies.outline import Outline
from policies.rendering import from_markdown


class EditForm(VersionForm):
    """`outline` is what the text says, once the form is valid."""

    text = forms.CharField(
        label=_("The words"),
        help_text=_(
            "## begins a section, ### a heading, - a clause. Four spaces before a - put it below the one above."
        ),
        max_length=MOST_KEPT,
        error_messages={"required": _("Write something here.")},
        strip=False,
        widget=forms.Textarea(attrs={"rows": 30, "spellcheck": "true"}),
    )
    outline: Outline

    def clean_text(self) -> Any:
        text = self.cleaned_data["text"].replace("\r\n", "\n")
        try:
            self.outline = from_markdown(text)
        except Unreadable as error:
            raise forms.ValidationError(str(error)) from error
        return text
