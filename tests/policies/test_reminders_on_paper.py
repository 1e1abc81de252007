"""Who has no address cannot be reminded: somebody else hears of it, and enters the paper."""

from accounts import actions
from accounts.models import Role
from policies.actions import reminding
from tests.cast import make_person
from tests.policies.signatures import make_policy
from tests.policies.test_reminders import at, told


def test_who_has_no_address_signs_on_paper_so_the_manager_is_told_from_the_first_day(cast):
    with at(-1, 9):
        nora = make_person("Nora", "Nomail", Role.PRACTITIONER)
        actions.change_person(nora, actor=cast.maya, given_name="Nora", family_name="Nomail", email="")
    with at(0, 9):
        make_policy(cast, "practitioner")
    with at(7):
        reminding.sweep_reminders()
    assert told("policy-sign") == ["Pia"]
    assert told("policy-unsigned") == ["Maya"]
