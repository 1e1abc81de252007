from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consents.models.campaigns import BECAUSE_LIMIT
from consents.selectors.campaigns import CHOICES


class OpenForm(forms.Form):
    because = forms.CharField(
        label=_("Why is everybody asked anew?"),
        help_text=_(
            "A line for you and your team, such as “New words about Instagram”. Parents do not read it. Name nobody."
        ),
        max_length=BECAUSE_LIMIT,
        error_messages={"required": _("Say why everybody is asked anew.")},
    )


class WhoForm(forms.Form):
    """In the address: how it stands, and a room. What is not understood filters nothing.

    A room without a name is "-".
    """

    NO_ROOM = "-"

    standing = forms.ChoiceField(label=_("Show"), required=False)
    room = forms.ChoiceField(label=_("Room"), required=False)

    def __init__(self, *args: Any, rooms: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["standing"].choices = [("", _("Everybody who was asked")), *CHOICES.items()]
        self.fields["room"].choices = [
            ("", _("All rooms")),
            *((name or self.NO_ROOM, title) for name, title in rooms),
        ]
        self.full_clean()

    @property
    def chosen(self) -> dict[str, Any]:
        """As `campaigns.who` takes it."""
        room = self.cleaned_data.get("room") or None
        return {
            "standing": self.cleaned_data.get("standing") or "",
            "room": "" if room == self.NO_ROOM else room,
        }
