"""The pages on which an official account, a removal and a termly check go on their way, as tables."""

import dataclasses
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from pages.step_pages import MORE, seen_and
from social.actions import accounts, closing, holders, recertifying
from social.forms import accounts as forms
from social.lifecycle.accounts import ACCOUNT, RECERTIFICATION, REMOVAL
from social.models import OfficialAccount
from social.views.stepping import SocialPage


@dataclasses.dataclass(frozen=True)
class AccountPage(SocialPage):
    lifecycle = ACCOUNT


@dataclasses.dataclass(frozen=True)
class RemovalPage(SocialPage):
    lifecycle = REMOVAL


@dataclasses.dataclass(frozen=True)
class CheckPage(SocialPage):
    lifecycle = RECERTIFICATION


def _change(account: OfficialAccount, actor: Person, form: Any) -> None:
    said = {name: form.cleaned_data[name] for name in form.said}
    accounts.change(account, actor=actor, drawn=form.cleaned_data["drawn"], **said)


def _changes(slug: str, form: type[forms.ChangeForm], title: Any, explanation: Any = "") -> AccountPage:
    """A page that an item of the checklist leads to; it has no button of its own."""
    return AccountPage(
        slug, "change", form, _change, _("It is stored."), explanation, group="", named=title, send=_("Save")
    )


def _add_holder(account: OfficialAccount, actor: Person, form: Any) -> None:
    said = form.cleaned_data
    holders.add_holder(
        account, actor=actor, **{name: said[name] for name in ("person", "level", "second_factor")}
    )


def _agree(account: OfficialAccount, actor: Person, form: Any) -> None:
    accounts.agree_channel(account, actor=actor)


ACCOUNT_STEPS = {
    page.slug: page
    for page in (
        _changes("about", forms.AboutForm, _("What and where it is")),
        _changes("purpose", forms.PurposeForm, _("What it is for")),
        _changes(
            "protection", forms.ProtectionForm, _("How it is protected"),
            _("Passwords are never written down here."),
        ),
        _changes("settings", forms.SettingsForm, _("Comments, messages and tagging")),
        _changes("website", forms.WebsiteForm, _("Link from our website")),
        AccountPage(
            "add-holder", "add holder", forms.HolderForm, _add_holder, _("It is written down."), group="",
        ),
        AccountPage(
            "assess", "assess", forms.ConfirmForm, seen_and(accounts.assess),
            _("It is risk assessed, and whoever may approve it is told."),
            _("Its risk assessment is approved and in force."),
        ),
        AccountPage(
            "agree-channel", "agree channel", forms.ConfirmForm, _agree, _("You have agreed."),
            _("The policy names Instagram and Facebook only. Another channel needs you, the manager and a risk "
              "assessment."),
        ),
        AccountPage(
            "go-live", "go live", forms.ConfirmForm, seen_and(accounts.go_live), _("The account is live."),
            _("From now on it may be posted to, by manager and deputy, as long as its risk assessment covers it."),
        ),
        AccountPage(
            "alarm", "raise alarm", forms.ConfirmForm, seen_and(accounts.raise_alarm),
            _("Whoever runs the accounts is told now."),
            _("Say so as soon as you think it. Nothing is posted until the account is ours again."),
            is_grave=True,
        ),
        AccountPage(
            "secure", "secure", forms.ConfirmForm, seen_and(accounts.secure),
            _("Noted. Go through its list again before it goes live."),
            _("Passwords are changed, every session is ended, and the recovery contacts are ours."),
        ),
        AccountPage(
            "rest", "rest", forms.ConfirmForm, seen_and(accounts.rest), _("It is paused."),
            _("Nothing is posted there until somebody approves it again."), MORE,
        ),
        AccountPage(
            "send-back", "send back", forms.ConfirmForm, seen_and(accounts.send_back), _("It is a proposal again."),
            group=MORE,
        ),
        AccountPage(
            "close", "close", forms.ConfirmForm, seen_and(closing.close), _("The account is closed."),
            _("Delete it on the platform, or have it deleted, first. This cannot be undone."), MORE,
            is_grave=True,
        ),
    )
}  # fmt: skip

REMOVAL_STEPS = {
    "do": RemovalPage(
        "do", "do", forms.RemovalForm,
        seen_and(holders.take_away, "right_removed", "password_changed", "note"),
        _("Thank you. They are taken away."), _("Do both on the platform first, then say so here."),
    )
}  # fmt: skip

CHECK_STEPS = {
    "finish": CheckPage(
        "finish", "finish", forms.FinishForm, seen_and(recertifying.finish, "note"),
        _("The check is finished. Whoever is not kept is to be taken away today."),
        _("What was said of each holder counts from now on."),
    )
}  # fmt: skip
