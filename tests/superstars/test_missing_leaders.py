"""Without an owner, a lead and a different deputy, leaders see a banner; nobody is refused (R2)."""

import pytest
from django.urls import reverse

from accounts import actions
from accounts.models import Role
from accounts.selectors import missing_leaders
from tests.cast import SET_UP, make_person

BANNER = "Nobody holds this role"
HOME = reverse("home")


def end(person, role: str) -> None:
    actions.end_role(person.role_assignments.get(role=role), actor=SET_UP)


def test_no_banner_while_everybody_is_there(cast, sign_in):
    assert BANNER not in sign_in(cast.olive).get(HOME).content.decode()


@pytest.mark.parametrize(
    ("name", "role", "words"),
    [
        ("olive", Role.OWNER, "Owner"),
        ("maya", Role.DSL, "Designated Safeguarding Lead"),
        ("dan", Role.DEPUTY_DSL, "Deputy Designated Safeguarding Lead"),
    ],
)
def test_leaders_see_which_role_is_missing(cast, sign_in, name, role, words):
    end(getattr(cast, name), role)
    for leader in ("maya", "dan"):
        page = sign_in(getattr(cast, leader)).get(HOME).content.decode()
        assert f"{BANNER}: {words}." in page


def test_a_deputy_who_is_also_the_lead_is_no_deputy(cast, sign_in):
    end(cast.dan, Role.DEPUTY_DSL)
    actions.give_role(cast.maya, Role.DEPUTY_DSL, actor=SET_UP)
    assert missing_leaders() == ["Deputy Designated Safeguarding Lead"]
    assert BANNER in sign_in(cast.olive).get(HOME).content.decode()


def test_nobody_else_sees_it(cast, sign_in):
    end(cast.dan, Role.DEPUTY_DSL)
    for person in (cast.pia, cast.vera, cast.petra, cast.ines, cast.tariq, make_person("Nora", "Blank")):
        assert BANNER not in sign_in(person).get(HOME).content.decode()


def test_reports_are_still_taken(cast, sign_in):
    for person, role in ((cast.olive, Role.OWNER), (cast.maya, Role.DSL), (cast.dan, Role.DEPUTY_DSL)):
        end(person, role)
    assert sign_in(cast.pia).get(reverse("report-new", args=["concern"])).status_code == 200
