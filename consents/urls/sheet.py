from django.urls import path

from consents.views import child, sheet

urlpatterns = [
    path("sheet/", sheet.room_sheet, name="picture-sheet"),
    path("sheet/paper/", sheet.on_paper, name="picture-sheet-pdf"),
    path("children/<uuid:pk>/", child.one_child_page, name="picture-child"),
]
