"""A button that was pressed twice, or a page that was sent again by "back": done once, by oneself, and said so."""

import datetime as dt

import pytest
from django.urls import reverse

from accounts.models import Person
from social.actions import publishing_posts, taking_down
from social.models import FamilyWord, MailDomain, Platform, TakeDown, TakeDownWord
from tests.documents import picture_files
from tests.social import risk_rows, takedown_scene
from tests.social.accounts import live, our_domain
from tests.social.families_scene import live_account
from tests.social.post_scene import CHECKS, LINK, PostScene, fresh
from tests.social.test_posts_pages import sent, url
from workflow import clock

DONE, QUICKER, OWN = "You have already done this", "Somebody was quicker", "You have changed it yourself"


@pytest.fixture
def scene(cast) -> PostScene:
    return PostScene(cast)


def twice(client, path: str, said: dict) -> str:
    """What is read after the second of two presses."""
    client.post(path, said)
    return client.post(path, said, follow=True).content.decode()


class TestSteps:
    def test_a_step_pressed_twice_is_done_once(self, scene, cast, sign_in):
        post = scene.approved()
        path = url("post-step", post, slug="publish")
        page = twice(sign_in(cast.dan), path, {"version": post.version, "link": LINK})
        assert DONE in page
        assert QUICKER not in page
        assert "Open it there" in page

    def test_somebody_else_is_still_named(self, scene, cast, sign_in):
        post = scene.approved()
        publishing_posts.publish(post, actor=cast.maya, seen=post.version, link=LINK)
        said = {"version": post.version, "link": LINK}
        answer = sign_in(cast.dan).post(url("post-step", post, slug="publish"), said)
        page = answer.content.decode()
        assert answer.status_code == 409
        assert QUICKER in page
        assert "Maya Lindqvist" in page
        assert DONE not in page

    def test_what_is_sent_again_much_later_is_given_back(self, scene, cast, sign_in):
        """By then it may say something else: nothing that was typed is lost."""
        post = scene.submitted()
        said = {"version": post.version, "body": "Say more of the beans."}
        client, path = sign_in(cast.maya), url("post-step", post, slug="send-back")
        client.post(path, said)
        with clock.at(clock.now() + dt.timedelta(minutes=5)):
            page = client.post(path, said | {"body": "And of the soil."}).content.decode()
        assert OWN in page
        assert QUICKER not in page
        assert "And of the soil." in page

    def test_what_is_noted_without_a_step_too(self, scene, cast, sign_in):
        post = scene.ready()
        said = {"seen": post.version, "link": LINK, "reason": "A burst pipe."}
        publishing_posts.publish_at_once(post, actor=cast.dan, **said)
        said = {"agrees": "True", "version": fresh(post).version}
        page = twice(sign_in(cast.olive), url("post-step", post, slug="read-after"), said)
        assert DONE in page

    def test_agreeing_twice(self, scene, cast, sign_in):
        post = scene.submitted()
        assert DONE in twice(sign_in(cast.maya), url("post-read", post), {"version": post.version})

    def test_a_change_of_an_account(self, cast, sign_in):
        account = live_account(cast)
        path = reverse("account-official-step", args=[account.pk, "purpose"])
        client = sign_in(cast.dan)
        form = client.get(path).context["form"]
        said = {
            "drawn": form.initial["drawn"],
            "version": account.version,
            "objectives": "A",
            "outcomes": "B",
        }
        page = twice(client, path, said)
        assert OWN in page
        assert QUICKER not in page


class TestWriting:
    def test_words_that_are_typed_again_after_back_count(self, scene, cast, sign_in):
        post = scene.draft()
        said = {"account": scene.account.pk, "kind": "life", "objective": "Our days", "version": post.version}
        pia = sign_in(cast.pia)
        pia.post(url("post-words", post), said | {"text": "We sowed bens."})
        answer = pia.post(url("post-words", post), said | {"text": "We sowed beans."})
        assert answer.status_code == 302
        assert fresh(post).text == "We sowed beans."

    def test_but_never_over_the_words_of_a_colleague(self, scene, cast, sign_in):
        post = scene.draft()
        said = {"account": scene.account.pk, "kind": "life", "objective": "Our days", "version": post.version}
        sign_in(cast.pia).post(url("post-words", post), said | {"text": "Hers."})
        sign_in(cast.dan).post(
            url("post-words", post), said | {"version": fresh(post).version, "text": "His."}
        )
        answer = sign_in(cast.pia).post(url("post-words", post), said | {"text": "Hers again."})
        assert answer.status_code == 409
        assert fresh(post).text == "His."

    def test_nor_is_what_was_handed_in_taken_back_by_it(self, scene, cast, sign_in):
        post = scene.ready()
        pia = sign_in(cast.pia)
        pia.post(url("post-step", post, slug="hand-in"), {"version": post.version})
        answer = pia.post(url("post-checks", post), {"version": post.version} | dict.fromkeys(CHECKS, "on"))
        assert answer.status_code == 409
        assert OWN in answer.content.decode()
        assert fresh(post).state == "submitted"

    def test_a_picture_is_added_once(self, scene, cast, sign_in):
        post, pia = scene.draft(), sign_in(cast.pia)
        said = {"version": post.version, "alt_text": "A bean"}
        for _press in range(2):
            answer = pia.post(url("post-pictures", post), said | {"file": sent()})
            assert answer.status_code == 302
        assert post.pictures.shown().count() == 1
        other = said | {"alt_text": "Another bean", "file": sent(content=picture_files.encoded())}
        assert pia.post(url("post-pictures", post), other).status_code == 409

    def test_a_picture_is_taken_out_once(self, scene, cast, sign_in):
        post = scene.draft(picture=True)
        path = url("post-picture", post, picture_pk=post.pictures.get().pk)
        page = twice(sign_in(cast.pia), path, {"version": post.version, "do": "remove"})
        assert "taken out and deleted" in page

    def test_a_hazard_is_added_and_removed_once(self, cast, sign_in):
        row, dan = risk_rows.draft(risk_rows.platform(), cast), sign_in(cast.dan)
        hazard = risk_rows.hazard(cast, title="A name on a peg").to_json()
        said = {name: value for name, value in hazard.items() if name not in ("key", "action")}
        twice(dan, reverse("risk-hazard-add", args=[row.pk]), said | {"version": row.version})
        row.refresh_from_db()
        assert [one["title"] for one in row.draft].count("A name on a peg") == 1
        gone = reverse("risk-hazard-remove", args=[row.pk, row.draft[0]["key"]])
        assert DONE in twice(dan, gone, {"version": row.version})

    def test_a_control_is_planned_once(self, cast, sign_in):
        row = risk_rows.draft(risk_rows.platform(), cast)
        said = {
            "version": row.version, "title": "Set the filter", "owner": cast.pia.pk,
            "due_on": clock.today() + dt.timedelta(days=9),
        }  # fmt: skip
        path = reverse("risk-control", args=[row.pk, row.draft[0]["key"]])
        assert QUICKER not in twice(sign_in(cast.dan), path, said)
        assert cast.pia.plan_actions.count() == 1


class TestOthers:
    def test_a_take_down_and_the_word_to_a_parent(self, scene, cast, sign_in):
        # By hand: she has no address.
        Person.objects.filter(pk=scene.mother.pk).update(email="")
        post = scene.published(cast.kit)
        scene.withdraws()
        taking_down.reconcile()
        row = TakeDown.objects.get()
        path = reverse("takedown-step", args=[row.pk, "start"])
        assert DONE in twice(sign_in(cast.dan), path, {})
        takedown_scene.gone(post, cast.dan)
        word = TakeDownWord.objects.get()
        told = twice(sign_in(cast.maya), reverse("takedowns-to-tell"), {"row": word.pk, "how": "spoken"})
        assert "noted already" in told

    def test_a_platform_a_domain_and_what_families_are_told(self, cast, sign_in):
        maya = sign_in(cast.maya)
        path = reverse("social-platform-change", args=["zoom"])
        drawn = maya.get(path).context["form"].initial
        said = {name: value for name, value in drawn.items() if value is not None}
        page = twice(maya, path, said | {"min_age": 16, "terms_checked_on": clock.today().isoformat()})
        assert DONE in page
        assert Platform.objects.get(pk="zoom").min_age == 16
        our_domain()
        domain = MailDomain.objects.filter(is_ours=True).get().pk
        assert DONE in twice(maya, reverse("social-domain-end"), {"domain": domain})
        word = {"title": "How we post", "body": "Words.", "begins_on": clock.today().isoformat(), "seen": "0"}
        word["publish"] = "1"
        assert maya.post(reverse("families-word-write"), word).status_code == 302
        next_one = word | {"seen": "1", "what_changed": "A line on comments."}
        assert DONE in twice(maya, reverse("families-word-write"), next_one)
        assert FamilyWord.objects.count() == 2

    def test_a_holder_who_is_taken_away(self, cast, sign_in):
        account = live(cast)
        row = account.holders.get(person=cast.dan)
        page = twice(sign_in(cast.maya), reverse("account-holder-step", args=[row.pk, "end"]), {})
        assert "They hold it no longer." in page
