"""The question page of a contact that somebody received on a personal account."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from incidents.forms.fields import choice, line, past_day, time_of_day
from incidents.forms.questions import PageForm


class ContactForm(PageForm):
    """A contact received on a personal account (S4.2.3)."""

    title = _("About the contact")

    platform = choice(
        _("Where did it reach you?"),
        [
            ("", _("Choose")),
            ("facebook", "Facebook"),
            ("instagram", "Instagram"),
            ("whatsapp", "WhatsApp"),
            ("snapchat", "Snapchat"),
            ("tiktok", "TikTok"),
            ("text", _("Text message or call")),
            ("email", _("Personal e-mail")),
            ("game", _("A game")),
            ("other", _("Somewhere else")),
        ],
    )
    received_on = past_day(_("Day you received it"))
    received_time = time_of_day(_("Time you received it"))
    sender = line(_("Who sent it?"))
    sender_tie = choice(
        _("Who are they?"),
        [
            ("", _("Choose")),
            ("child", _("A child of the setting")),
            ("past_child", _("A child who has left")),
            ("parent", _("A parent or carer")),
            ("past_parent", _("A parent or carer of a child who has left")),
            ("relative", _("Another relative of a child")),
            ("unknown", _("I do not know")),
        ],
    )
    form = choice(
        _("What was it?"),
        [
            ("", _("Choose")),
            ("friend_request", _("Friend or follow request")),
            ("message", _("Direct message")),
            ("comment", _("Comment")),
            ("tag", _("Tag or mention")),
            ("call", _("Call")),
            ("other", _("Something else")),
        ],
    )
    replied = choice(_("Did you reply?"), [("no", _("No")), ("yes", _("Yes"))], widget=forms.RadioSelect)

    @property
    def groups(self) -> list[tuple[Any, list[str]]]:
        return [
            ("", ["platform", "form"]),
            ("", ["received_on", "received_time"]),
            ("", ["sender", "sender_tie"]),
            ("", ["replied"]),
        ]

    def answers(self) -> dict[str, Any]:
        return {name: _plain(value) for name, value in self.cleaned_data.items() if value}


def _plain(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
