"""URLs of the action plan."""

from django.urls import URLPattern, path

from policies.views import planning

urlpatterns: list[URLPattern] = [
    path("plan/", planning.plan_list, name="plan"),
    path("plan/add/", planning.add, name="plan-add"),
    path("plan/<uuid:pk>/", planning.action, name="plan-action"),
    path("plan/<uuid:pk>/<slug:slug>/", planning.step, name="plan-action-step"),
]
