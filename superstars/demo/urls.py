from django.urls import path

from superstars.demo import views

urlpatterns = [
    path("", views.people, name="demo"),
    path("sign-in/", views.sign_in, name="demo-sign-in"),
    path("children-to-import/", views.children_file, name="demo-children-file"),
    path("mailbox/", views.mailbox, name="demo-mailbox"),
    path("mailbox/<uuid:mail_id>/", views.mail, name="demo-mail"),
    path("mailbox/<uuid:mail_id>/html/", views.mail_as_html, name="demo-mail-html"),
]
