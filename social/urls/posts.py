"""URLs of posts."""

from django.urls import URLPattern, path

from social.views import post_steps, post_writing, posts

urlpatterns: list[URLPattern] = [
    path("posts/", posts.post_list, name="posts"),
    path("posts/to-read/", posts.to_read, name="posts-to-read"),
    path("posts/new/", post_writing.begin, name="post-begin"),
    path("posts/places/", posts.places, name="post-places"),
    path("posts/<uuid:pk>/", posts.post, name="post"),
    path("posts/<uuid:pk>/read/", posts.read, name="post-read"),
    path("posts/<uuid:pk>/versions/", posts.versions, name="post-versions"),
    path("posts/<uuid:pk>/correct/", posts.correct, name="post-correct"),
    path("posts/<uuid:pk>/words/", post_writing.words, name="post-words"),
    path("posts/<uuid:pk>/pictures/", post_writing.pictures, name="post-pictures"),
    path("posts/<uuid:pk>/pictures/<uuid:picture_pk>/", post_writing.picture, name="post-picture"),
    path("posts/<uuid:pk>/pictures/<uuid:picture_pk>/<slug:size>/", posts.file, name="post-file"),
    path("posts/<uuid:pk>/children/", post_writing.children, name="post-children"),
    path("posts/<uuid:pk>/checks/", post_writing.checks, name="post-checks"),
    path("posts/<uuid:pk>/word/", post_writing.word, name="post-word"),
    path("posts/<uuid:pk>/step/<slug:slug>/", post_steps.step, name="post-step"),
]
