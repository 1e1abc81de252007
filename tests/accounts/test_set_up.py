"""`manage.py set_up`: a real installation gets its name and its first leaders."""

import io

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from accounts.models import Organisation, Person, Role, RoleAssignment, User
from notifications import sweeps
from workflow.verification import verify

WHOLE = {
    "organisation": "Comet Pre-school",
    "owner": "Olive Okafor <olive@comet.org>",
    "dsl": "Maya de la Cruz <Maya@comet.org>",
    "deputy": "Dan Brennan <dan@comet.org>",
}


def run(**said: str) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("set_up", no_input=True, stdout=out, stderr=err, **said)
    return out.getvalue(), err.getvalue()


def roles() -> dict[str, set[str]]:
    return {person.given_name: set(person.roles) for person in Person.objects.all()}


def test_everybody_is_entered_with_roles_and_invited(db):
    _out, err = run(**WHOLE)
    assert err == ""
    assert Organisation.objects.get().name == "Comet Pre-school"
    assert roles() == {"Olive": {Role.OWNER}, "Maya": {Role.MANAGER, Role.DSL}, "Dan": {Role.DEPUTY_DSL}}
    assert Person.objects.get(given_name="Maya").family_name == "de la Cruz"
    sweeps.sweep_outbox()
    assert sorted(to for message in mail.outbox for to in message.to) == [
        "dan@comet.org",
        "maya@comet.org",
        "olive@comet.org",
    ]
    assert verify() == []


def test_again_enters_and_invites_nobody_twice(db):
    run(**WHOLE)
    run(**WHOLE)
    sweeps.sweep_outbox()
    assert (Person.objects.count(), User.objects.count(), len(mail.outbox)) == (3, 3, 3)
    assert RoleAssignment.objects.count() == 4


def test_a_manager_of_their_own_and_one_person_named_twice(db):
    run(**WHOLE | {"manager": "Olive Okafor <OLIVE@comet.org>"})
    assert roles()["Olive"] == {Role.OWNER, Role.MANAGER}
    assert roles()["Maya"] == {Role.DSL}


def test_nothing_is_refused_but_what_is_missing_is_said(db):
    _out, err = run(owner=WHOLE["owner"])
    assert "Designated Safeguarding Lead" in err
    assert "Deputy Designated Safeguarding Lead" in err
    assert roles() == {"Olive": {Role.OWNER}}


def test_the_lead_is_no_deputy_to_oneself(db):
    _out, err = run(**WHOLE | {"deputy": WHOLE["dsl"]})
    assert "Deputy Designated Safeguarding Lead" in err


@pytest.mark.parametrize("said", ["Olive", "olive@", "<olive@comet.org>", "Olive <not an address>"])
def test_who_cannot_be_read_is_said_and_nothing_is_written(db, said):
    with pytest.raises(CommandError, match="--owner"):
        run(**WHOLE | {"owner": said})
    assert not Person.objects.exists()
    assert Organisation.objects.get().name != "Comet Pre-school"


def test_what_no_flag_says_is_asked(db, monkeypatch):
    asked = []
    answers = iter(["Comet Pre-school", WHOLE["owner"], "", "", ""])

    def answer(question: str) -> str:
        asked.append(question)
        return next(answers)

    monkeypatch.setattr("builtins.input", answer)
    call_command("set_up", stdout=io.StringIO(), stderr=io.StringIO())
    assert len(asked) == 5
    assert roles() == {"Olive": {Role.OWNER}}
