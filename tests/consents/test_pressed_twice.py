"""A button pressed twice, or a page sent again by "back": it is stored once, and whoever pressed is led on."""

import pytest
from django.core import mail

from consents.actions import answering, withdrawing
from consents.models import Answer, Signature, Withdrawal
from consents.selectors import may_show
from notifications.sweeps import sweep_outbox
from tests.consents.test_picture_entry import form_of, no, url
from tests.consents.visits import check_url, choose, sign, withdraw_url
from workflow.models import AuditEvent
from workflow.verification import verify


def seen(cast) -> int:
    return answering.last_answer(cast.kit.pk)


def test_a_no_that_staff_enter_is_stored_once(cast, told, mother, answer, sign_in):
    answer(mother, "website", "press")
    client, said = sign_in(cast.pia), no(mother, "website", seen=seen(cast))
    first, second = (client.post(url("picture-entry", cast.kit), said) for _press in range(2))
    assert first.url == second.url == url("picture-entered", Withdrawal.objects.get())
    assert AuditEvent.objects.filter(verb="enter withdrawal").count() == 1
    assert client.get(second.url).status_code == 200
    sweep_outbox()
    assert len([one for one in mail.outbox if mother.email in one.to]) == 2, "one for signing, one for the No"
    assert verify() == []


@pytest.mark.parametrize("changes", [{"note": "Another day"}, {"purposes": ("press",)}, {"means": "letter"}])
def test_another_no_is_another(cast, told, mother, answer, sign_in, changes):
    answer(mother, "website", "press")
    client, said = sign_in(cast.pia), no(mother, "website", seen=seen(cast))
    client.post(url("picture-entry", cast.kit), said)
    client.post(url("picture-entry", cast.kit), said | changes)
    # By which way it came is no other No.
    assert Withdrawal.objects.count() == (1 if "means" in changes else 2)


def test_the_same_no_from_a_page_of_later_and_by_another_colleague_is_kept(
    cast, told, mother, answer, sign_in
):
    answer(mother, "website")
    said = no(mother, "website", seen=seen(cast))
    sign_in(cast.pia).post(url("picture-entry", cast.kit), said)
    sign_in(cast.sam).post(url("picture-entry", cast.kit), said)
    sign_in(cast.pia).post(url("picture-entry", cast.kit), said | {"seen": seen(cast)})
    assert Withdrawal.objects.count() == 3


def test_a_yes_between_the_two_presses_is_taken_back_too(cast, told, mother, answer):
    """A second No is taken for the first only while nothing was said since."""
    answer(mother, "website")
    at = seen(cast)
    said = {"actor": mother, "purposes": ["website"], "seen": at}
    withdrawing.withdraw(cast.kit, **said)
    answer(mother, "website")
    withdrawing.withdraw(cast.kit, **said)
    assert not may_show(cast.kit, "website")


def test_a_parent_who_confirms_twice_sees_what_is_stored(cast, told, mother, answer, sign_in):
    answer(mother, "website", "press")
    client = sign_in(mother)
    page = client.post(withdraw_url(cast.kit), {"purposes": ["website"]}).content.decode()
    assert f'name="seen" value="{seen(cast)}"' in page
    said = {"purposes": ["website"], "confirm": "1", "seen": seen(cast)}
    first, second = (client.post(withdraw_url(cast.kit), said) for _press in range(2))
    assert first.url == second.url == f"/pictures/withdrawn/{Withdrawal.objects.get().pk}/"


@pytest.mark.parametrize("nonsense", ["", "x", "-1", "1" * 40, "\x00", "١"])
def test_a_number_that_is_none_stores_the_no_all_the_same(cast, told, mother, answer, sign_in, nonsense):
    answer(mother, "website")
    said = {"purposes": ["website"], "confirm": "1", "seen": nonsense}
    assert sign_in(mother).post(withdraw_url(cast.kit), said).status_code == 302
    assert not may_show(cast.kit, "website")


@pytest.mark.parametrize("purposes", [[], ["\x00"], ["nonsense"], ["website", "\x00"]])
def test_uses_that_are_none_are_refused_as_ever(cast, told, mother, answer, sign_in, purposes):
    answer(mother, "website")
    said = {"purposes": purposes, "confirm": "1", "seen": "0"}
    assert sign_in(mother).post(withdraw_url(cast.kit), said).status_code == 200
    assert not Withdrawal.objects.exists()


def test_a_parent_who_signs_twice_sees_that_it_is_signed(cast, told, mother, sign_in):
    client = sign_in(mother)
    choose(client, cast.kit, "website")
    first = sign(client, cast.kit, mother)
    second = client.post(check_url(cast.kit), {"typed_name": mother.name, "declared": "on"})
    assert first.url == second.url == f"/pictures/signed/{Signature.objects.get().pk}/"


def test_a_form_is_entered_once(cast, told, mother, sign_in):
    client, said = sign_in(cast.dan), form_of(mother, "website", seen=seen(cast))
    for _press in range(2):
        assert client.post(url("picture-entry-form", cast.kit), said).url == url("picture-child", cast.kit)
    assert Signature.objects.count() == 1
    for changed in ({"use_press": "yes"}, {"means": "letter"}, {"typed_name": "P. Rossi"}):
        client.post(url("picture-entry-form", cast.kit), said | changed)
    assert Signature.objects.count() == 4
    assert verify() == []


def test_what_somebody_else_signs_at_the_same_time_is_never_taken_for_it(cast, told, mother, father, answer):
    at = seen(cast)
    answer(father, "website")
    withdrawing.withdraw(cast.kit, actor=father, purposes=["website"])
    done = withdrawing.withdraw(cast.kit, actor=mother, purposes=["website"], seen=at)
    assert done.person == mother
    assert Answer.objects.filter(kind="withdrawn").count() == 2
