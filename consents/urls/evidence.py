from django.urls import path

from consents.views import evidence

urlpatterns = [
    path("signed/<uuid:pk>/certificate/", evidence.certificate, name="pictures-certificate"),
    path("withdrawn/<uuid:pk>/receipt/", evidence.receipt, name="pictures-receipt"),
    path("children/<uuid:pk>/paper/", evidence.paper_form, name="paper-form"),
    path("certificate/", evidence.check, name="certificate-check"),
]
