"""A leader's name in the words offers the other route; nothing is sent before the answer (COI-3)."""

import pytest
from django.urls import reverse

from incidents.models import Case, Report
from tests.incidents.reporting import begin, fill, page, send


def named(draft) -> str:
    return reverse("report-named", args=[draft.pk])


@pytest.mark.parametrize(
    "words",
    [
        "Maya shouted at Kit.",
        "MAYA’s phone",
        "Mrs Lindqvist-Berg",
        "I told maya/Dan",
        "(Maya)…",
        "Maÿa, *Maya*",
    ],
)
def test_a_name_in_the_words_is_asked_about_before_anything_is_sent(cast, sign_in, words):
    pia = sign_in(cast.pia)
    draft = begin(pia)
    assert send(pia, draft, body=words).url == named(draft)
    assert not Report.objects.exists()
    html = pia.get(named(draft)).content.decode()
    assert "Maya Lindqvist" in html
    assert "Maya" not in html.split("</title>")[0]


@pytest.mark.parametrize("words", ["Amaya came.", "The mayan calendar", "Dandelions", "owner, manager, DSL"])
def test_other_words_are_not(cast, sign_in, words):
    pia = sign_in(cast.pia)
    draft = begin(pia)
    assert send(pia, draft, body=words).url == reverse("report-sent", args=[draft.pk])


@pytest.mark.parametrize(("name", "field"), [("where", "place"), ("people", "name_0")])
def test_whatever_was_written_counts_not_only_the_words(cast, sign_in, name, field):
    pia = sign_in(cast.pia)
    draft = begin(pia)
    fill(pia, draft, name, **{field: "At Lindqvist’s", "part_0": "other"})
    assert send(pia, draft, body="Words.").url == named(draft)


def test_chosen_they_never_see_it(cast, sign_in):
    pia = sign_in(cast.pia)
    draft = begin(pia)
    send(pia, draft, body="Maya shouted at Kit.")
    assert pia.post(named(draft), {"involved": str(cast.maya.pk)}).url == reverse(
        "report-sent", args=[draft.pk]
    )
    report = Report.objects.get()
    assert report.about == ["child", "manager"]
    assert not Case.objects.visible_to(cast.maya).exists()
    assert Case.objects.visible_to(cast.dan).exists()


def test_only_mentioned_they_may(cast, sign_in):
    pia = sign_in(cast.pia)
    draft = begin(pia)
    send(pia, draft, body="I told Maya at once.")
    pia.post(named(draft), {"involved": "nobody"})
    assert Report.objects.get().about == ["child"]
    assert Case.objects.visible_to(cast.maya).exists()


def test_of_two_leaders_one_may_be_meant_and_the_other_only_mentioned(cast, sign_in):
    pia = sign_in(cast.pia)
    draft = begin(pia)
    send(pia, draft, body="I told Maya that Dan shouted.")
    html = pia.get(named(draft)).content.decode()
    assert "Maya Lindqvist" in html
    assert "Dan Brennan" in html
    pia.post(named(draft), {"involved": str(cast.dan.pk)})
    assert Report.objects.get().about == ["child", "deputy"]
    assert Case.objects.visible_to(cast.maya).exists()
    assert not Case.objects.visible_to(cast.dan).exists()


def test_ticking_both_a_leader_and_nobody_takes_the_careful_way(cast, sign_in):
    pia = sign_in(cast.pia)
    draft = begin(pia)
    send(pia, draft, body="Maya.")
    pia.post(named(draft), {"involved": [str(cast.maya.pk), "nobody"]})
    assert Report.objects.get().about == ["child", "manager"]


@pytest.mark.parametrize("answer", [{}, {"involved": "yes"}, {"involved": "<b>"}])
def test_without_a_clear_answer_nothing_is_sent(cast, sign_in, answer):
    pia = sign_in(cast.pia)
    draft = begin(pia)
    send(pia, draft, body="Maya.")
    found = pia.post(named(draft), answer)
    assert found.status_code == 200
    assert "<title>Error: " in found.content.decode()
    assert not Report.objects.exists()


def test_a_name_that_is_written_later_is_asked_about_too(cast, sign_in):
    pia = sign_in(cast.pia)
    draft = begin(pia)
    send(pia, draft, body="Maya.")
    draft.refresh_from_db()
    pia.post(page(draft, "told"), {"told_dsl": "no", "more": "1"})
    fill(pia, draft, "what", body="Maya and Dan.")
    pia.post(named(draft), {"involved": "nobody"})
    assert Report.objects.count() == 1


def test_whoever_was_chosen_as_a_leader_already_is_not_asked_about(cast, sign_in):
    pia = sign_in(cast.pia)
    draft = begin(pia, about="manager")
    assert send(pia, draft, body="Maya shouted.").url == reverse("report-sent", args=[draft.pk])


def test_a_leader_who_writes_their_own_name_is_not_asked(cast, sign_in):
    maya = sign_in(cast.maya)
    draft = begin(maya)
    assert send(maya, draft, body="I, Maya, saw it.").url == reverse("report-sent", args=[draft.pk])


def test_with_nobody_to_ask_about_it_leads_on(cast, sign_in):
    pia = sign_in(cast.pia)
    draft = begin(pia)
    assert pia.get(named(draft)).url == reverse("report-check", args=[draft.pk])


def test_answered_twice_it_is_sent_once(cast, sign_in):
    pia = sign_in(cast.pia)
    draft = begin(pia)
    send(pia, draft, body="Maya.")
    sent = reverse("report-sent", args=[draft.pk])
    answers = [pia.post(named(draft), {"involved": str(cast.maya.pk)}).url for _turn in range(2)]
    assert answers == [sent, sent]
    assert Report.objects.get().about == ["child", "manager"]


def test_anothers_is_not_found(cast, sign_in):
    pia = sign_in(cast.pia)
    draft = begin(pia)
    send(pia, draft, body="Maya.")
    for name in ("sam", "maya"):
        client = sign_in(getattr(cast, name))
        assert client.get(named(draft)).status_code == 404
        assert client.post(named(draft), {"involved": "nobody"}).status_code == 404
    assert not Report.objects.exists()
