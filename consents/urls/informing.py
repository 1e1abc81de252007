from django.urls import path

from consents.views import informing

urlpatterns = [
    path("notices/", informing.notices, name="picture-notices"),
    path("notices/usual/", informing.usual, name="picture-notices-usual"),
    path("notices/contact/", informing.contact, name="picture-contact"),
    path("notices/<slug:code>/", informing.notice, name="picture-notice"),
]
