from django.urls import path

from consents.views import coming_in

urlpatterns = [
    path("enter/", coming_in.enter, name="pictures-enter"),
    path("link/", coming_in.code, name="pictures-code"),
    path("link/<str:token>/", coming_in.link, name="pictures-link"),
]
