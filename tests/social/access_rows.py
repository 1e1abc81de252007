"""Access asked for and given, through the actions, and whoever has signed what must be signed first."""

import datetime as dt
from typing import Any

from accounts.models import Person
from policies.actions import asking as requests
from policies.actions import keeping
from policies.models import Policy
from social.actions import asking
from social.actions.asking import Wish
from social.models import AccessPermission, OfficialAccount, Platform
from social.selectors.covering import is_covered
from tests.cast import Cast
from tests.policies import signatures
from tests.social import risk_rows
from workflow import clock


def acceptable_use(cast: Cast) -> Policy:
    """The acceptable-use policy, which staff and leaders are to sign; made once."""
    found = Policy.objects.filter(code="acceptable-use").first()
    if found is None:
        since = clock.today() - dt.timedelta(days=30)
        return signatures.make_policy(
            cast, *signatures.STAFF, code="acceptable-use", title="Acceptable use", since=since
        )
    bound = set(found.audiences.filter(ended_at=None).values_list("role", flat=True))
    for role in set(signatures.STAFF) - bound:
        keeping.bind(found, role, actor=cast.maya)
    return found


def signed(cast: Cast, *people: Person) -> None:
    """They have signed what is in force."""
    policy = acceptable_use(cast)
    for person in people:
        if signatures.request_of(person, policy) is None:
            requests.ask_for(policy)
        if signatures.request_of(person, policy).closed_at is None:
            signatures.sign(person, policy)


def wish(code: str = "youtube", account: OfficialAccount | None = None, **more: Any) -> Wish:
    today = clock.today()
    said = {
        "purpose": "Songs for circle time",
        "device": AccessPermission.Device.SETTING,
        "data": "Nobody’s",
        "starts_on": today,
        "asked_until": today + dt.timedelta(days=100),
    }
    return Wish(
        platform=account.platform if account else Platform.objects.get(pk=code),
        account=account,
        **said | more,
    )


def stored(row: AccessPermission) -> AccessPermission:
    return AccessPermission.objects.get(pk=row.pk)


def asked(cast: Cast, person: Person, *args: Any, **more: Any) -> AccessPermission:
    """Asked for by `person`, who has signed; an official account is risk assessed by then."""
    signed(cast, person)
    if more.get("account") and not is_covered(more["account"]):
        risk_rows.approved(more["account"], cast)
    return asking.ask(wish(*args, **more), actor=person)


def approved(
    cast: Cast, person: Person, *args: Any, by: Person | None = None, days: int = 100, **more: Any
) -> AccessPermission:
    row = asked(cast, person, *args, **more)
    until = row.starts_on + dt.timedelta(days=days)
    asking.approve(
        row, actor=by or cast.maya, seen=row.version, expires_on=until, conditions="On the tablet only."
    )
    return stored(row)
