from django.urls import path

from consents.views import answering, mine, withdrawing

urlpatterns = [
    path("", mine.pictures, name="pictures"),
    path("leave/", mine.leave, name="pictures-leave"),
    path("signed/<uuid:pk>/", answering.signed, name="pictures-signed"),
    path("withdrawn/<uuid:pk>/", withdrawing.withdrawn, name="pictures-withdrawn"),
    path("<uuid:pk>/answer/", answering.answer, name="pictures-answer"),
    path("<uuid:pk>/check/", answering.check, name="pictures-check"),
    path("<uuid:pk>/withdraw/", withdrawing.withdraw, name="pictures-withdraw"),
]
