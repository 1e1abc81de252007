"""URLs of platforms, official accounts and access."""

from django.urls import URLPattern, path

from social.views import access, accounts, holders, hub, platforms

urlpatterns: list[URLPattern] = [
    path("", hub.hub, name="social"),
    path("platforms/", platforms.platforms, name="social-platforms"),
    path("platforms/add/", platforms.add, name="social-platform-add"),
    path("platforms/<slug:code>/", platforms.platform, name="social-platform"),
    path("platforms/<slug:code>/change/", platforms.change, name="social-platform-change"),
    path("domains/", platforms.domains, name="social-domains"),
    path("domains/end/", platforms.end_domain, name="social-domain-end"),
    path("signed-first/", platforms.gate, name="social-gate"),
    path("profiles/", platforms.profiles, name="child-profiles"),
    path("profiles/add/", platforms.add_profile, name="child-profile-add"),
    path("profiles/<uuid:pk>/close/", platforms.close_profile, name="child-profile-close"),
    path("accounts/", accounts.accounts, name="account-officials"),
    path("accounts/propose/", accounts.propose, name="account-official-propose"),
    path("accounts/removals/<uuid:pk>/", holders.removal, name="account-removal"),
    path("accounts/removals/<uuid:pk>/do/", holders.take_away, name="account-removal-do"),
    path("accounts/checks/<uuid:pk>/", holders.check, name="account-check"),
    path("accounts/checks/<uuid:pk>/finish/", holders.finish, name="account-check-finish"),
    path("accounts/checks/<uuid:pk>/<uuid:holder_pk>/", holders.check_holder, name="account-check-holder"),
    path("accounts/holders/<uuid:pk>/<slug:slug>/", holders.holder, name="account-holder-step"),
    path("accounts/<uuid:pk>/", accounts.account, name="account-official"),
    path("accounts/<uuid:pk>/check/", accounts.open_check, name="account-check-open"),
    path("accounts/<uuid:pk>/somebody-else-is-in-it/", accounts.alarm, name="account-alarm"),
    path("accounts/<uuid:pk>/<slug:slug>/", accounts.step, name="account-official-step"),
    path("access/", access.register, name="access-register"),
    path("access/as/<slug:fmt>/", access.register_file, name="access-register-file"),
    path("access/mine/", access.mine, name="my-access"),
    path("access/ask/", access.ask, name="access-ask"),
    path("access/<uuid:pk>/", access.permission, name="access"),
    path("access/<uuid:pk>/<slug:slug>/", access.step, name="access-step"),
]
