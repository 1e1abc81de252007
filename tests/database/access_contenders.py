"""What people do about access and official accounts at the same moment; see `contenders`."""

import datetime as dt
from collections.abc import Callable, Generator
from typing import Any

from accounts.models import Person
from social.actions import access, accounts, asking, closing, holders, recertifying, standing
from social.models import AccessPermission, AccountHolder, AccountRemoval, OfficialAccount, Recertification
from tests.social import access_rows

Contender = Generator[None, None, None]
Id = str


def _permission(pk: Id) -> AccessPermission:
    return AccessPermission.objects.select_related("person", "platform", "account").get(pk=pk)


def ask_access(actor: Id, platform: str = "youtube") -> Contender:
    person, wish = Person.objects.get(pk=actor), access_rows.wish(platform)
    yield
    asking.ask(wish, actor=person)


def approve_access(permission: Id, actor: Id) -> Contender:
    row, person = _permission(permission), Person.objects.get(pk=actor)
    until = row.starts_on + dt.timedelta(days=30)
    yield
    asking.approve(row, actor=person, seen=row.version, expires_on=until)


# Verb → the action, and what else it is told.
STEPS: dict[str, tuple[Callable[..., None], dict[str, Any]]] = {
    "refuse": (asking.refuse, {"reason": "Not now."}),
    "withdraw": (asking.withdraw, {}),
    "suspend": (access.suspend, {"because": "Please wait."}),
    "restore": (access.restore, {}),
    "revoke": (access.revoke, {"because": "Not needed."}),
    "surrender": (access.surrender, {}),
}


def step_access(permission: Id, actor: Id, verb: str) -> Contender:
    row, person = _permission(permission), Person.objects.get(pk=actor)
    act, said = STEPS[verb]
    yield
    act(row, actor=person, seen=row.version, **said)


def sweep_standing() -> Contender:
    yield
    standing.reconcile()


def go_live(account: Id, actor: Id) -> Contender:
    row, person = OfficialAccount.objects.get(pk=account), Person.objects.get(pk=actor)
    yield
    accounts.go_live(row, actor=person, seen=row.version)


def take_from_account(account: Id, actor: Id) -> Contender:
    """Its second factor is no longer said."""
    row, person = OfficialAccount.objects.get(pk=account), Person.objects.get(pk=actor)
    drawn = accounts.as_drawn(row)
    yield
    accounts.change(row, actor=person, drawn=drawn, second_factor="")


def step_account(account: Id, actor: Id, verb: str) -> Contender:
    acts = {"raise alarm": accounts.raise_alarm, "rest": accounts.rest, "close": closing.close}
    row, person = OfficialAccount.objects.get(pk=account), Person.objects.get(pk=actor)
    yield
    acts[verb](row, actor=person, seen=row.version)


def add_holder(account: Id, actor: Id, person: Id) -> Contender:
    row, who, added = (
        OfficialAccount.objects.get(pk=account), Person.objects.get(pk=actor), Person.objects.get(pk=person),
    )  # fmt: skip
    yield
    holders.add_holder(row, actor=who, person=added, level="administrator", second_factor=True)


def end_holder(holder: Id, actor: Id) -> Contender:
    row, person = AccountHolder.objects.get(pk=holder), Person.objects.get(pk=actor)
    yield
    holders.end_holder(row, actor=person)


def take_away(removal: Id, actor: Id) -> Contender:
    row, person = AccountRemoval.objects.get(pk=removal), Person.objects.get(pk=actor)
    yield
    holders.take_away(row, actor=person, seen=row.version, right_removed=True, password_changed=True)


def open_check(account: Id, actor: Id) -> Contender:
    row, person = OfficialAccount.objects.get(pk=account), Person.objects.get(pk=actor)
    yield
    recertifying.open_check(row, actor=person)


def finish_check(check: Id, actor: Id) -> Contender:
    row, person = Recertification.objects.get(pk=check), Person.objects.get(pk=actor)
    yield
    recertifying.finish(row, actor=person, seen=row.version)


CONTENDERS: dict[str, Callable[..., Contender]] = {
    made.__name__: made
    for made in (
        ask_access, approve_access, step_access, sweep_standing, go_live, take_from_account, step_account,
        add_holder, end_holder, take_away, open_check, finish_check,
    )
}  # fmt: skip
