"""URLs of posts that come down."""

from django.urls import URLPattern, path

from social.views import takedowns

urlpatterns: list[URLPattern] = [
    path("take-downs/", takedowns.takedown_list, name="takedowns"),
    path("take-downs/look/", takedowns.look, name="takedowns-look"),
    path("take-downs/parents/", takedowns.to_tell, name="takedowns-to-tell"),
    path("take-downs/told/<uuid:pk>/", takedowns.told, name="takedown-told"),
    path("take-downs/ask/<uuid:pk>/", takedowns.ask, name="takedown-ask"),
    path("take-downs/<uuid:pk>/", takedowns.takedown, name="takedown"),
    path("take-downs/<uuid:pk>/proof/", takedowns.proof, name="takedown-proof"),
    path("take-downs/<uuid:pk>/<slug:slug>/", takedowns.step, name="takedown-step"),
]
