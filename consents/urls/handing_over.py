from django.urls import path

from consents.views import handing_over

urlpatterns = [
    path("children/<uuid:pk>/tablet/", handing_over.start, name="picture-tablet"),
    path("tablet/", handing_over.check, name="pictures-tablet"),
    path("tablet/back/", handing_over.back, name="pictures-tablet-back"),
]
