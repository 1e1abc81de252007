"""URLs of pictures, a module per thing that people do. Ids are opaque; fixed words come before ids."""

from consents.urls import (
    answering,
    asking,
    campaigns,
    coming_in,
    entry,
    evidence,
    handing_over,
    informing,
    sheet,
)

urlpatterns = [
    *coming_in.urlpatterns,
    *informing.urlpatterns,
    *asking.urlpatterns,
    *campaigns.urlpatterns,
    *sheet.urlpatterns,
    *entry.urlpatterns,
    *evidence.urlpatterns,
    *handing_over.urlpatterns,
    *answering.urlpatterns,
]
