"""One's own actions: titles only, finished by a button; and ending them from the case page."""

import datetime as dt

import pytest
from django.urls import reverse

from incidents import notices
from incidents.actions import access, doing
from incidents.models import CaseAction
from notifications import selectors
from workflow import clock

URL = reverse("my-actions")


@pytest.fixture
def action(case, cast) -> CaseAction:
    due = clock.today() + dt.timedelta(days=3)
    return doing.add_action(case, actor=cast.maya, title="Write a letter", owner=cast.pia, due_on=due)


@pytest.fixture
def owner(cast, sign_in):
    return sign_in(cast.pia)


def end(client, action, how="finish", version=None):
    sent = {"version": action.version if version is None else version}
    return client.post(reverse(f"action-{how}", args=[action.pk]), sent)


def state(action) -> str:
    return CaseAction.objects.get(pk=action.pk).state


def test_the_owner_sees_the_title_and_nothing_of_the_case(owner, action, case):
    page = owner.get(URL).content.decode()
    assert "Write a letter" in page
    assert case.reference not in page
    assert "overdue" not in page


def test_looking_takes_it_from_the_bell(owner, action, cast):
    assert selectors.bell(cast.pia)
    owner.get(URL)
    assert selectors.bell(cast.pia) == []


def test_an_action_that_waits_for_days_stands_in_the_bell_once(cast, action, case):
    """A reminder goes out each working day; what was told yesterday need not be read today."""
    other = doing.add_action(
        case, actor=cast.maya, title="Ring back", owner=cast.pia, due_on=clock.today() + dt.timedelta(days=1)
    )
    for occasion in ("first", "second", "third"):
        for late in (action, other):
            notices.action_due(late, occasion=occasion)
    told = [message for message in selectors.bell(cast.pia) if message.kind == "action-due"]
    assert {message.object_id for message in told} == {action.pk, other.pk}
    assert {message.dedupe_key.split(":")[2] for message in told} == {"third"}


def test_the_owner_finishes_it(owner, action, verbs):
    assert end(owner, action).url == URL
    assert state(action) == "done"
    assert verbs(action) == ["add", "finish"]
    assert "Nothing to do" in owner.get(URL).content.decode()


def test_whoever_leads_finishes_or_cancels_it_and_goes_back_to_the_case(lead, deputy, action, case):
    back = reverse("case", args=[case.pk])
    assert end(lead, action, "cancel").url == back
    assert state(action) == "cancelled"
    page = deputy.get(back).content.decode()
    assert "Action cancelled" in page
    assert "Write a letter (Pia Novak)" in page


@pytest.mark.parametrize("version", ["", "x", "7", "-1", "9" * 5000])
def test_an_old_form_ends_nothing(owner, action, version):
    assert end(owner, action, version=version).status_code == 409
    assert state(action) == "open"


def test_it_ends_once(owner, lead, action):
    end(lead, action)
    assert end(owner, action, version=1).status_code == 409


def test_nobody_else_ends_it(cast, action, sign_in, owner):
    for person in (cast.sam, cast.vera, cast.petra, cast.olive):
        assert end(sign_in(person), action).status_code == 404
    assert end(owner, action, "cancel").status_code == 403
    assert owner.get(reverse("action-finish", args=[action.pk])).status_code == 405
    assert state(action) == "open"


def test_an_owner_in_conflict_has_it_no_longer(case, cast, owner, action):
    access.add_subject(case, actor=cast.maya, person=cast.pia)
    assert "Write a letter" not in owner.get(URL).content.decode()
    assert end(owner, action).status_code == 404
