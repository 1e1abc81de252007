"""URLs of risk assessments and remote-learning tools."""

from django.urls import URLPattern, path

from social.views import learning, risk_steps, risk_writing, risks

urlpatterns: list[URLPattern] = [
    path("risks/", risks.risk_index, name="risks"),
    path("risks/new/", risks.risk_new, name="risk-new"),
    path("risks/tools/", learning.tools, name="risk-tools"),
    path("risks/tools/add/", learning.tool, name="risk-tool-add"),
    path("risks/tools/<uuid:pk>/", learning.tool, name="risk-tool"),
    path("risks/tools/<uuid:pk>/end/", learning.tool_end, name="risk-tool-end"),
    path("risks/<uuid:pk>/", risks.risk, name="risk"),
    path("risks/<uuid:pk>/pdf/", risks.risk_pdf, name="risk-pdf"),
    path("risks/<uuid:pk>/again/", risks.risk_again, name="risk-again"),
    path("risks/<uuid:pk>/compare/<uuid:other_pk>/", risks.risk_compare, name="risk-compare"),
    path("risks/<uuid:pk>/whole/", risk_writing.describe, name="risk-describe"),
    path("risks/<uuid:pk>/hazards/add/", risk_writing.hazard, name="risk-hazard-add"),
    path("risks/<uuid:pk>/hazards/<uuid:key>/", risk_writing.hazard, name="risk-hazard"),
    path("risks/<uuid:pk>/hazards/<uuid:key>/remove/", risk_writing.hazard_remove, name="risk-hazard-remove"),
    path("risks/<uuid:pk>/hazards/<uuid:key>/plan/", risk_writing.control, name="risk-control"),
    path("risks/<uuid:pk>/<slug:slug>/", risk_steps.step, name="risk-step"),
]
