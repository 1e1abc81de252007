"""URLs of policies, a module per thing that people do. Ids are opaque; fixed words come before ids."""

from policies.urls import making, planning, reading, reviewing, signing

urlpatterns = [
    *signing.urlpatterns,
    *making.urlpatterns,
    *reviewing.urlpatterns,
    *planning.urlpatterns,
    *reading.urlpatterns,
]
