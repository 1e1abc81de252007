"""Two at once about one child's pictures: the no wins, everything said is on record, and nobody waits for ever."""

from collections import Counter

import pytest

from accounts import actions as people
from accounts.models import Person
from consents.actions import informing
from consents.models import Answer, Block, ConsentRecord, Purpose, SignatureCheck
from consents.selectors import may_show
from tests.cast import SET_UP, Cast
from tests.consents.entering import enter
from tests.database.racing import DONE, ROUNDS, race
from workflow.models import AuditEvent
from workflow.verification import verify

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("real_commits")]
rounds = pytest.mark.parametrize("turn", ROUNDS)
SEEN = people.Right("yes", evidence="Birth certificate seen")


@pytest.fixture
def mother(cast: Cast) -> Person:
    """Kit's mother, and notices for every purpose."""
    for purpose in Purpose.objects.asked():
        words = informing.Words("Pictures.", "Families.", "A year.")
        informing.publish_notice(purpose, actor=SET_UP, words=words)
    people.add_contact(cast.kit, cast.petra, actor=cast.maya, capacity="mother", right=SEEN)
    return cast.petra


def about(person: Person, cast: Cast) -> dict[str, str]:
    return {"child": str(cast.kit.pk), "actor": str(person.pk)}


@rounds
@pytest.mark.parametrize("first", ["sign_for_child", "withdraw_website"])
def test_a_yes_and_a_no_of_the_same_person_at_once(cast, mother, turn, first):
    names = [first, *({"sign_for_child", "withdraw_website"} - {first})]
    assert race(*((name, about(mother, cast)) for name in names)) == [DONE, DONE]
    assert not may_show(cast.kit, "website")
    assert may_show(cast.kit, "press")
    kinds = Answer.objects.filter(purpose="website").order_by("sequence").values_list("kind", flat=True)
    # Either the no came after the yes, or before it and once more.
    assert list(kinds) in (["granted", "withdrawn"], ["withdrawn", "granted", "withdrawn"])
    sequence = list(Answer.objects.order_by("sequence").values_list("sequence", flat=True))
    assert sequence == list(range(1, len(sequence) + 1))
    assert ConsentRecord.objects.count() == 1
    assert verify() == []


@rounds
def test_one_parent_signs_while_the_other_withdraws(cast, mother, turn):
    people.add_contact(cast.kit, cast.sam, actor=cast.maya, capacity="father", right=SEEN)
    said = race(("sign_for_child", about(mother, cast)), ("withdraw_website", about(cast.sam, cast)))
    assert said == [DONE, DONE]
    assert not may_show(cast.kit, "website")
    assert verify() == []


@rounds
def test_a_block_and_a_yes_at_once(cast, mother, turn):
    said = race(("block_child", about(cast.maya, cast)), ("sign_for_child", about(mother, cast)))
    assert said == [DONE, DONE]
    assert not may_show(cast.kit, "website")
    assert not may_show(cast.kit, "press")
    assert verify() == []


@rounds
def test_two_leads_block_at_once(cast, mother, turn):
    said = race(("block_child", about(cast.maya, cast)), ("block_child", about(cast.dan, cast)))
    assert Counter(said) == {DONE: 1, "ValidationError": 1}
    assert Block.objects.count() == 1
    assert AuditEvent.objects.filter(verb="block").count() == 1
    assert verify() == []


@rounds
def test_two_check_one_form_at_once(cast, mother, turn):
    signature = str(enter(cast.kit, mother, "website", by=cast.dan).pk)
    said = race(
        *(("check_form", {"signature": signature, "actor": str(one.pk)}) for one in (cast.maya, cast.olive))
    )
    assert Counter(said) == {DONE: 1, "ValidationError": 1}
    assert SignatureCheck.objects.count() == 1
    assert may_show(cast.kit, "website")
    assert verify() == []


@rounds
def test_a_check_and_a_no_at_once(cast, mother, turn):
    signature = str(enter(cast.kit, mother, "website", by=cast.dan).pk)
    said = race(
        ("check_form", {"signature": signature, "actor": str(cast.maya.pk)}),
        ("withdraw_website", about(mother, cast)),
    )
    assert said == [DONE, DONE]
    assert not may_show(cast.kit, "website")
    assert verify() == []


@rounds
def test_siblings_in_opposite_order_never_wait_for_each_other(cast, mother, turn):
    pair = [str(cast.kit.pk), str(cast.ana.pk)]
    said = race(
        ("lock_often", {"children": pair}),
        ("lock_often", {"children": pair[::-1]}),
        ("withdraw_website", about(mother, cast)),
    )
    assert said == [DONE, DONE, DONE]
    assert verify() == []
