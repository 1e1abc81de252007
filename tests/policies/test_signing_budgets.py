"""What one's own pages of signing cost: the same whatever was asked, signed and changed before."""

import datetime as dt

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.policies.signatures import make_policy, next_version, request_of, sign
from workflow import clock

BUDGETS = {"my-policies": 13, "policy-sign": 17, "policy-signed": 9}


def queries(client, path: str) -> int:
    """How many a page takes, once everything is warm."""
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)


def test_they_cost_the_same_with_a_long_past(cast, sign_in):
    client = sign_in(cast.pia)
    policy, other = (
        make_policy(cast, "practitioner", code=code, title=code) for code in ("social-media", "other")
    )
    with clock.at(clock.now() + dt.timedelta(days=1)):
        sign(cast.pia, policy)
        sign(cast.pia, other)
        next_version(policy, cast, is_major=True, says="Ask twice.")
        few = _costs(client, cast, policy, other)
    for day in range(2, 6):
        with clock.at(clock.now() + dt.timedelta(days=day)):
            for number in range(2):
                make_policy(cast, "practitioner", code=f"more-{day}-{number}", title=f"More {day} {number}")
            next_version(policy, cast, is_major=day == 5, says=f"Ask {day} times.")
            many = _costs(client, cast, policy, other)
    assert many == few
    assert {name: count for name, count in few.items() if count > BUDGETS[name]} == {}


def _costs(client, cast, policy, other) -> dict[str, int]:
    asked, signed = request_of(cast.pia, policy), request_of(cast.pia, other)
    return {
        "my-policies": queries(client, reverse("my-policies")),
        "policy-sign": queries(client, reverse("policy-sign", args=[asked.pk])),
        "policy-signed": queries(client, reverse("policy-signed", args=[signed.pk])),
    }
