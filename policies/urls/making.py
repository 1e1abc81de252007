"""URLs of everything from a loaded document to a published version."""

from django.urls import URLPattern, path

from policies.views import making, making_begin, making_compare, making_edit, making_words

urlpatterns: list[URLPattern] = [
    path("load/", making_begin.load, name="policy-load"),
    path("<uuid:pk>/load/", making_begin.load, name="policy-load"),
    path("<uuid:pk>/new-version/", making_begin.begin, name="policy-begin"),
    path("versions/<uuid:pk>/", making.version, name="policy-version"),
    path("versions/<uuid:pk>/split/", making_words.split, name="policy-split"),
    path("versions/<uuid:pk>/keys/", making_words.keys, name="policy-keys"),
    path("versions/<uuid:pk>/edit/", making_edit.edit, name="policy-edit"),
    path("versions/<uuid:pk>/edit/keep/", making_edit.keep, name="policy-edit-keep"),
    path("versions/<uuid:pk>/step/<slug:slug>/", making.step, name="policy-version-step"),
    path("versions/<uuid:pk>/compare/<uuid:other_pk>/", making_compare.compare, name="policy-compare"),
]
