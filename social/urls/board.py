"""URLs of the board of posts."""

from django.urls import URLPattern, path

from social.views import board

urlpatterns: list[URLPattern] = [
    path("board/", board.board, name="board"),
    path("board/month/", board.month, name="board-month"),
    path("board/today/", board.today, name="board-today"),
]
