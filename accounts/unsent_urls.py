"""URLs of what somebody had typed when their session ended."""

from django.urls import path

from accounts.views import unsent

urlpatterns = [
    path("", unsent.unsent_forms, name="unsent"),
    path("<uuid:pk>/throw-away/", unsent.throw_away, name="unsent-throw-away"),
]
