from django.urls import path

from consents.views import asking

urlpatterns = [
    path("requests/", asking.requests, name="picture-requests"),
    path("requests/<uuid:pk>/link/", asking.send_link, name="picture-request-link"),
]
