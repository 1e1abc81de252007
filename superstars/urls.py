"""Every URL of the site. Ids in them are opaque; a system check finds one without a rule."""

from django.conf import settings
from django.urls import include, path

from policies.views import dashboard
from superstars import health, views

urlpatterns = [
    path("", views.home, name="home"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("accounts/", include("accounts.urls")),
    path("people/", include("accounts.people_urls")),
    path("unsent/", include("accounts.unsent_urls")),
    path("", include("notifications.urls")),
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("dashboard/<slug:table>/as/<slug:fmt>/", dashboard.download, name="dashboard-file"),
    path("policies/", include("policies.urls")),
    path("pictures/", include("consents.urls")),
    path("social/", include("social.urls")),
    path("", include("incidents.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("superstars.demo.urls")))
