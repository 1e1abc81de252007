"""Whatever a parent can reach is the same, be it the other parent's no or the safeguarding lead's block (R8)."""

import pytest

from accounts import actions as people
from accounts.models import Person
from consents.actions import blocking, campaigning, requesting, withdrawing
from consents.models import Purpose
from tests.consents.conftest import Capacity
from tests.consents.lending import tablet_of
from tests.consents.visits import guest_of
from tests.superstars import snapshots

pytestmark = pytest.mark.timeout(300)


def everything(client, person: Person, *places) -> snapshots.Snapshot:
    """Each page with an id in its address, and the list of one's children, by GET and POST."""
    seen = snapshots.take(client, person, [(row.pk,) for row in places], only_with_ids=True)
    page = client.get("/pictures/")
    return {**seen, ("get", "/pictures/"): (page.status_code, snapshots._plain(page))}


@pytest.mark.parametrize("way", ["account", "link", "tablet"])
def test_a_no_of_the_other_parent_and_a_block_cannot_be_told_apart(
    cast, told, mother, father, answer, sign_in, way
):
    answer(mother, "website")
    if way == "tablet":
        client = tablet_of(sign_in(cast.maya), cast.kit, mother)
    else:
        client = sign_in(mother) if way == "account" else guest_of(mother)
    places = (cast.kit, father)
    withdrawing.withdraw(cast.kit, actor=father, purposes=[purpose.pk for purpose in Purpose.objects.asked()])
    refused = everything(client, mother, *places)
    theirs = answer(father, "website")
    block = blocking.block(cast.kit, actor=cast.maya, reason="Hidden words.")
    blocked = everything(client, mother, *places)
    assert refused == blocked
    assert all(b"Hidden words." not in body and b"Paolo" not in body for _status, body in blocked.values())
    # The rows themselves are not there either.
    for row in (theirs, block):
        seen = snapshots.take(client, mother, [(row.pk,)], only_with_ids=True)
        assert {status for status, _body in seen.values()} <= {302, 403, 404, 405, 0}


def test_whoever_leads_and_belongs_to_the_family_learns_nothing_from_a_campaign(
    cast, told, mother, father, answer, sign_in
):
    """Not who answered, nor how many, nor that anybody was asked: by no number, list or file."""
    campaign = campaigning.open_by_hand(actor=cast.maya, because="New words")
    requesting.sweep_requests()
    people.add_contact(cast.kit, cast.dan, actor=cast.maya, capacity=Capacity.OTHER)
    client = sign_in(cast.dan)

    def pages() -> dict:
        seen = snapshots.take(client, cast.dan, [(campaign.pk,)], only_with_ids=True)
        return {
            key: answer
            for key, answer in seen.items()
            if "/campaigns/" in key[1] and not key[1].endswith("/xlsx/")
        } | {("get", "list"): (200, snapshots._plain(client.get("/pictures/campaigns/")))}

    asked = pages()
    assert len([1 for status, _body in asked.values() if status == 200]) >= 4
    answer(mother, "website")
    assert pages() == asked
    withdrawing.withdraw(cast.kit, actor=father, purposes=["website"])
    blocking.block(cast.kit, actor=cast.maya, reason="Hidden words.")
    assert pages() == asked
