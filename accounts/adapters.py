"""allauth, bent to this house: closed sign-up, mail through the outbox, encrypted second factors."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.http import HttpRequest

from accounts import notices
from accounts.models import User
from workflow import encryption

SECRET_CONTEXT = "mfa_authenticator.data"


class AccountAdapter(DefaultAccountAdapter):
    """Every message of allauth becomes a row of the outbox."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        user = context.get("user") or User.objects.filter(email__iexact=email).first()
        if user is None:
            # Nobody has this sign-in; to answer would tell who has one.
            return
        composed = self.render_mail(template_prefix, email, {**context, "request": self.request})
        html = composed.alternatives[0][0] if isinstance(composed, EmailMultiAlternatives) else ""
        with transaction.atomic():
            notices.sign_in_mail(user.person, subject=composed.subject, text=composed.body, html=str(html))

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        self.send_mail(template_prefix, user.email, {**(context or {}), "user": user})  # type: ignore[attr-defined]

    def format_email_subject(self, subject: str) -> str:
        return subject


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors are encrypted with keys that live outside the database."""

    def encrypt(self, text: str) -> str:
        return encryption.encrypt(text, context=SECRET_CONTEXT)

    def decrypt(self, encrypted_text: str) -> str:
        return encryption.decrypt(encrypted_text, context=SECRET_CONTEXT)
