from django.urls import path

from consents.views import blocking, checking, entry, scanning

urlpatterns = [
    path("children/<uuid:pk>/no/", entry.enter_no, name="picture-entry"),
    path("entered/<uuid:pk>/", entry.entered, name="picture-entered"),
    path("children/<uuid:pk>/form/", entry.enter_form, name="picture-entry-form"),
    path("children/<uuid:pk>/block/", blocking.block, name="picture-block"),
    path("forms/", checking.forms_to_check, name="picture-forms"),
    path("forms/<uuid:pk>/", checking.check_form, name="picture-form-check"),
    path("forms/<uuid:pk>/scan/", scanning.add, name="picture-scan-add"),
    path("forms/<uuid:pk>/scan/<uuid:page_pk>/out/", scanning.take_out, name="picture-scan-out"),
    path("forms/<uuid:pk>/scan/<uuid:page_pk>/<slug:size>/", scanning.page, name="picture-scan-page"),
]
