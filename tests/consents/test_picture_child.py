"""One child's pictures: who said what, what follows and why, and what was done. Never why a child is blocked."""

import re

import pytest
import time_machine
from django.urls import reverse

from accounts import actions as people
from accounts.models import ChildContact
from consents.actions import blocking, checking, informing, withdrawing
from consents.models import Purpose
from consents.selectors import child_story, one_child, reasons
from consents.selectors.reasons import Why
from tests.cast import SET_UP, make_person
from tests.consents.conftest import SEEN, moment
from tests.consents.entering import enter
from workflow.lifecycle import Lifecycle
from workflow.models import ReadEvent

QUERIES = 29
RANDOM = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"')


def url(child) -> str:
    return reverse("picture-child", args=[child.pk])


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def why(child, purpose: str = "website", on=None) -> list[Why]:
    return [reason.why for reason in reasons.reasons(reasons.facts_of(child, on), purpose).reasons]


def test_it_says_who_said_what_and_what_follows(cast, told, mother, father, answer, sign_in):
    answer(mother, "website")
    answer(father, "press")
    said = words(sign_in(cast.maya).get(url(cast.kit)))
    for expected in (
        "Petra Rossi: Yes, 24 November 2026, Signed in here", "Paolo Rossi said no on 24 November 2026",
        "Mother. Has parental responsibility.", "Birth certificate seen",
    ):  # fmt: skip
        assert expected in said
    event = ReadEvent.objects.get(what="pictures of a child")
    assert (event.actor_id, event.object_id) == (cast.maya.pk, cast.kit.pk)


def test_each_reason(cast, told, mother, father, answer):
    kit = cast.kit
    assert why(kit) == [Why.NO_ANSWER, Why.NO_ANSWER]
    answer(mother, "website")
    assert why(kit) == [Why.AGREED]
    assert why(kit, on=moment("2027-10-01")) == [Why.NO_ANSWER, Why.LAPSED]
    entered = enter(kit, father, "website", by=cast.dan)
    assert why(kit) == [Why.AGREED]
    assert why(kit, on=moment("2027-10-01")) == [Why.NOT_CHECKED, Why.LAPSED]
    checking.check_signature(entered, actor=cast.maya, agrees=False, note="Another name.")
    assert why(kit, on=moment("2027-10-01")) == [Why.DIFFERS, Why.LAPSED]
    withdrawing.withdraw(kit, actor=father, purposes=["website"])
    assert why(kit) == [Why.WITHDRAWN]
    people.change_right(
        ChildContact.objects.get(person=father, ended_at=None), actor=cast.maya, right=people.Right()
    )
    assert why(kit) == [Why.WITHDRAWN]
    assert why(kit, "press") == [Why.REFUSED, Why.REFUSED]
    people.end_contact(ChildContact.objects.get(person=father, ended_at=None), actor=cast.maya)
    people.set_care(kit, actor=cast.maya, kind="care_order")
    assert why(kit) == [Why.CARE_ORDER]
    people.set_care(kit, actor=cast.maya, kind="")
    informing.publish_notice(
        Purpose.objects.get(pk="website"), actor=SET_UP, words=informing.Words("N", "E", "T")
    )
    assert why(kit) == [Why.NOTICE_CHANGED]
    assert why(cast.ana) == [Why.NOBODY]
    assert why(kit, "nonsense") == [Why.NOT_TOLD]
    blocking.block(kit, actor=cast.maya, reason="Hidden words")
    assert why(kit) == [Why.BLOCKED]


def test_unverified_and_the_authority_without_an_order(cast, told, sign_in):
    for capacity, right in (("step_parent", people.Right()), ("authority", SEEN)):
        person = make_person(capacity, "Kin", "parent")
        people.add_contact(cast.kit, person, actor=cast.maya, capacity=capacity, right=right)
    assert set(why(cast.kit)) == {Why.NOT_VERIFIED, Why.NO_CARE_ORDER}
    assert "is not verified" in words(sign_in(cast.dan).get(url(cast.kit)))


def test_every_reason_and_every_verb_has_words():
    assert one_child.WORDS.keys() == set(Why)
    assert child_story.DONE.keys() >= Lifecycle.registry["consents.consentrecord"].verbs.keys()


@pytest.mark.parametrize("viewer", ["olive", "mina"])
def test_who_is_no_lead_reads_of_a_block_only_that_nothing_may_be_shown(
    cast, told, mother, answer, sign_in, viewer
):
    """The pages with and without a block differ in yes or no and in what explains a No, and in nothing else."""
    cast.mina = make_person("Mina", "Manages", "manager")
    answer(mother, "website")
    client = sign_in(getattr(cast, viewer))
    before = client.get(url(cast.kit)).content.decode()
    row = blocking.block(cast.kit, actor=cast.maya, reason="Hidden words")
    during = client.get(url(cast.kit)).content.decode()
    blocking.unblock(row, actor=cast.dan, because="Hidden end")
    after = client.get(url(cast.kit)).content.decode()
    assert RANDOM.sub("", before) == RANDOM.sub("", after)
    assert _without_verdicts(before) == _without_verdicts(during)
    for page in (during, after):
        assert not re.search(r"Hidden|[Bb]lock", re.sub(r'class="[^"]*"|<script.*?</script>', "", page))


def _without_verdicts(page: str) -> str:
    page = RANDOM.sub("", page)
    page = re.sub(r'<span class="ss-may ss-may--\w+">\w+</span>', "", page)
    return re.sub(r'(data-label="Why">)<span>.*?</span>', r"\1", page, flags=re.S)


def test_safeguarding_leads_read_the_reason_and_what_ended_it(cast, told, sign_in):
    row = blocking.block(cast.kit, actor=cast.maya, reason="Police advice")
    blocking.unblock(row, actor=cast.dan, because="Over now")
    said = words(sign_in(cast.dan).get(url(cast.kit)))
    assert said.index("Over now") < said.index("Police advice")


def test_only_those_who_ask_and_enter_see_it(cast, told, sign_in):
    for person in (cast.pia, cast.sam, cast.vera, cast.petra, cast.ines, cast.tariq):
        assert sign_in(person).get(url(cast.kit)).status_code == 403
    for person in (cast.olive, cast.maya, cast.dan):
        assert sign_in(person).get(url(cast.kit)).status_code == 200
        assert sign_in(person).get(reverse("picture-child", args=[cast.pia.pk])).status_code == 404


def test_a_leader_of_the_family_does_not_find_what_the_other_parent_said(cast, told, mother, sign_in):
    people.add_contact(cast.kit, cast.dan, actor=cast.maya, capacity="father", right=SEEN)
    client = sign_in(cast.dan)
    for name in ("picture-child", "picture-entry-form", "picture-block"):
        assert client.get(reverse(name, args=[cast.kit.pk])).status_code == 404
    form = enter(cast.kit, mother, "website", by=cast.maya)
    assert client.get(reverse("picture-form-check", args=[form.pk])).status_code == 404
    assert "Kit" not in words(client.get(reverse("picture-forms")))
    assert client.get(reverse("picture-entry", args=[cast.kit.pk])).status_code == 302


def test_the_number_of_queries_is_the_same_after_years(
    cast, told, mother, answer, sign_in, django_assert_max_num_queries
):
    for year in range(2026, 2030):
        with time_machine.travel(moment(f"{year}-11-25"), tick=False):
            answer(mother, "website")
            enter(cast.kit, mother, "press", by=cast.dan)
            withdrawing.withdraw(cast.kit, actor=mother, purposes=["website"])
    client = sign_in(cast.maya)
    client.get(url(cast.kit))
    with django_assert_max_num_queries(QUERIES):
        client.get(url(cast.kit))
