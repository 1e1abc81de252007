"""URLs of the setting's own social media, a module per thing that people do. Ids are opaque."""

from social.urls import accounts, board, families, posts, risks, takedowns

urlpatterns = [
    *accounts.urlpatterns,
    *families.urlpatterns,
    *posts.urlpatterns,
    *risks.urlpatterns,
    *takedowns.urlpatterns,
    *board.urlpatterns,
]
