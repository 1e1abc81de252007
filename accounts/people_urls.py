"""URLs of the register. Ids are opaque; names are never part of an address."""

from django.urls import path

from accounts import views

urlpatterns = [
    path("", views.people, name="people"),
    path("add/", views.add_person, name="person-add"),
    path("children/", views.children, name="children"),
    path("children/add/", views.add_child, name="child-add"),
    path("children/<uuid:pk>/change/", views.change_child, name="child-change"),
    path("roles/<uuid:pk>/end/", views.end_role, name="role-end"),
    path("ties/<uuid:pk>/end/", views.end_tie, name="tie-end"),
    path("<uuid:pk>/", views.person, name="person"),
    path("<uuid:pk>/change/", views.change_person, name="person-change"),
    path("<uuid:pk>/invite/", views.invite, name="person-invite"),
    path("<uuid:pk>/leave/", views.leave, name="person-leave"),
    path("<uuid:pk>/roles/give/", views.give_role, name="role-give"),
    path("<uuid:pk>/ties/add/", views.add_tie, name="tie-add"),
]
