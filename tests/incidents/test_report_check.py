"""Check answers: everything that would be sent, each with a way to change it."""

from django.urls import reverse

from incidents.models import Report
from tests.incidents.reporting import WORDS, begin, draft_of, fill, page


def check(draft) -> str:
    return reverse("report-check", args=[draft.pk])


def test_it_shows_every_answer_as_people_read_it(cast, sign_in):
    pia = sign_in(cast.pia)
    draft = begin(pia, about=["child", "me"], child=str(cast.kit.pk))
    fill(pia, draft, "what", body=WORDS)
    fill(pia, draft, "when", happened_on="2026-07-22", happened_time="14:30")
    fill(pia, draft, "people", name_0="A man", part_0="witness")
    html = pia.get(check(draft)).content.decode()
    for words in (
        "A child, a parent, or somebody outside, Me", "Kit Rossi", "I do not want to go home.",
        "22 July 2026", "2:30pm", "Person 1", "A man, Saw or heard it", "Not said. That is all right.",
    ):  # fmt: skip
        assert words in html
    for name in ("about", "what", "when", "where", "people", "told"):
        assert f'href="{page(draft, name)}?check"' in html


def test_send_now_sends_it(cast, sign_in):
    pia = sign_in(cast.pia)
    draft = begin(pia)
    fill(pia, draft, "what", body=WORDS)
    sent = reverse("report-sent", args=[draft.pk])
    assert [pia.post(check(draft)).url for _turn in range(2)] == [sent, sent]
    assert pia.get(check(draft)).url == sent
    assert Report.objects.count() == 1


def test_with_something_missing_it_leads_to_that_page(cast, sign_in):
    pia = sign_in(cast.pia)
    draft = begin(pia)
    for method in (pia.get, pia.post):
        assert method(check(draft)).url == page(draft, "what")
    without_about = draft_of(cast.pia, what={"body": [WORDS]})
    assert pia.post(check(without_about)).url == page(without_about, "about")
    assert not Report.objects.exists()


def test_anothers_is_not_found(cast, sign_in):
    draft = draft_of(cast.pia, about={"about": ["child"]}, what={"body": [WORDS]})
    for name in ("sam", "maya", "ines"):
        client = sign_in(getattr(cast, name))
        assert client.get(check(draft)).status_code == 404
        assert client.post(check(draft)).status_code == 404
    assert not Report.objects.exists()


def test_whoever_may_report_no_more_is_refused_and_nothing_is_half_sent(cast, sign_in):
    draft = draft_of(cast.ines, about={"about": ["child"]}, what={"body": [WORDS]})
    assert sign_in(cast.ines).post(check(draft)).status_code == 403
    assert not Report.objects.exists()
    assert type(draft).objects.filter(pk=draft.pk).exists()
