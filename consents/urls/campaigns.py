from django.urls import path

from consents.views import campaigns

urlpatterns = [
    path("campaigns/", campaigns.campaigns, name="picture-campaigns"),
    path("campaigns/open/", campaigns.open_campaign, name="picture-campaign-open"),
    path("campaigns/<uuid:pk>/", campaigns.campaign, name="picture-campaign"),
    path("campaigns/<uuid:pk>/who/", campaigns.who, name="picture-campaign-who"),
    path("campaigns/<uuid:pk>/<slug:table>/as/<slug:fmt>/", campaigns.download, name="picture-campaign-file"),
]
