"""After sending: a reference, and what happens next."""

import uuid

from django.urls import reverse

from incidents.models import Report
from tests.incidents.reporting import sent_by


def sent(report) -> str:
    return reverse("report-sent", args=[report.pk])


def test_it_gives_the_reference_and_says_what_happens_next(cast, sign_in):
    pia = sign_in(cast.pia)
    report = sent_by(pia)
    html = pia.get(sent(report)).content.decode()
    assert report.reference in html
    assert "What happens next" in html
    assert reverse("report", args=[report.pk]) in html
    assert report.reference not in html.split("</title>")[0]


def test_when_everybody_could_be_involved_it_names_who_is_outside(cast, sign_in):
    pia = sign_in(cast.pia)
    report = sent_by(pia, about=["manager", "deputy", "owner"])
    assert report.state == Report.State.SEALED
    html = pia.get(sent(report)).content.decode()
    assert "Nobody here is told" in html
    assert "0800 028 0285" in html
    assert "What happens next" not in html


def test_it_is_the_authors_alone(cast, sign_in):
    report = sent_by(sign_in(cast.pia))
    for name in ("sam", "maya", "ines"):
        assert sign_in(getattr(cast, name)).get(sent(report)).status_code == 404
    assert sign_in(cast.pia).get(reverse("report-sent", args=[uuid.uuid4()])).status_code == 404
    assert sign_in(cast.pia).post(sent(report)).status_code == 405
