from django.urls import path

from notifications import views

urlpatterns = [
    path("bell/", views.bell, name="bell"),
    path("bell/seen/", views.mark_all_seen, name="bell-seen"),
]
