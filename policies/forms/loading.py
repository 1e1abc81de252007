"""What is chosen when a version is begun: which policy, from which words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from documents.reading.files import MAX_BYTES
from policies.models import Policy
from policies.permissions import can_keep_policies

PUBLISHED, EMPTY = "published", "empty"


class LoadForm(forms.Form):
    """A document, and which policy it is. Only whoever keeps the list may enter a new one."""

    marks_optional = False
    document = forms.FileField(
        label=_("The document"),
        help_text=_("Word (.docx), Markdown (.md) or plain text (.txt), up to 5 MB."),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("This file is empty."),
            "invalid": _("Choose a file."),
            "missing": _("Choose a file."),
        },
        widget=forms.FileInput(attrs={"accept": ".docx,.md,.markdown,.txt,.text"}),
    )
    policy = forms.ModelChoiceField(
        Policy.objects.none(),
        label=_("Which policy is it?"),
        empty_label=_("A policy that is not in the library yet"),
        required=False,
        error_messages={"invalid_choice": _("Choose one of the policies on this page.")},
    )
    title = forms.CharField(
        label=_("The title of a new policy"),
        help_text=_("Leave it empty to take the title that stands in the document."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["policy"].queryset = Policy.objects.kept()
        if not can_keep_policies(person):
            del self.fields["title"]
            self.fields["policy"].required = True
            self.fields["policy"].empty_label = _("Choose")
            self.fields["policy"].error_messages["required"] = _("Choose which policy it is.")

    def clean_document(self) -> Any:
        if self.cleaned_data["document"].size > MAX_BYTES:
            raise forms.ValidationError(
                _("This file is larger than 5 MB. Take the pictures out and try again.")
            )
        return self.cleaned_data["document"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("policy") and said.get("title"):
            self.add_error("title", _("Choose a policy above or give a new title, not both."))
        return said


class BeginForm(forms.Form):
    """From which words a new version is begun."""

    words = forms.ChoiceField(
        label=_("What does it begin with?"),
        choices=[
            (PUBLISHED, _("The words published last")),
            (EMPTY, _("Nothing: the words are written here")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it begins with.")},
    )

    def __init__(self, *args: Any, policy: Policy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not policy.versions.published().exists():
            self.fields["words"].choices = [
                choice for choice in self.fields["words"].choices if choice[0] == EMPTY
            ]
        self.fields["words"].initial = self.fields["words"].choices[0][0]
