"""allauth, bent to this house: closed sign-up, mail through the outbox, encrypted second factors."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from accounts import notices
from accounts.backends import may_sign_in
from accounts.models import User
from workflow import encryption

AUTHENTICATOR_CONTEXT = "mfa_authenticator.data"


class AccountAdapter(DefaultAccountAdapter):
    """Every message of allauth becomes a row of the outbox."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: User, **options: Any) -> HttpResponse | None:
        """Whoever has left is answered as a closed sign-in is; allauth itself asks `is_active` only."""
        refused = super().pre_login(request, user, **options)
        if refused is None and not may_sign_in(user):
            clear_login(request)
            return self.respond_user_inactive(request, user)
        return refused

    def get_reset_password_from_key_url(self, key: str) -> str:
        """On the site's own address: a request can name another host."""
        uid, _separator, token = key.partition("-")
        return notices.new_password_url(uid, token)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        user = context.get("user") or User.objects.filter(email=email.lower()).first()
        if user is None:
            # Nobody has this sign-in; to answer would tell who has one.
            return
        composed = self.render_mail(template_prefix, email, {**context, "request": self.request})
        with transaction.atomic():
            notices.sign_in_mail(user.person, subject=composed.subject, text=composed.body)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Every change to a sign-in is told, without the address or browser it came from."""
        self.send_mail(template_prefix, user.email, {**(context or {}), "user": user})  # type: ignore[attr-defined]

    def format_email_subject(self, subject: str) -> str:
        return subject


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors are encrypted with keys that live outside the database."""

    def encrypt(self, text: str) -> str:
        return encryption.encrypt(text, context=AUTHENTICATOR_CONTEXT)

    def decrypt(self, encrypted_text: str) -> str:
        return encryption.decrypt(encrypted_text, context=AUTHENTICATOR_CONTEXT)
