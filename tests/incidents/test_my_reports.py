"""The author's list: own reports with a coarse status, the newest first (COI-11)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from incidents.actions import handling
from incidents.models import Report
from tests import factories
from tests.incidents.reporting import sent_by

LIST = reverse("my-reports")


def test_it_lists_ones_own_with_reference_type_and_status(cast, sign_in):
    pia = sign_in(cast.pia)
    mine, other = sent_by(pia), sent_by(sign_in(cast.sam))
    html = pia.get(LIST).content.decode()
    assert mine.reference in html
    assert reverse("report", args=[mine.pk]) in html
    assert "Received" in html
    assert other.reference not in html


def test_the_status_follows_the_case_and_tells_no_more(cast, sign_in):
    pia = sign_in(cast.pia)
    case = sent_by(pia).cases.get()
    handling.acknowledge(case, actor=cast.maya, version=case.version)
    html = pia.get(LIST).content.decode()
    assert "Being dealt with" in html
    assert case.reference not in html


def test_sealed_ones_point_outside(cast, sign_in):
    pia = sign_in(cast.pia)
    sent_by(pia, about=["manager", "deputy", "owner"])
    assert "Kept sealed" in pia.get(LIST).content.decode()


def test_a_lead_sees_only_what_they_wrote_themselves(cast, sign_in):
    report = sent_by(sign_in(cast.pia))
    assert report.reference not in sign_in(cast.maya).get(LIST).content.decode()


def test_an_empty_list_says_what_to_do(cast, sign_in):
    html = sign_in(cast.pia).get(LIST).content.decode()
    assert "You have sent nothing yet" in html
    assert reverse("report-start") in html


def test_it_is_paged(cast, sign_in):
    pia = sign_in(cast.pia)
    Report.objects.bulk_create(factories.ReportFactory.build_batch(25, author=cast.pia))
    assert pia.get(LIST).content.decode().count("SM-") == 20
    assert pia.get(LIST, {"page": "2"}).content.decode().count("SM-") == 5


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 40, "1\0", "²"])
def test_a_page_that_does_not_exist_is_no_error(cast, sign_in, page):
    assert sign_in(cast.pia).get(LIST, {"page": page}).status_code == 200


def test_it_costs_the_same_with_5_and_with_500(cast, sign_in):
    pia = sign_in(cast.pia)
    costs = []
    for count in (5, 495):
        Report.objects.bulk_create(factories.ReportFactory.build_batch(count, author=cast.pia))
        pia.get(LIST)
        with CaptureQueriesContext(connection) as asked:
            pia.get(LIST)
        costs.append(len(asked))
    assert costs[0] == costs[1]
    assert costs[0] <= 10
