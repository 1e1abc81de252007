"""URLs of reports and cases."""

from django.urls import path

from incidents.views import cases as case_views
from incidents.views import children, doing, lifecycles, my_reports, reporting

reports = [
    path("report/", reporting.start, name="report-start"),
    path("report/new/<slug:report_type>/", reporting.first_page, name="report-new"),
    path("report/<uuid:pk>/check/", reporting.check, name="report-check"),
    path("report/<uuid:pk>/named/", reporting.named, name="report-named"),
    path("report/<uuid:pk>/sent/", reporting.sent, name="report-sent"),
    path("report/<uuid:pk>/discard/", reporting.discard, name="report-discard"),
    path("report/<uuid:pk>/<slug:page>/", reporting.question_page, name="report-page"),
    path("report/<uuid:pk>/<slug:page>/keep/", reporting.save_typed, name="report-keep"),
    path("reports/", my_reports.my_reports, name="my-reports"),
    path("reports/<uuid:pk>/", my_reports.report, name="report"),
    path("reports/<uuid:pk>/add/", my_reports.add, name="report-add"),
    path("reports/<uuid:pk>/answer/<uuid:message_pk>/", my_reports.answer, name="report-answer"),
]

cases = [
    path("cases/", case_views.queue_page, name="queue"),
    path("cases/<uuid:pk>/", case_views.case, name="case"),
    path("cases/<uuid:pk>/access/<uuid:access_pk>/end/", doing.end_access, name="access-end"),
    path("cases/<uuid:pk>/<slug:slug>/", case_views.step, name="case-step"),
    path("actions/", doing.my_actions, name="my-actions"),
    path("actions/<uuid:pk>/finish/", doing.finish, name="action-finish"),
    path("actions/<uuid:pk>/cancel/", doing.cancel, name="action-cancel"),
    path("children/", children.case_children, name="case-children"),
    path("children/<uuid:pk>/", children.child, name="child"),
    path("lifecycles/", lifecycles.lifecycles, name="lifecycles"),
]

urlpatterns = [*reports, *cases]
