"""What is typed while a version is made. Rules live in the actions; here is what must be there at all."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from pages.steps import VersionForm
from policies.models import Consultation, PolicyVersion
from policies.outline import Outline
from workflow import clock

WORDS_LIMIT = 20_000


def words(label: Any, *, rows: int = 4, **options: Any) -> forms.CharField:
    """A field for people's own words."""
    return forms.CharField(
        label=label,
        max_length=WORDS_LIMIT,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": _("Write something here.")},
        **options,
    )


def line(label: Any, asked: Any, **options: Any) -> forms.CharField:
    """One line that must be there; `asked` says so when it is not."""
    return forms.CharField(label=label, max_length=200, error_messages={"required": asked}, **options)


def day(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Enter a day."), "invalid": _("Enter a date, such as 23/7/2026.")},
        **options,
    )


class StepForm(VersionForm):
    """A form about one version of a policy."""

    def __init__(self, *args: Any, of: PolicyVersion, person: Person, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": of.version} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.of, self.person = of, person


class ConfirmForm(StepForm):
    """Nothing to fill in: the button is the answer."""


class WhyForm(StepForm):
    why = words(_("Why?"), help_text=_("Whoever drafts it reads this."))


class DescribeForm(StepForm):
    change_summary = words(
        _("What changes for the reader?"),
        help_text=_("In plain words. Everybody who signed the version before reads this first."),
    )
    is_major = forms.TypedChoiceField(
        label=_("How large is the change?"),
        choices=[
            ("True", _("Large: everybody signs again")),
            ("False", _("Small: what was signed before still holds")),
        ],
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how large the change is.")},
    )

    def __init__(self, *args: Any, of: PolicyVersion, **kwargs: Any) -> None:
        said = {"change_summary": of.change_summary, "is_major": str(of.is_major)}
        super().__init__(*args, of=of, initial=said, **kwargs)


class ConsultedForm(StepForm):
    group = forms.ChoiceField(
        label=_("Who was asked?"),
        choices=Consultation.Group.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who was asked.")},
    )
    held_on = day(_("When?"))
    how = line(
        _("How?"),
        _("Say how they were asked."),
        help_text=_("For instance: at the staff meeting, by a letter home, in circle time with pictures."),
    )
    feedback = words(
        _("What did they say, and what came of it?"), help_text=_("Name nobody; say what was said.")
    )


class PublishForm(StepForm):
    effective_from = day(_("In force from"), help_text=_("Today, or a day to come."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"effective_from": clock.today()}, **kwargs)


class AdoptForm(StepForm):
    in_force_since = day(_("In force since"))
    approved_by = line(
        _("Who approved it then?"),
        _("Say who approved it then."),
        help_text=_("As it stands in your papers: a name, or “the committee”."),
    )
    reviewed_on = day(_("Last reviewed on"), help_text=_("The next review is due a year after it."))

    def __init__(self, *args: Any, of: PolicyVersion, **kwargs: Any) -> None:
        found = Outline.from_json(of.outline).reviewed_on
        super().__init__(*args, of=of, initial={"in_force_since": found, "reviewed_on": found}, **kwargs)
        if found:
            self.fields["in_force_since"].help_text = _(
                "The day found in the document. Correct it if need be."
            )
