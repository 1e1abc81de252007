"""URLs of the setting's own social media, a module per thing that people do. Ids are opaque."""

from social.urls import families, posts, risks

urlpatterns = [
    *families.urlpatterns,
    *posts.urlpatterns,
    *risks.urlpatterns,
]
