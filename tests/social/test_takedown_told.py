"""Whoever said No is told that it is gone, and nobody else is (§3.7)."""

import pytest
from django.core import mail

from accounts.models import Person
from consents.actions import blocking
from notifications.models import Message
from notifications.sweeps import sweep_outbox
from social.actions import taking_down
from social.models import TakeDown, TakeDownWord
from tests.cast import make_person
from tests.social.post_scene import PostScene
from tests.social.takedown_scene import gone
from workflow.engine import NotAllowed, WrongState

State = TakeDown.State


@pytest.fixture
def scene(cast) -> PostScene:
    return PostScene(cast)


def test_whoever_withdrew_is_told_by_a_link_without_names(cast, scene, sign_in):
    post = scene.published(cast.kit)
    scene.withdraws()
    taking_down.reconcile()
    gone(post, cast.dan, not_recalled="Somebody shared it in a group.")
    assert TakeDown.objects.get().state == State.PARTIAL
    word = TakeDownWord.objects.get()
    assert (word.person, word.by_mail) == (cast.petra, True)
    mail.outbox.clear()
    sweep_outbox()
    told = [one for one in mail.outbox if "It has been taken down" in one.subject]
    assert [one.to for one in told] == [["petra@example.org"]]
    assert not any(name in told[0].body for name in ("Kit", "Petra", "Dan"))
    url = f"/social/take-downs/told/{word.pk}/"
    assert url in told[0].body
    page = sign_in(cast.petra).get(url).content.decode()
    assert "Somebody shared it in a group." in page
    assert "Kit" not in page.split("<main")[1].split("</main")[0]
    for other in (cast.maya, make_person("Rosa", "Silva", "parent")):
        assert sign_in(other).get(url).status_code == 404


def test_a_parent_without_mail_is_told_by_a_safeguarding_lead(cast, scene, sign_in):
    Person.objects.filter(pk=cast.petra.pk).update(email="")
    post = scene.published(cast.kit)
    scene.withdraws()
    taking_down.reconcile()
    gone(post, cast.dan)
    word = TakeDownWord.objects.get()
    assert not word.by_mail
    assert Message.objects.filter(kind="takedown-tell", recipient_id=cast.maya.pk).exists()
    with pytest.raises(NotAllowed):
        taking_down.tell_parent(word, actor=cast.olive, how="telephone")
    url = "/social/take-downs/parents/"
    assert sign_in(cast.olive).get(url).status_code == 403
    client = sign_in(cast.maya)
    assert "Petra Rossi" in client.get(url).content.decode()
    assert client.post(url, {"row": str(word.pk), "how": "telephone"}).status_code == 302
    word.refresh_from_db()
    assert (word.told_by, word.told_how) == (cast.maya, "telephone")
    again = client.post(url, {"row": str(word.pk), "how": "letter"}, follow=True)
    assert "noted already" in again.content.decode()
    word.refresh_from_db()
    assert word.told_how == "telephone"
    with pytest.raises(WrongState):
        taking_down.tell_parent(word, actor=cast.maya, how="letter")


def test_nobody_is_told_who_did_not_say_no(cast, scene):
    post = scene.published(cast.kit)
    blocking.block(cast.kit, actor=cast.maya, reason="Hidden words.")
    taking_down.reconcile()
    gone(post, cast.dan)
    assert not TakeDownWord.objects.exists()
