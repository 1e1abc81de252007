"""URLs of reviews, and of what policies rest on."""

from django.urls import URLPattern, path

from policies.views import reviewing, sources

urlpatterns: list[URLPattern] = [
    path("reviews/", reviewing.review_list, name="policy-reviews"),
    path("reviews/<uuid:pk>/", reviewing.review, name="policy-review"),
    path("<uuid:pk>/review/", reviewing.open_review, name="policy-review-open"),
    path("sources/", sources.source_list, name="sources"),
    path("sources/add/", sources.add, name="source-add"),
    path("sources/usual/", sources.enter_usual, name="sources-usual"),
    path("sources/<uuid:pk>/", sources.source, name="source"),
    path("sources/<uuid:pk>/change/", sources.change, name="source-change"),
    path("sources/<uuid:pk>/check/", sources.check, name="source-check"),
    path("sources/<uuid:pk>/edition/", sources.note_edition, name="source-edition"),
]
