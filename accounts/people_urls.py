"""URLs of the register. Ids are opaque; names are never part of an address."""

from django.urls import path

from accounts.views import children, importing, reaching, register

urlpatterns = [
    path("", register.people, name="people"),
    path("add/", register.add_person, name="person-add"),
    path("children/", children.children, name="children"),
    path("children/add/", children.add_child, name="child-add"),
    path("children/import/", importing.load, name="children-import"),
    path("children/import/preview/", importing.preview, name="children-import-preview"),
    path("children/import/confirm/", importing.confirm, name="children-import-confirm"),
    path("children/import/discard/", importing.discard, name="children-import-discard"),
    path("children/import/template/<slug:fmt>/", importing.template, name="children-import-template"),
    path("children/export/<slug:fmt>/", importing.download, name="children-export"),
    path("children/<uuid:pk>/change/", children.change_child, name="child-change"),
    path("children/<uuid:pk>/", children.record, name="child-record"),
    path("children/<uuid:pk>/care/", children.care, name="child-care"),
    path("children/<uuid:pk>/contacts/add/", children.add_contact, name="contact-add"),
    path("contacts/<uuid:pk>/change/", children.change_contact, name="contact-change"),
    path("contacts/<uuid:pk>/end/", children.end_contact, name="contact-end"),
    path("roles/<uuid:pk>/end/", register.end_role, name="role-end"),
    path("ties/<uuid:pk>/end/", register.end_tie, name="tie-end"),
    path("<uuid:pk>/", register.person, name="person"),
    path("<uuid:pk>/change/", register.change_person, name="person-change"),
    path("<uuid:pk>/reach/", reaching.reach, name="person-reach"),
    path("<uuid:pk>/invite/", register.invite, name="person-invite"),
    path("<uuid:pk>/leave/", register.leave, name="person-leave"),
    path("<uuid:pk>/roles/give/", register.give_role, name="role-give"),
    path("<uuid:pk>/ties/add/", register.add_tie, name="tie-add"),
]
