"""What an author says after the question pages: to a question before sending, and later."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from incidents.forms.fields import NOT_OFFERED
from incidents.forms.reporting import BODY_LIMIT

NOBODY = "nobody"


class NamedForm(forms.Form):
    """Leaders whose name stands in the report: whom could it involve? (COI-3)

    `leaders` are pairs of an answer of the first question and a leader whom it means.
    """

    heading_field = "involved"
    exclusive_options = {"involved": [NOBODY]}

    involved = forms.MultipleChoiceField(
        label=_("You mention a leader. Is it about them, or could it involve them?"),
        help_text=_("Whoever you choose will not see it. It goes to somebody else."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose whom it could involve, or say that you only mention the name."),
            "invalid_choice": NOT_OFFERED,
        },
    )

    def __init__(self, *args: Any, leaders: list[tuple[str, Person]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.leaders = leaders
        people = {str(person.pk): str(person) for _code, person in leaders}
        nobody = (NOBODY, _("No, I only mention the name"))
        self.fields["involved"].choices = [*people.items(), nobody]

    def answers(self) -> dict[str, list[str]]:
        """For the draft: what it is about as well, and about whom nobody needs to ask again."""
        chosen = self.cleaned_data["involved"]
        return {
            "about": sorted({code for code, person in self.leaders if str(person.pk) in chosen}),
            "asked": sorted({str(person.pk) for _code, person in self.leaders}),
        }


class AdditionForm(forms.Form):
    """Words added to a report later, or an answer to a lead."""

    body = forms.CharField(
        label=_("Add to what you wrote"),
        help_text=_("Your report stays as you sent it. What you add gets its own time."),
        max_length=BODY_LIMIT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Write something before you send it."),
            "max_length": _("Write at most 50,000 characters."),
        },
    )


class AnswerForm(AdditionForm):
    """An answer to one message of a lead; its prefix is the message's id."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].label = _("Your answer")
        self.fields["body"].help_text = ""
