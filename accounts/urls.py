"""Sign-in: the pages of allauth that this house uses, each with its rule."""

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import path, re_path

from pages.access import checks_itself


def _open(view: Any) -> Any:
    """allauth decides itself who may see these pages; none shows anything but sign-in."""
    return checks_itself(view, "allauth")


def _own(view: Any) -> Any:
    """Pages that change a sign-in: never by a session from before its second factor."""
    view = _open(view)
    view.once_set_up = True
    return view


urlpatterns = [
    path("login/", _open(account.login), name="account_login"),
    path("logout/", _open(account.logout), name="account_logout"),
    path("inactive/", _open(account.account_inactive), name="account_inactive"),
    path("signup/", _open(account.signup), name="account_signup"),
    path("reauthenticate/", _open(account.reauthenticate), name="account_reauthenticate"),
    path("password/change/", _own(account.password_change), name="account_change_password"),
    path("password/set/", _own(account.password_set), name="account_set_password"),
    path("password/reset/", _open(account.password_reset), name="account_reset_password"),
    path("password/reset/done/", _open(account.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        _open(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        _open(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("second-factor/", _own(mfa.index), name="mfa_index"),
    path("second-factor/authenticate/", _open(mfa.authenticate), name="mfa_authenticate"),
    path("second-factor/reauthenticate/", _open(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("second-factor/app/add/", _open(totp.activate_totp), name="mfa_activate_totp"),
    path("second-factor/app/remove/", _own(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("second-factor/codes/", _own(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "second-factor/codes/new/",
        _own(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "second-factor/codes/download/",
        _own(recovery.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
]
