"""A parent answers at the door on the setting's tablet: two people let them in, and nothing else can be reached."""

import dataclasses
import datetime as dt

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts import actions as people
from accounts.models import Person
from consents import verification
from consents.actions import answering, handing_over, requesting, withdrawing
from consents.models import Handover, Seal
from consents.selectors import may_show
from tests.cast import SET_UP, make_person
from tests.consents.conftest import SEEN, Capacity, Responsibility
from tests.consents.lending import BACK, CHECK, in_a, lend, plain_page, show_code, tablet_of
from tests.consents.test_sign import sitting
from tests.consents.visits import (
    answer_url,
    check_url,
    choose,
    code_of,
    letters,
    sign,
    withdraw_url,
)
from workflow.engine import NotAllowed
from workflow.models import AuditEvent
from workflow.verification import verify

PICTURES = "/pictures/"


@pytest.fixture(autouse=True)
def no_limits_yet(db):
    cache.clear()


@pytest.fixture
def nora(cast, told) -> Person:
    """A mother without an address."""
    person = people.add_person(actor=SET_UP, given_name="Nora", family_name="Mail")
    people.add_contact(cast.kit, person, actor=cast.maya, capacity=Capacity.MOTHER, right=SEEN)
    return person


class TestHandingOver:
    def test_staff_are_signed_out_before_anything_of_the_parent_appears(self, cast, told, mother, sign_in):
        client = sign_in(cast.maya)
        before = client.session.session_key
        response = lend(client, cast.kit, mother, known_by="document")
        assert response.url == CHECK
        assert response.headers["Clear-Site-Data"] == '"cache"'
        assert client.session.session_key != before
        assert not Session.objects.filter(session_key=before).exists()
        assert "_auth_user_id" not in client.session
        plain_page(client.get(CHECK))
        event = AuditEvent.objects.get(verb="hand over")
        assert (event.actor_id, event.on_behalf_of_id, event.obtained) == (
            cast.maya.pk,
            mother.pk,
            "document",
        )
        assert verify() == []

    def test_the_form_presets_nobody_and_says_what_will_happen(self, cast, told, mother, sign_in):
        page = sign_in(cast.dan).get(reverse("picture-tablet", args=[cast.kit.pk])).content.decode()
        assert "signed out on this device" in page
        assert " checked" not in page

    @pytest.mark.parametrize("missing", ["person", "known_by"])
    def test_both_must_be_said(self, cast, told, mother, sign_in, missing):
        client = sign_in(cast.maya)
        said = {"person": mother.pk, "known_by": "person"}
        del said[missing]
        assert client.post(reverse("picture-tablet", args=[cast.kit.pk]), said).status_code == 200
        assert "_auth_user_id" in client.session
        assert not Handover.objects.exists()

    def test_to_nobody_who_has_no_say_has_left_or_is_oneself(self, cast, told, mother, father):
        other = make_person("Other", "Family", "parent")
        gone = make_person("Gone", "Rossi", "parent")
        people.add_contact(cast.kit, gone, actor=cast.maya, capacity=Capacity.OTHER)
        Person.objects.filter(pk=gone.pk).update(left_on=dt.date(2026, 11, 1))
        none = make_person("None", "Rossi", "parent")
        no = people.Right(Responsibility.NO)
        people.add_contact(cast.kit, none, actor=cast.maya, capacity=Capacity.OTHER, right=no)
        for person in (other, Person.objects.get(pk=gone.pk), none, cast.maya):
            with pytest.raises(ValidationError):
                handing_over.hand_over(cast.kit, actor=cast.maya, person=person, known_by="person")
        with pytest.raises(ValidationError):
            handing_over.hand_over(cast.kit, actor=cast.maya, person=mother, known_by="nonsense")
        assert not Handover.objects.exists()

    def test_by_nobody_but_those_who_may_enter_a_form_and_not_of_their_family(self, cast, told, mother):
        people.add_contact(cast.kit, cast.dan, actor=cast.maya, capacity=Capacity.OTHER)
        for actor in (cast.olive, cast.pia, cast.petra, cast.ines, cast.tariq, cast.dan):
            said = {"actor": Person.objects.get(pk=actor.pk), "person": mother, "known_by": "person"}
            with pytest.raises((NotAllowed, ValidationError)):
                handing_over.hand_over(cast.kit, **said)
        assert not Handover.objects.exists()

    def test_the_database_refuses_oneself_and_a_check_that_does_not_say_how(self, cast, told, mother):
        said = {"child": cast.kit, "person": mother, "by": cast.maya, "known_by": "person"}
        for wrong in ({"by": mother}, {"checked_by": "code"}, {"checked_at": dt.datetime.now(dt.UTC)}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Handover.objects.create(**(said | wrong))


class TestTheParentsOwnCheck:
    def test_nothing_before_it(self, cast, told, mother, sign_in):
        client = sign_in(cast.maya)
        lend(client, cast.kit, mother)
        for path in (
            PICTURES,
            answer_url(cast.kit),
            check_url(cast.kit),
            withdraw_url(cast.kit),
            "/",
            "/people/",
        ):
            assert client.get(path).url == CHECK
            assert client.post(path).url == CHECK
        plain_page(client.get(CHECK))
        plain_page(client.post(CHECK))
        plain_page(client.post(CHECK, {"code": "000000"}))

    def test_the_code_goes_to_their_own_address_and_lets_in_with_a_new_key(self, cast, told, mother, sign_in):
        client = sign_in(cast.maya)
        lend(client, cast.kit, mother)
        key = client.session.session_key
        assert show_code(client, mother).url == PICTURES
        assert client.session.session_key != key
        assert "Kit" in client.get(PICTURES).content.decode()
        handover = Handover.objects.get()
        assert (handover.checked_by, handover.code_hash) == ("code", "")
        assert letters(cast.maya) == []

    def test_five_tries_and_ten_minutes(self, cast, told, mother, sign_in):
        client = sign_in(cast.maya)
        lend(client, cast.kit, mother)
        client.post(CHECK)
        code = code_of(mother)
        wrong = "111111" if code != "111111" else "222222"
        for _try in range(5):
            assert client.post(CHECK, {"code": wrong}).status_code == 200
        assert client.post(CHECK, {"code": code}).status_code == 200
        client.post(CHECK)
        fresh = code_of(mother)
        with in_a(dt.timedelta(minutes=9)):
            client.get(CHECK)
        with in_a(dt.timedelta(minutes=11)):
            assert client.post(CHECK, {"code": fresh}).status_code == 200
        assert Handover.objects.get().checked_at is None

    def test_five_codes_and_no_more(self, cast, told, mother, sign_in):
        client = sign_in(cast.maya)
        lend(client, cast.kit, mother)
        for _code in range(5):
            client.post(CHECK)
        assert "No more codes" in client.post(CHECK).content.decode()

    def test_without_an_address_the_childs_first_name_and_birthday(self, cast, nora, sign_in):
        client = sign_in(cast.maya)
        lend(client, cast.kit, nora)
        right = {"given_name": " kIt ", "born_on": "2023-03-14"}
        for wrong in ({"given_name": "Ana"}, {"born_on": "2023-03-15"}, {"given_name": ""}, {"born_on": "x"}):
            assert client.post(CHECK, right | wrong).status_code == 200
        assert client.post(CHECK, right).url == PICTURES
        assert Handover.objects.get().checked_by == "birth"

    def test_and_five_wrong_ones_send_the_tablet_back(self, cast, nora, sign_in):
        client = sign_in(cast.maya)
        lend(client, cast.kit, nora)
        for _try in range(4):
            client.post(CHECK, {"given_name": "Ana", "born_on": "2023-03-14"})
        assert client.post(CHECK, {"given_name": "Ana", "born_on": "2023-03-14"}).url == BACK
        assert client.get(PICTURES).url.startswith("/pictures/enter/")

    def test_whoever_has_an_address_does_not_come_in_by_the_birthday(self, cast, told, mother, sign_in):
        client = sign_in(cast.maya)
        lend(client, cast.kit, mother)
        client.post(CHECK, {"given_name": "Kit", "born_on": "2023-03-14"})
        handover = Handover.objects.get()
        assert not handing_over.check_birth(handover, given_name="Kit", born_on=dt.date(2023, 3, 14))
        assert Handover.objects.get().checked_at is None


class TestAnswering:
    def test_it_counts_as_much_and_says_how_it_came(self, cast, told, mother, sign_in):
        requesting.sweep_requests()
        tablet = tablet_of(sign_in(cast.maya), cast.kit, mother)
        done = sign(tablet, cast.kit, "website")
        assert "Signed. Thank you" in tablet.get(done.url).content.decode()
        assert may_show(cast.kit, "website")
        signature = mother.signatures.get()
        assert (signature.means, signature.entered_by) == ("tablet", None)
        seal = Seal.objects.get(signature=signature)
        assert "tablet" in seal.means_said
        assert seal.link_id == Handover.objects.get().pk
        assert mother.image_requests.get().state == "answered"
        tablet.post(withdraw_url(cast.kit), {"purposes": ["website"], "confirm": "1"})
        assert mother.image_answers.filter(kind="withdrawn").get().means == "tablet"
        assert not may_show(cast.kit, "website")
        assert verify() == verification.verify() == []

    def test_no_name_is_offered_by_the_browser_and_no_file_is_left(self, cast, told, mother, sign_in):
        tablet = tablet_of(sign_in(cast.maya), cast.kit, mother)
        choose(tablet, cast.kit)
        assert 'autocomplete="name"' not in tablet.get(check_url(cast.kit)).content.decode()
        done = sign(tablet, cast.kit)
        for path in (done.url, PICTURES):
            assert "certificate/" not in tablet.get(path).content.decode()
        assert tablet.get(reverse("pictures-certificate", args=[mother.signatures.get().pk])).url == PICTURES

    def test_whoever_is_not_verified_can_say_no(self, cast, told, sign_in):
        people.add_contact(cast.kit, cast.petra, actor=cast.maya, capacity=Capacity.MOTHER)
        tablet = tablet_of(sign_in(cast.maya), cast.kit, cast.petra)
        assert tablet.get(answer_url(cast.kit)).url == withdraw_url(cast.kit)
        tablet.post(withdraw_url(cast.kit), {"purposes": ["website"], "confirm": "1"})
        assert cast.petra.image_answers.get().means == "tablet"

    def test_nobody_enters_for_a_parent_that_it_came_by_the_tablet(self, cast, told, mother, sign_in):
        said = {"person": mother.pk, "purposes": ["website"], "means": "tablet", "note": "x"}
        sign_in(cast.maya).post(reverse("picture-entry", args=[cast.kit.pk]), said)
        assert not mother.image_answers.exists()
        for enter in (withdrawing.enter_withdrawal, answering.enter_signature):
            given = {"purposes": ["website"], "means": "tablet", "note": "x", "person": mother}
            if enter is answering.enter_signature:
                given = {"sitting": sitting(cast.kit, "website"), "note": "x", "signer": mother}
                given["sitting"] = dataclasses.replace(given["sitting"], means="tablet")
            with pytest.raises(ValidationError):
                enter(cast.kit, actor=cast.maya, **given)
