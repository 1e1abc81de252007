"""Every URL of the site, and the floors."""

from django.urls import include, path

from benchmarks import floors

urlpatterns = [
    path("floors/bare/", floors.bare, name="floor-bare"),
    path("floors/rows/", floors.rows, name="floor-rows"),
    path("", include("superstars.urls")),
]
