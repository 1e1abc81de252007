"""Contact with families that have left: only on their request, only by official means (S4.2.5)."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts import actions as people
from accounts.models import Child
from social.actions import leaving
from social.models import LeaverContact
from tests.cast import SET_UP, SINCE, make_person
from tests.social.families_scene import belongs, leaves
from workflow import clock
from workflow.engine import NotAllowed

LIST = "/social/families/leavers/"


@pytest.fixture
def child(cast) -> Child:
    belongs(cast, cast.kit, cast.petra)
    return leaves(cast.kit)


def ask(child, actor, person, **said) -> LeaverContact:
    given = {"asked_on": clock.today(), "asked_how": "Rang the office.", "means": "email", **said}
    return leaving.note_request(child, actor=actor, person=person, **given)


def test_a_request_is_noted_with_its_means(cast, child, sign_in):
    client = sign_in(cast.dan)
    said = {
        "person": str(cast.petra.pk), "asked_on": clock.today().isoformat(),
        "asked_how": "Rang the office, would like the newsletter.", "means": "letter",
    }  # fmt: skip
    assert client.post(f"{LIST}{child.pk}/", said).url == LIST
    row = LeaverContact.objects.get()
    assert (row.person, row.by, row.means, row.left_on) == (cast.petra, cast.dan, "letter", child.left_on)
    assert "Rang the office" in client.get(LIST).content.decode()


def test_refused_without_a_request_and_by_any_other_means(cast, child):
    stranger = make_person("Nuno", "Silva", "parent")
    for wrong in (
        {"asked_how": "  "},
        {"means": "whatsapp"},
        {"asked_on": clock.today() + dt.timedelta(days=1)},
        {"person": stranger},
    ):
        given = {"person": cast.petra, **wrong}
        with pytest.raises(ValidationError):
            ask(child, cast.dan, given.pop("person"), **given)
    assert not LeaverContact.objects.exists()


def test_the_leaver_dates_decide(cast, sign_in):
    """Whoever is still here, or leaves today, is no leaver; hidden fields change nothing."""
    belongs(cast, cast.kit, cast.petra)
    client = sign_in(cast.dan)
    for days in (None, 0, -5):
        here = cast.kit if days is None else leaves(cast.kit, days_ago=days)
        with pytest.raises(ValidationError, match="has not left"):
            ask(here, cast.dan, cast.petra)
        assert client.get(f"{LIST}{here.pk}/").status_code == 404
        assert client.post(f"{LIST}{here.pk}/", {"left_on": "2020-01-01"}).status_code == 404


def test_only_leaders_and_never_for_their_own_family(cast, child, sign_in):
    with pytest.raises(NotAllowed):
        ask(child, cast.pia, cast.petra)
    assert sign_in(cast.pia).get(LIST).status_code == 403
    people.tie(cast.dan, child, "relative", actor=SET_UP, source="Staff file", starts_on=SINCE)
    with pytest.raises(NotAllowed):
        ask(child, cast.dan, cast.petra)
    ask(child, cast.maya, cast.petra)
    client = sign_in(cast.dan)
    assert client.get(f"{LIST}{child.pk}/").status_code == 404
    assert "Kit" not in client.get(LIST).content.decode()
    assert "Kit" in sign_in(cast.maya).get(LIST).content.decode()


@pytest.mark.database
def test_the_database_knows_no_other_way(cast, child):
    row = ask(child, cast.maya, cast.petra)
    common = {
        "child": child, "person": cast.petra, "left_on": child.left_on, "asked_on": clock.today(),
        "asked_how": "Rang.", "means": "email", "by": cast.maya,
    }  # fmt: skip
    wrong = (
        {"means": "whatsapp"}, {"asked_how": ""}, {"left_on": clock.today()}, {"by": cast.petra},
        {"asked_on": clock.today() + dt.timedelta(days=1)},
    )  # fmt: skip
    for change in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            LeaverContact.objects.create(**{**common, **change})
    rows = LeaverContact.objects.filter(pk=row.pk)
    for attempt in (lambda: rows.update(means="phone"), rows.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


def test_the_page_costs_the_same_at_few_and_many(cast, child, sign_in):
    client = sign_in(cast.maya)

    def cost() -> int:
        client.get(LIST)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(LIST).status_code == 200
        return len(asked)

    ask(child, cast.maya, cast.petra)
    few = cost()
    gone = [Child(given_name=f"C{n}", born_on=child.born_on, left_on=child.left_on) for n in range(50)]
    Child.objects.bulk_create(gone)
    LeaverContact.objects.bulk_create(
        LeaverContact(
            child=one, person=cast.petra, left_on=one.left_on, asked_on=clock.today(), asked_how="Rang.",
            means="email", by=cast.maya,
        )
        for one in gone
    )  # fmt: skip
    assert cost() == few <= 12
