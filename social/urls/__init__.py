"""URLs of the setting's own social media, a module per thing that people do. Ids are opaque."""

<<<<<<< HEAD
from social.urls import board, families, posts, risks, takedowns
=======
from social.urls import accounts, families, risks
>>>>>>> c5820e6 (Show accounts, their checklist, who holds them, and who may use what)

urlpatterns = [
    *accounts.urlpatterns,
    *families.urlpatterns,
    *posts.urlpatterns,
    *risks.urlpatterns,
    *takedowns.urlpatterns,
    *board.urlpatterns,
]
