"""URLs of signatures: one's own, one person's, and the wall of all."""

from django.urls import URLPattern, path

from policies.views import registering, signing, wall

urlpatterns: list[URLPattern] = [
    path("mine/", signing.mine, name="my-policies"),
    path("sign/<uuid:pk>/", signing.sign, name="policy-sign"),
    path("sign/<uuid:pk>/done/", signing.signed, name="policy-signed"),
    path("signatures/", wall.wall, name="policy-signatures"),
    path("signatures/as/<slug:fmt>/", wall.download, name="policy-signatures-file"),
    path("signatures/<uuid:pk>/", registering.asked, name="policy-request"),
    path("signatures/<uuid:pk>/<slug:slug>/", registering.note, name="policy-request-note"),
]
