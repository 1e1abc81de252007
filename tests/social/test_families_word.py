"""What families are told about our accounts: at admission by itself, on each change, by mail or on paper."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import ChildContact, Person
from notifications.models import Message
from notifications.sweeps import sweep_outbox
from social.actions import informing
from social.models import FamilyWord, WordDelivery
from social.selectors import word as selectors
from tests.cast import make_person
from tests.social.families_scene import belongs, leaves
from workflow import clock
from workflow.engine import NotAllowed, StaleState

LIST, WRITE = "/social/families/", "/social/families/write/"


@pytest.fixture
def mother(cast) -> Person:
    return belongs(cast, cast.kit, cast.petra)


@pytest.fixture
def father(cast) -> Person:
    """He has no e-mail address."""
    person = make_person("Paolo", "Rossi", "parent")
    Person.objects.filter(pk=person.pk).update(email="")
    return belongs(cast, cast.kit, Person.objects.get(pk=person.pk), ChildContact.Capacity.FATHER)


def publish(cast, *, seen: int = 0, **said) -> FamilyWord:
    words = informing.usual_word()
    given = {**words, "what_changed": "", "begins_on": clock.today(), **said}
    return informing.publish_word(actor=cast.maya, said=informing.Said(**given), seen=seen)


def states(word) -> dict[str, str]:
    return {row.person.given_name: row.state for row in selectors.deliveries(word)}


def test_everybody_is_told_once_by_mail_or_on_paper(cast, mother, father):
    word = publish(cast)
    assert informing.sweep_word() == 2
    assert informing.sweep_word() == 0
    assert states(word) == {"Petra": "mailed", "Paolo": "paper"}
    assert {row.person.given_name for row in selectors.not_had(selectors.deliveries(word))} == {
        "Petra",
        "Paolo",
    }
    sweep_outbox()
    sent = [one for one in mail.outbox if one.to == ["petra@example.org"]]
    assert len(sent) == 1
    assert f"/social/families/{word.pk}/read/" in sent[0].body
    assert "Kit" not in sent[0].body + sent[0].subject
    assert {row.person.given_name for row in selectors.not_had(selectors.deliveries(word))} == {"Paolo"}


def test_at_admission_by_itself_and_on_change_again(cast, mother):
    first = publish(cast)
    informing.sweep_word()
    new = belongs(cast, cast.ana, make_person("Nuno", "Silva", "parent"), ChildContact.Capacity.FATHER)
    assert informing.sweep_word() == 1
    assert states(first) == {"Petra": "mailed", "Nuno": "mailed"}
    second = publish(cast, seen=1, what_changed="We have a page on Instagram, too.")
    assert informing.sweep_word() == 2
    assert states(second) == {"Petra": "mailed", "Nuno": "mailed"}
    assert new.pk in {row.person_id for row in selectors.deliveries(second)}


def test_not_before_its_day_and_not_for_another_room_or_who_has_left(cast, mother):
    belongs(cast, cast.ana, make_person("Nuno", "Silva", "parent"), ChildContact.Capacity.FATHER)
    word = publish(cast, audience="room", room="Comets", begins_on=clock.today() + dt.timedelta(days=3))
    assert informing.sweep_word() == 0
    with time_machine.travel(clock.now() + dt.timedelta(days=4), tick=True):
        assert informing.sweep_word() == 1
        assert states(word) == {"Petra": "mailed"}
    leaves(cast.ana)
    publish(cast)
    informing.sweep_word()
    assert {row.person.given_name for row in WordDelivery.objects.exclude(word=word)} == {"Petra"}


def test_a_mail_that_comes_back_goes_on_paper_and_is_not_mailed_again(cast, mother):
    word = publish(cast)
    informing.sweep_word()
    Message.objects.filter(kind="family-word").update(failed_at=clock.now())
    informing.sweep_word()
    assert states(word) == {"Petra": "paper"}
    informing.sweep_word()
    assert states(word) == {"Petra": "paper"}


def test_whoever_has_an_address_since_is_mailed_after_all(cast, father):
    word = publish(cast)
    informing.sweep_word()
    Person.objects.filter(pk=father.pk).update(email="paolo@example.org")
    informing.sweep_word()
    assert states(word) == {"Paolo": "mailed"}
    assert Message.objects.filter(kind="family-word", recipient_id=father.pk).exists()


def test_paper_is_printed_handed_over_and_noted(cast, mother, father, sign_in):
    word = publish(cast)
    informing.sweep_word()
    sweep_outbox()
    client = sign_in(cast.dan)
    page = client.get(f"{LIST}{word.pk}/").content.decode()
    assert "Paolo Rossi: Kit (Comets)" in page
    paper = client.get(f"{LIST}{word.pk}/paper/").content.decode()
    assert "Paolo Rossi" in paper
    assert "Petra" not in paper
    row = WordDelivery.objects.get(person=father)
    said = {"people": [str(row.pk)], "handed_on": clock.today().isoformat(), "how": "hand"}
    assert client.post(f"{LIST}{word.pk}/", said).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.handed_by, row.handed_on) == ("handed", cast.dan, clock.today())
    # Once more changes nothing, and another version's row cannot be slipped in.
    day = clock.today()
    assert informing.hand_over(word, actor=cast.maya, delivery_ids=[row.pk], handed_on=day, how="hand") == 0
    with pytest.raises(ValidationError):
        informing.hand_over(
            word, actor=cast.dan, delivery_ids=[row.pk], handed_on=day + dt.timedelta(days=1), how="hand"
        )


def test_handing_over_is_for_leaders_and_writing_for_owner_and_manager(cast, father, sign_in):
    word = publish(cast)
    informing.sweep_word()
    row, day = WordDelivery.objects.get(), clock.today()
    with pytest.raises(NotAllowed):
        informing.hand_over(word, actor=cast.pia, delivery_ids=[row.pk], handed_on=day, how="hand")
    for person in (cast.dan, cast.pia):
        assert sign_in(person).post(WRITE, {}).status_code == 403
        with pytest.raises(NotAllowed):
            said = informing.Said("Title", "Body", "Changed", day)
            informing.publish_word(actor=person, said=said, seen=1)


def test_written_from_the_usual_words_and_two_at_once_do_not_both_publish(cast, sign_in):
    client = sign_in(cast.maya)
    assert "You need no account on social media." in client.get(WRITE).content.decode()
    said = {"title": "How we post", "body": "Words.", "begins_on": clock.today().isoformat(), "seen": "0"}
    said["publish"] = "1"
    assert client.post(WRITE, said).status_code == 302
    page = client.post(WRITE, said | {"what_changed": "Nothing."})
    assert "A version was published meanwhile" in page.content.decode()
    assert FamilyWord.objects.count() == 1
    with pytest.raises(StaleState):
        publish(cast, seen=4, what_changed="Much.")
    for wrong in ({"body": " "}, {"begins_on": clock.today() - dt.timedelta(days=1)}, {"room": "Comets"}):
        with pytest.raises(ValidationError):
            publish(cast, seen=1, **{"what_changed": "Much.", **wrong})
    with pytest.raises(ValidationError):
        publish(cast, seen=1)


def test_anybody_reads_it_and_it_names_nobody(cast, mother, client):
    word = publish(cast)
    coming = publish(cast, seen=1, what_changed="Much.", begins_on=clock.today() + dt.timedelta(days=2))
    page = client.get(f"{LIST}{word.pk}/read/")
    assert page.status_code == 200
    assert "Petra" not in page.content.decode()
    assert client.get(f"{LIST}{coming.pk}/read/").status_code == 404
    with time_machine.travel(clock.now() + dt.timedelta(days=3), tick=True):
        assert "something newer holds today" in client.get(f"{LIST}{word.pk}/read/").content.decode()


@pytest.mark.database
def test_the_database_keeps_versions_and_deliveries_as_they_were(cast, father):
    word = publish(cast)
    informing.sweep_word()
    row = WordDelivery.objects.get()
    tries = (
        lambda: FamilyWord.objects.filter(pk=word.pk).update(body="Other words."),
        lambda: FamilyWord.objects.filter(pk=word.pk).delete(),
        lambda: WordDelivery.objects.filter(pk=row.pk).update(person=cast.maya),
        lambda: WordDelivery.objects.filter(pk=row.pk)._move(state="handed"),
        lambda: WordDelivery.objects.create(word=word, person=father),
    )
    for attempt in tries:
        with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
            attempt()


def test_paper_that_waits_is_told_once_whatever_the_number(cast, father):
    second = make_person("Rosa", "Silva", "parent")
    Person.objects.filter(pk=second.pk).update(email="")
    belongs(cast, cast.ana, Person.objects.get(pk=second.pk))
    word = publish(cast)
    informing.sweep_word()
    with time_machine.travel(clock.now() + dt.timedelta(days=9), tick=True):
        assert informing.sweep_paper_reminders() == 2
        told = Message.objects.filter(kind="family-word-paper", object_id=word.pk)
        assert {row.recipient_id for row in told} == {cast.maya.pk, cast.dan.pk}
        assert told.count() == 2


def test_pages_and_sweep_cost_the_same_at_few_and_many(cast, mother, father, sign_in):
    word = publish(cast)
    informing.sweep_word()
    client = sign_in(cast.maya)

    def costs() -> list[int]:
        found = []
        for path in (LIST, f"{LIST}{word.pk}/", f"{LIST}{word.pk}/paper/"):
            client.get(path)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(path).status_code == 200
            found.append(len(asked))
        with CaptureQueriesContext(connection) as asked:
            informing.sweep_word()
        return [*found, len(asked)]

    few = costs()
    many = Person.objects.bulk_create(Person(given_name=f"P{n}") for n in range(60))
    ChildContact.objects.bulk_create(
        ChildContact(child=cast.kit, person=person, capacity="other", responsibility="unverified")
        for person in many
    )
    WordDelivery.objects.bulk_create(WordDelivery(word=word, person=person) for person in many)
    rows = WordDelivery.objects.filter(person__in=many)
    rows._move(state="paper")
    assert costs() == few
    assert max(few[:3]) <= 12
    assert few[3] <= 20
