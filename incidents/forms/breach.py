"""The question pages about policies: what a breach breaks, by whom and where, and which clause a concern may touch."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from incidents.forms.fields import NOT_OFFERED, choice, line
from incidents.forms.questions import PageForm, listed, picked
from incidents.models import ReportPerson
from incidents.selectors import accounts, clauses
from policies.models import ClauseText
from social.models import OfficialAccount

ANOTHER_HINT = _("Also one that imitates ours: the name that it shows, or where it is. Never a password.")


class ClauseField(forms.ChoiceField):
    """A clause in force, or none. Gives the `ClauseText` as it was shown, or None.

    `choices` is a function: the clauses are read when a page is drawn, not to send other pages. One that
    was superseded since then is taken as well: sending is never refused (R3).
    """

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(
            label=label,
            required=False,
            choices=clauses.choices,
            error_messages={"invalid_choice": NOT_OFFERED},
            **options,
        )

    def clean(self, value: Any) -> ClauseText | None:
        if not value:
            return None
        text = clauses.shown(value)
        if text is None:
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return text


class AccountField(forms.ModelChoiceField):
    """One of the setting's own accounts, or none. Which ones, `offer` says."""

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(
            OfficialAccount.objects.none(),
            label=label,
            required=False,
            error_messages={"invalid_choice": NOT_OFFERED},
            **options,
        )

    def offer(self, person: Person, also: str = "") -> None:
        """Offer what `person` may name. The accounts are read when a page is drawn, not to send other pages."""
        self.queryset = known = accounts.known_to(person)
        self.choices = lambda: accounts.choices(known, also)

    def to_python(self, value: Any) -> OfficialAccount | None:
        try:
            return super().to_python(value)
        except forms.ValidationError:
            # What is no id at all has a message of its own, which is not for people.
            raise forms.ValidationError(NOT_OFFERED, code="invalid_choice") from None


class ClauseForm(PageForm):
    """Which clause a concern may touch. Nobody needs to know the policies by heart."""

    title = _("Does it break one of our policies?")
    heading_field = "clause"

    clause = ClauseField(title, help_text=_("Only if you know. A lead looks at it anyway."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clause"].choices = lambda: clauses.choices(also=self.data.get("clause", ""))

    def answers(self) -> dict[str, Any]:
        text = self.cleaned_data.get("clause")
        return {"clause": clauses.answer(text)} if text else {}


class BreachForm(ClauseForm):
    """Which clause was broken, by whom or by which account (S3.6, S4)."""

    title = _("What was broken, and by whom?")
    heading_field = ""

    clause = ClauseField(_("Which part of which policy?"), help_text=_("Only if you know."))
    our_account = AccountField(_("Which of our accounts or pages is it about?"), help_text=_("If it is one."))
    account = line(
        _("Another account, page or device"),
        help_text=ANOTHER_HINT,
    )
    person = choice(_("Which person, if it was somebody who works or helps here?"))
    person_name = line(_("Their name, if you know it"))

    field_order = ["clause", "our_account", "account", "person", "person_name"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["our_account"].offer(self.register.person, also=self.data.get("our_account", ""))
        # Only staff pick from the register of people; others may write a name.
        if self.register.person.is_staff_member:
            unknown = ("", _("I do not know, or not listed"))
            self.fields["person"].choices = lambda: [unknown, *listed(self.register.staff)]
            self.fields["person_name"].label = _("Or write a name")
        else:
            del self.fields["person"]

    def named(self) -> list[dict[str, Any]]:
        """Whoever broke it is whom the report is about: they will not see it (R1)."""
        said, row = self.cleaned_data, {"part": ReportPerson.Part.SUBJECT}
        if said.get("person"):
            return [{**row, "person": picked(self.register.staff, said["person"])}]
        return [{**row, "name": said["person_name"]}] if said.get("person_name") else []

    def answers(self) -> dict[str, Any]:
        ours, other = self.cleaned_data.get("our_account"), self.cleaned_data.get("account")
        said = {"our_account": accounts.for_report(ours) if ours else None, "account": other}
        return super().answers() | {name: value for name, value in said.items() if value}
