"""What is typed at the steps of a post: nothing, words, an address, a day."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pages.templatetags.dates import nice_datetime
from policies.forms.making import day, words
from social.forms.posts import PostForm
from social.models import Post
from workflow import clock

NAME_NOBODY = _("Name no child: everybody who works here can read this.")


class ConfirmForm(PostForm):
    """Nothing to fill in: the button is the answer."""


class NoteForm(PostForm):
    body = words(_("Note"), rows=3, help_text=NAME_NOBODY)


class ChangesForm(PostForm):
    body = words(_("What should be changed?"), rows=3, help_text=NAME_NOBODY)


class WhyNotForm(PostForm):
    body = words(_("Why is it not published?"), rows=3, help_text=NAME_NOBODY)


class WhyForm(PostForm):
    body = words(_("Why?"), rows=3, help_text=NAME_NOBODY)


class GoneForm(PostForm):
    body = words(
        _("How do you know that it is gone?"),
        rows=3,
        help_text=_("Such as: I opened its address, and there is nothing."),
    )


def _link() -> forms.URLField:
    return forms.URLField(
        label=_("The address of the post"),
        help_text=_("Open the post there and copy its address. It begins with https://"),
        max_length=500,
        assume_scheme="https",
        error_messages=dict.fromkeys(
            ("required", "invalid"), _("Copy the address of the post from the page.")
        ),
    )


class PublishForm(PostForm):
    link = _link()
    old_is_gone = forms.BooleanField(
        label=_("The post that this one corrects is no longer to be seen, or this is that post, changed"),
        help_text=_("Look first. Without this it counts as still there."),
        required=False,
    )

    early = forms.BooleanField(
        label=_("It is out before its scheduled time"),
        error_messages={"required": _("It is scheduled for later. Say that it is out already, or wait.")},
    )

    def __init__(self, *args: Any, of: Post, **kwargs: Any) -> None:
        super().__init__(*args, of=of, **kwargs)
        if of.amends_id is None:
            self.fields["old_is_gone"].widget = forms.HiddenInput()
            self.fields["old_is_gone"].disabled = True
        if of.is_early:
            when = {"moment": nice_datetime(of.scheduled_for)}
            self.fields["early"].help_text = (
                _("It is scheduled for %(moment)s. The record will say that it was earlier.") % when
            )
        else:
            del self.fields["early"]


class AtOnceForm(PostForm):
    reason = forms.CharField(
        label=_("Why can it not wait for a reader?"),
        max_length=Post.LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say why it cannot wait.")},
        help_text=NAME_NOBODY,
    )
    link = _link()


class FoundForm(PostForm):
    body = words(_("How did it come to be there?"), rows=3, help_text=NAME_NOBODY)
    link = _link()


class ScheduleForm(PostForm):
    on = day(_("On which day?"))
    hour = forms.TimeField(
        label=_("At what time?"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages=dict.fromkeys(("required", "invalid"), _("Enter a time, such as 9:30.")),
    )

    def __init__(self, *args: Any, of: Post, **kwargs: Any) -> None:
        initial = {"on": of.planned_on, "hour": dt.time(9, 0)}
        super().__init__(*args, of=of, initial=initial, **kwargs)

    @property
    def moment(self) -> dt.datetime:
        return clock.london(self.cleaned_data["on"], self.cleaned_data["hour"])


class ReadAfterForm(PostForm):
    agrees = forms.TypedChoiceField(
        label=_("Do you agree to it?"),
        choices=[("True", _("Yes")), ("False", _("No, and I say what is wrong"))],
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether you agree.")},
    )
    body = words(_("What is wrong, or what you want to add"), rows=3, required=False, help_text=NAME_NOBODY)
