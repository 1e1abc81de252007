"""Every URL × role, with own, other's and conflicted rows, against a table written by hand.

A URL without a row fails. 302 is the way to sign-in, 404 what may not be known, 403 what a
role may not do, 405 a page that is only sent to.
"""

import pytest
import time_machine
from django.db import transaction
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from accounts.actions import importing, unsent
from consents.actions import campaigning, withdrawing
from incidents.actions import doing, reporting, writing
from incidents.actions.access import grant_access
from incidents.models import Draft
from policies.actions import drafting as making
from policies.actions import keeping, planning, sources
from superstars.checks import url_patterns
from tests.cast import Cast
from tests.consents.entering import enter
from tests.consents.scene import Family
from tests.documents import picture_files
from tests.policies import signatures
from tests.social.account_world import account_rows
from tests.social.families_scene import family_rows
from tests.social.post_rows import post_rows
from tests.social.risk_rows import risk_rows
from tests.social.takedown_scene import takedown_rows
from tests.superstars.url_table import COLUMNS, TABLE, Row
from workflow import clock


class World:
    """One row of everything: a case about a child, one about the manager, a report of Pia's and one of Sam's,
    a policy that Pia is to sign and Sam has signed.
    """

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.own_report = self._report(cast.pia, "child", reporting.Named("child", child=cast.kit))
        self.other_report = self._report(cast.sam, "manager")
        self.child_case = self.own_report.cases.get()
        self.manager_case = self.other_report.cases.get()
        self.draft = Draft.objects.create(
            author=cast.pia,
            report_type="concern",
            answers={"about": {"about": ["child"]}, "what": {"body": ["A"]}},
        )
        self.message = writing.write_to_author(
            self.child_case, self.own_report, actor=cast.maya, body="When?"
        )
        self.child_action = doing.add_action(
            self.child_case, actor=cast.maya, title="Write", owner=cast.pia, due_on=clock.today()
        )
        self.manager_action = doing.add_action(
            self.manager_case, actor=cast.dan, title="Call", owner=cast.sam, due_on=clock.today()
        )
        self.child_access = grant_access(
            self.child_case, actor=cast.maya, person=cast.olive, capacity="informed"
        )
        self.role_of_pia, self.role_of_dan = (who.role_assignments.first() for who in (cast.pia, cast.dan))
        self.tie_of_petra = cast.petra.ties.get()
        self.manager_access = self.manager_case.accesses.get(person=cast.dan)
        self._keep_policies(cast)

    def _keep_policies(self, cast: Cast) -> None:
        policy = signatures.make_policy(cast, "practitioner", "support")
        signatures.sign(cast.sam, policy)
        self.to_sign, self.signed = (signatures.request_of(who, policy) for who in (cast.pia, cast.sam))
        self.signed_policy, self.review = policy, policy.reviews.get()
        self.signed_version = self.to_sign.version
        self.policy_draft = making.start_draft(policy, actor=cast.maya)
        self.plan_action = planning.add_action(
            actor=cast.maya, title="Renew it", owner=cast.pia, due_on=clock.today(), review=self.review
        )
        self.contact, self.signature, self.asked = Family(cast).rows
        self.campaign = campaigning.open_by_hand(actor=cast.maya, because="New words")
        self.withdrawal = withdrawing.withdraw(cast.kit, actor=cast.petra, purposes=["press"])
        scan = (picture_files.drawn(),)
        self.entered = enter(cast.kit, cast.petra, "website", by=cast.dan, scan=scan)
        self.scan_page = self.entered.scan.get()
        self.source = sources.add_source(
            actor=cast.maya, title="EYFS", standing="legal_duty", edition="2025", in_force_on=clock.today()
        )
        self.missing_policy = keeping.add_policy(actor=cast.maya, title="Pets")
        self.policy_link = keeping.link(policy, self.missing_policy, actor=cast.maya)
        self.citation = keeping.cite(policy, self.source, actor=cast.maya)
        self.audience = policy.audiences.first()
        family_rows(self, cast)
        takedown_rows(self, cast)
        risk_rows(self, cast)
        post_rows(self, cast)
        importing.load(
            actor=cast.maya, name="a.csv", content=b"Child given name,Date of birth\nMia,2023-05-06"
        )
        account_rows(self, cast)
        self.unsent = unsent.keep(
            cast.pia,
            path=reverse("plan-add"),
            page=reverse("plan-add"),
            fields={"note": ["A"]},
            had_files=False,
        )

    @staticmethod
    def _report(actor, about, *people):
        details = reporting.Details(people=people)
        return reporting.submit_report(
            actor=actor, report_type="concern", about=[about], body="Words.", details=details
        )


@pytest.fixture
def world(cast: Cast, certificate_key: object) -> World:
    for name in COLUMNS[1:]:
        getattr(cast, name)
    return World(cast)


def _path(row: Row, world: World) -> str:
    return reverse(row.name, kwargs={place: _value(said, world) for place, said in row.places.items()})


def _value(said: str, world: World) -> object:
    """`own_report` → that row's id; anything that names no row is the word itself."""
    found = row_named(said, world)
    return found.pk if found is not None else said


def row_named(said: str, world: World) -> Model | None:
    """`own_report` → that row of the world; `cast.kit` → Kit."""
    owner, _dot, name = said.rpartition(".")
    return getattr(world.cast if owner == "cast" else world, name, None)


@pytest.mark.timeout(300)
def test_each_role_gets_what_the_table_says(world: World, sign_in):
    clients = {
        name: Client() if name == "anonymous" else sign_in(getattr(world.cast, name)) for name in COLUMNS
    }
    wrong = []
    # However long it takes: no sign-in becomes too old meanwhile for what asks for a fresh one.
    with time_machine.travel(clock.now(), tick=False):
        for row in TABLE:
            path = _path(row, world)
            for name, expected in zip(COLUMNS, row.expected, strict=True):
                got = _status(clients[name], row.method, path)
                if got != expected:
                    wrong.append(f"{row} for {name}: {got}, the table says {expected}")
    assert not wrong, "\n".join(wrong)


def _status(client: Client, method: str, path: str) -> int:
    """The answer's code; whatever it did is rolled back, so that every row starts from the same world."""
    before = transaction.savepoint()
    # The version of every row of the world, so that a step is refused for no other reason.
    status = getattr(client, method)(path, {"version": "0"}).status_code
    transaction.savepoint_rollback(before)
    return status


def test_every_url_has_its_rows():
    named = {pattern.name for _route, pattern in url_patterns()}
    assert named - {row.name for row in TABLE} == set()


def test_every_url_that_is_sent_to_has_a_row_for_sending():
    """What changes something is asked by POST in the table too."""
    posted = {row.name for row in TABLE if row.method == "post"}
    only_posted = {
        row.name for row in TABLE if set(row.expected) <= {302, 403, 404, 405} and 405 in row.expected
    }
    assert only_posted - posted == set()
