"""What people do with a risk assessment, and whoever relies on it, at the same moment; see `contenders`."""

import time
from collections.abc import Callable, Generator

from django.db import transaction

from accounts.models import Person
from social.actions import approving_risks, assessing, holding_cover, stopping
from social.models import OfficialAccount, Platform, RiskAssessment
from social.selectors.covering import is_covered

Contender = Generator[None, None, None]
Id = str


class SwitchedOffMeanwhileError(Exception):
    """It was held, and yet it is off."""


def begin_risk(platform: Id, actor: Id) -> Contender:
    row, person = Platform.objects.get(pk=platform), Person.objects.get(pk=actor)
    yield
    assessing.begin(row, actor=person, purpose="News", used_by="Two of us")


def approve_risk(risk: Id, actor: Id) -> Contender:
    row, person = RiskAssessment.objects.get(pk=risk), Person.objects.get(pk=actor)
    yield
    approving_risks.approve(row, actor=person, seen=row.version, body="Read.")


def suspend_risk(risk: Id, actor: Id, after: float = 0) -> Contender:
    row, person = RiskAssessment.objects.get(pk=risk), Person.objects.get(pk=actor)
    yield
    time.sleep(after)
    stopping.suspend(row, actor=person, seen=row.version, body="Wait.")


def rely_on_cover(account: Id, holds: float) -> Contender:
    """Like somebody who publishes: asks, takes their time, and is right still when they are done."""
    row = OfficialAccount.objects.get(pk=account)
    yield
    with transaction.atomic(durable=True):
        if holding_cover.hold_cover(row) is None:
            return
        time.sleep(holds)
        if not is_covered(row):
            raise SwitchedOffMeanwhileError


CONTENDERS: dict[str, Callable[..., Contender]] = {
    act.__name__: act for act in (begin_risk, approve_risk, suspend_risk, rely_on_cover)
}
