"""URLs of the library, of one policy and its versions, and of the public pages."""

from django.urls import URLPattern, path

from policies.views import reading, reading_keeping, reading_public

urlpatterns: list[URLPattern] = [
    path("", reading.policies, name="policies"),
    path("links/", reading.links, name="policy-links"),
    path("public/", reading_public.policies, name="policies-public"),
    path("public/<uuid:pk>/", reading_public.policy, name="policy-public"),
    path("usual/", reading_keeping.enter_usual, name="policies-usual"),
    path("add/", reading_keeping.add, name="policy-add"),
    path("links/<uuid:pk>/end/", reading_keeping.unlink, name="policy-unlink"),
    path("citations/<uuid:pk>/end/", reading_keeping.uncite, name="policy-uncite"),
    path("audiences/<uuid:pk>/end/", reading_keeping.unbind, name="policy-unbind"),
    path("versions/<uuid:pk>/text/", reading.text, name="policy-text"),
    path("versions/<uuid:pk>/pdf/", reading.pdf, name="policy-pdf"),
    path("<uuid:pk>/", reading.policy, name="policy"),
    path("<uuid:pk>/agreed/", reading.agreed_on, name="policy-agreed"),
    path("<uuid:pk>/change/", reading_keeping.change, name="policy-change"),
    path("<uuid:pk>/link/", reading_keeping.link, name="policy-link"),
    path("<uuid:pk>/cite/", reading_keeping.cite, name="policy-cite"),
    path("<uuid:pk>/sign/", reading_keeping.bind, name="policy-bind"),
    path("<uuid:pk>/retire/", reading_keeping.retire, name="policy-retire"),
]
