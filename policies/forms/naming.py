"""A form whose words everybody with a plan reads: whoever names somebody is asked once whether they mean to."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from policies.naming import Named, names_in, plain_wording
from policies.selectors import people


class WarnsOfNames(forms.Form):
    """`watched` names the field that should name nobody of the register. The second sending is never refused."""

    watched: ClassVar[str]

    names_meant = forms.BooleanField(
        label=lazy("I have read this again: these words may be read by everybody with a plan"),
        required=False,
        widget=forms.HiddenInput,
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        words = said.get(self.watched, "")
        if words and not said.get("names_meant"):
            self._warn(words, people.register())
        return said

    def _warn(self, words: str, register: list[Named]) -> None:
        found = names_in(words, register)
        if not found:
            return
        names = ", ".join(f"“{one.text}”" for one in found)
        self.add_error(
            self.watched,
            _(
                "This may name somebody: %(names)s. Many people read it, so say it without a name, such as "
                "“%(plain)s” – or tick the box below if nobody can be known by it."
            )
            % {"names": names, "plain": plain_wording(words, found)},
        )
        self.fields["names_meant"].widget = forms.CheckboxInput()
