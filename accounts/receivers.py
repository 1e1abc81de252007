"""allauth's signals about second factors, noted in the session and in the person's record."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.dispatch import receiver
from django.http import HttpRequest

from accounts import actions
from accounts.middleware import forget_second_factor, note_second_factor
from accounts.models import User


@receiver(authenticator_added, dispatch_uid="accounts.second-factor-added")
def second_factor_added(
    request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    # Recovery codes come along with the app and prove nothing by being made.
    if authenticator.type == Authenticator.Type.TOTP:
        note_second_factor(request)
    actions.note_second_factor(user.person, added=True, kind=authenticator.type)


@receiver(authenticator_removed, dispatch_uid="accounts.second-factor-removed")
def second_factor_removed(
    request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        forget_second_factor(request)
    actions.note_second_factor(user.person, added=False, kind=authenticator.type)
