"""URLs of pictures, a module per thing that people do. Ids are opaque; fixed words come before ids."""

from consents.urls import answering, asking, coming_in, entry, evidence, informing, sheet

urlpatterns = [
    *coming_in.urlpatterns,
    *informing.urlpatterns,
    *asking.urlpatterns,
    *sheet.urlpatterns,
    *entry.urlpatterns,
    *evidence.urlpatterns,
    *answering.urlpatterns,
]
