"""The pages of access: refused without a signature, asked, decided, resting, and the register as it was on any day."""

import csv
import datetime as dt
import io

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from social.actions import access
from social.models import AccessPermission
from tests.cast import make_person
from tests.social.access_rows import acceptable_use, approved, asked, signed, stored
from tests.social.accounts import opened
from workflow import clock
from workflow.models import ReadEvent

pytestmark = pytest.mark.django_db
ASK, REGISTER = reverse("access-ask"), reverse("access-register")


def wish(**more) -> dict[str, str]:
    today = clock.today()
    return {
        "what": "platform:youtube", "purpose": "Songs", "device": "setting", "information": "Nobody’s",
        "with_children": "False", "starts_on": today.isoformat(),
        "asked_until": (today + dt.timedelta(days=60)).isoformat(),
    } | more  # fmt: skip


def of(row: AccessPermission, slug: str = "") -> str:
    return reverse("access-step", args=[row.pk, slug]) if slug else reverse("access", args=[row.pk])


def test_without_a_signature_the_page_leads_to_signing_whatever_is_sent(cast, sign_in):
    acceptable_use(cast)
    pia = sign_in(cast.pia)
    for answer in (pia.get(ASK), pia.post(ASK, wish())):
        assert answer.status_code == 403
        assert reverse("my-policies") in answer.content.decode()
    assert not AccessPermission.objects.exists()
    assert "Read and sign" in pia.get(reverse("my-access")).content.decode()


def test_asked_decided_and_told(cast, sign_in):
    signed(cast, cast.pia)
    pia, maya = sign_in(cast.pia), sign_in(cast.maya)
    row = AccessPermission.objects.get(pk=pia.post(ASK, wish()).url.split("/")[-2])
    assert "Requests to use social media" in maya.get(reverse("home")).content.decode()
    assert "Songs" in maya.get(of(row)).content.decode()
    assert maya.post(of(row, "ask-back"), {"version": 0, "question": "Which songs?"}).status_code == 302
    assert "Which songs?" in pia.get(of(row)).content.decode()
    assert pia.post(of(row, "answer"), {"version": 1, "answer": "The wheels."}).status_code == 302
    late = (clock.today() + dt.timedelta(days=500)).isoformat()
    refused = maya.post(of(row, "approve"), {"version": 2, "expires_on": late})
    assert "at most a year" in refused.content.decode()
    said = {"version": 2, "expires_on": clock.today().isoformat(), "conditions": "On the tablet only."}
    for other in (pia, sign_in(cast.dan), sign_in(cast.olive)):
        assert other.post(of(row, "approve"), said).status_code == 403
    assert maya.post(of(row, "approve"), said).status_code == 302
    assert "On the tablet only." in pia.get(of(row)).content.decode()
    assert "already done this" in maya.post(of(row, "approve"), said, follow=True).content.decode()
    assert stored(row).version == 3


def test_a_hidden_field_names_no_platform_that_is_not_offered(cast, sign_in):
    account = opened(cast)
    signed(cast, cast.pia, cast.dan)
    for what in ("platform:instagram", "platform:nonsense", "account:nonsense", "nonsense", ""):
        assert sign_in(cast.pia).post(ASK, wish(what=what)).status_code == 200
    assert sign_in(cast.dan).post(ASK, wish(what=f"account:{account.pk}")).status_code == 200
    assert sign_in(cast.pia).post(ASK, wish(what=f"account:{account.pk}")).status_code == 302


def test_others_do_not_see_a_request(cast, sign_in):
    row = asked(cast, cast.pia)
    for person in (cast.sam, cast.petra, cast.viktor, cast.ines, cast.tariq):
        assert sign_in(person).get(of(row)).status_code == 404
        assert sign_in(person).post(of(row, "approve"), {"version": 0}).status_code == 404
        assert sign_in(person).get(REGISTER).status_code == 403


def test_why_it_rests_is_read_by_two_only_and_leaves_with_no_file(cast, sign_in):
    row = approved(cast, cast.pia)
    dan = sign_in(cast.dan)
    because = "Please leave it until Thursday."
    assert dan.post(of(row, "suspend"), {"version": row.version, "because": because}).status_code == 302
    for person, reads in ((cast.pia, True), (cast.dan, True), (cast.maya, False), (cast.olive, False)):
        page = sign_in(person).get(of(row)).content.decode()
        assert ("until Thursday" in page) is reads, person
        assert "Suspended" in page
    for url in (REGISTER, f"{REGISTER}?show=all", reverse("access-register-file", args=["csv"])):
        assert "until Thursday" not in sign_in(cast.dan).get(url).content.decode()


def test_the_reason_of_a_refusal_is_for_the_requester_and_the_decider(cast, sign_in):
    row = asked(cast, cast.pia)
    maya = sign_in(cast.maya)
    assert maya.post(of(row, "refuse"), {"version": 0, "reason": "Too new for us."}).status_code == 302
    for person, reads in ((cast.pia, True), (cast.maya, True), (cast.dan, False), (cast.olive, False)):
        assert ("Too new" in sign_in(person).get(of(row)).content.decode()) is reads


class TestRegister:
    def test_as_it_was_on_any_day(self, cast, sign_in):
        start = clock.now()
        row = approved(cast, cast.pia, days=60)
        with time_machine.travel(start + dt.timedelta(days=10)):
            access.suspend(row, actor=cast.dan, seen=stored(row).version, because="Wait.")
        with time_machine.travel(start + dt.timedelta(days=20)):
            access.restore(row, actor=cast.maya, seen=stored(row).version)
        with time_machine.travel(start + dt.timedelta(days=30)):
            access.revoke(row, actor=cast.maya, seen=stored(row).version, because="Enough.")
        with time_machine.travel(start + dt.timedelta(days=40)):
            maya = sign_in(cast.maya)

            def on(days: int) -> str:
                day = (start + dt.timedelta(days=days)).date().isoformat()
                return maya.get(REGISTER, {"on": day}).content.decode()

            assert "In force" in on(5)
            assert "Suspended" in on(15)
            assert "In force" in on(25)
            for days in (-1, 30, 40):
                assert "Pia Novak" not in on(days)
            assert "today or an earlier day" in on(41)

    def test_as_a_file_and_written_down_before_it_leaves(self, cast, sign_in):
        approved(cast, cast.pia, purpose="=HYPERLINK(evil)")
        maya = sign_in(cast.maya)
        answer = maya.get(reverse("access-register-file", args=["csv"]))
        lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert lines[1][:2] == ["Pia Novak", "YouTube"]
        assert lines[1][3].startswith("'=")
        assert ReadEvent.objects.filter(actor_id=cast.maya.pk, what="register of access as csv").count() == 1
        assert maya.get(reverse("access-register-file", args=["xlsx"])).status_code == 200
        assert maya.get(reverse("access-register-file", args=["pdf"])).status_code == 404

    def test_costs_the_same_for_few_and_many(self, cast, sign_in):
        maya = sign_in(cast.maya)

        def cost(url: str) -> int:
            with CaptureQueriesContext(connection) as caught:
                assert maya.get(url).status_code == 200
            return len(caught)

        approved(cast, cast.pia)
        urls = [REGISTER, f"{REGISTER}?show=waiting", reverse("my-access"), reverse("home")]
        asked(cast, cast.sam)
        maya.get(REGISTER)
        few = [cost(url) for url in urls]
        people = [make_person(f"New{number}", "Person", "practitioner") for number in range(3)]
        rows = [
            AccessPermission(
                person=person, platform_id="youtube", purpose="Songs", device="own", data="Nobody’s",
                starts_on=clock.today(), asked_until=clock.today(),
            )
            for person in people
        ]  # fmt: skip
        AccessPermission.objects.bulk_create(rows)
        assert [cost(url) for url in urls] == few
