"""URLs of reports and cases."""

from django.urls import path

from incidents.views import my_reports, reporting

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

urlpatterns = [*reports]
