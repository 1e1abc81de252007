"""URLs of families' messages, checks of comments, word to families, and families that have left."""

from django.urls import URLPattern, path

from social.views import checks, leavers, messages, word

urlpatterns: list[URLPattern] = [
    path("messages/", messages.message_list, name="families-messages"),
    path("messages/note/", messages.add, name="families-message-add"),
    path("messages/<uuid:pk>/", messages.message, name="families-message"),
    path("comments/", checks.check_list, name="families-checks"),
    path("comments/<uuid:pk>/look/", checks.add, name="families-check-add"),
    path("comments/looks/<uuid:pk>/", checks.check, name="families-check"),
    path("comments/looks/<uuid:pk>/plan/", checks.plan, name="families-check-plan"),
    path("families/", word.words, name="families-words"),
    path("families/write/", word.write, name="families-word-write"),
    path("families/leavers/", leavers.leaver_list, name="families-leavers"),
    path("families/leavers/<uuid:pk>/", leavers.ask, name="families-leaver-ask"),
    path("families/<uuid:pk>/", word.deliveries, name="families-word"),
    path("families/<uuid:pk>/paper/", word.on_paper, name="families-word-paper"),
    path("families/<uuid:pk>/read/", word.told, name="families-told"),
]
