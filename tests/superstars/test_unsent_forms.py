"""A session that ends while somebody types, on any page: their words are kept, for them and for nobody else."""

import datetime as dt

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.actions import unsent
from accounts.models import Person, UnsentForm
from accounts.tasks import purge_unsent_forms
from incidents.models import Entry
from policies import evidence
from policies.actions import agreeing, drafting
from policies.models import Acknowledgement, PolicyVersion, ReviewAnswer
from tests.accounts.test_second_factor import AUTHENTICATE, LOGIN, code, enrolled, signed_in
from tests.cast import Cast
from tests.policies.conftest import stored
from tests.superstars.drawn_forms import UNSENT, again, form_to, lost, told
from tests.superstars.test_url_roles import World
from workflow import clock

WORDS = "At snack time Kit said: “I do not want to go home.”\r\nThen nothing more."


def plan_note(world: World) -> str:
    return reverse("plan-action-step", args=[world.plan_action.pk, "note"])


@pytest.fixture
def world(cast: Cast, certificate_key: object) -> World:
    found = World(cast)
    UnsentForm.objects.all().delete()
    return found


def with_views_asked(world: World, maya: Person) -> PolicyVersion:
    """The draft, with its words frozen and ready for views."""
    draft = world.policy_draft
    drafting.describe(draft, actor=maya, seen=stored(draft).version, is_major=True, change_summary="Clearer.")
    drafting.confirm_keys(draft, actor=maya, seen=stored(draft).version)
    agreeing.consult(draft, actor=maya, seen=stored(draft).version)
    return draft


def lose_and_find(
    sign_in, person: Person, path: str, page: str, typed: dict[str, str], **hidden: str
) -> Client:
    """Typed, lost, and shown to its author again after sign-in; nothing was done meanwhile."""
    client = sign_in(person)
    answer = lost(client, form_to(client, path, page, **hidden), **typed)
    assert answer.url == f"{LOGIN}?next={UNSENT}"
    assert "What you typed is kept" in client.get(answer.url).content.decode()
    back = sign_in(person)
    shown = told(back)
    assert all(words.partition("\r\n")[0] in shown for words in typed.values())
    return back


def test_words_come_back_and_are_sent_from_everywhere(world, sign_in, cast):
    """Answers of a review, views on a version, a question, a refusal, and the notes of a plan and of a case."""
    maya, pia = cast.maya, cast.pia
    review = reverse("policy-review", args=[world.review.pk])
    asked = evidence.questions()[0].code
    back = lose_and_find(sign_in, maya, review, review, {asked: "Nothing new."})
    assert again(back, review).status_code == 302
    assert ReviewAnswer.objects.get(question=asked).body == "Nothing new."

    consulted = reverse("policy-version-step", args=[with_views_asked(world, maya).pk, "consulted"])
    said = {"group": "staff", "held_on": clock.today().isoformat(), "how": "A talk.", "feedback": WORDS}
    back = lose_and_find(sign_in, maya, consulted, consulted, said)
    assert again(back, consulted).status_code == 302
    assert world.policy_draft.consultations.get().how == "A talk."

    note = plan_note(world)
    back = lose_and_find(sign_in, pia, note, note, {"body": WORDS})
    assert again(back, note).status_code == 302

    case_note = reverse("case-step", args=[world.child_case.pk, "note"])
    back = lose_and_find(sign_in, maya, case_note, case_note, {"body": WORDS})
    assert again(back, case_note).status_code == 302
    assert Entry.objects.filter(body__contains="Then nothing more.").count() == 1

    add = reverse("report-add", args=[world.own_report.pk])
    here = reverse("report", args=[world.own_report.pk])
    back = lose_and_find(sign_in, pia, add, here, {"body": "One more thing."})
    assert f'href="{here}"' in told(back)
    assert again(back, add).status_code == 302

    sign = reverse("policy-sign", args=[world.to_sign.pk])
    back = lose_and_find(sign_in, pia, sign, sign, {"note": "What of my own phone?"}, answer="question")
    assert again(back, sign).status_code == 302
    assert Acknowledgement.objects.get(kind="question").note == "What of my own phone?"
    back = lose_and_find(sign_in, pia, sign, sign, {"note": "I cannot agree."}, answer="decline")
    assert again(back, sign).status_code == 302


def test_a_triage_is_refused_by_its_own_rules_when_somebody_was_quicker(world, sign_in, cast):
    triage = reverse("case-step", args=[world.child_case.pk, "triage"])
    maya = sign_in(cast.maya)
    form = form_to(maya, triage, triage)
    field = next(iter(form.typed))
    lost(maya, form, **{field: "Seen by nobody else."})
    acknowledge = reverse("case-step", args=[world.child_case.pk, "acknowledge"])
    sign_in(cast.dan).post(acknowledge, {"version": dict(form.hidden)["version"]})
    answer = again(sign_in(cast.maya), triage)
    assert answer.status_code in (200, 409)
    assert "Seen by nobody else." in answer.content.decode()


def test_it_is_thrown_away_on_request_and_after_a_day(world, sign_in, cast):
    note = plan_note(world)
    pia = sign_in(cast.pia)
    lost(pia, form_to(pia, note, note), body=WORDS)
    pia = sign_in(cast.pia)
    assert "Typed and not sent" in pia.get("/").content.decode()
    away = reverse("unsent-throw-away", args=[UnsentForm.objects.get().pk])
    assert "cannot be brought back" in pia.get(away).content.decode()
    assert UnsentForm.objects.exists()
    pia.post(away)
    assert not UnsentForm.objects.exists()
    lost(pia, form_to(pia, note, note), body=WORDS)
    row = UnsentForm.objects.get()
    purge_unsent_forms()
    assert UnsentForm.objects.exists()
    UnsentForm.objects.filter(pk=row.pk).update(kept_at=clock.now() - dt.timedelta(hours=24))
    pia = sign_in(cast.pia)
    # A sweep only records what is so already.
    assert pia.get(UNSENT).url == reverse("home")
    assert pia.get(reverse("unsent-throw-away", args=[row.pk])).status_code == 404
    purge_unsent_forms()
    assert not UnsentForm.objects.exists()


def test_what_was_sent_again_stays_for_its_day(world, sign_in, cast):
    """Whatever the page answered: a step that is not possible any more says so, and the words are still there."""
    note = plan_note(world)
    pia = sign_in(cast.pia)
    lost(pia, form_to(pia, note, note), body=WORDS)
    pia = sign_in(cast.pia)
    again(pia, note)
    assert "You sent it again" in told(pia)
    assert "Typed and not sent" not in pia.get("/").content.decode()


def test_a_leaders_second_factor_comes_between_without_loss(world, cast):
    enrolled(cast.maya)
    maya = signed_in(cast.maya)
    case_note = reverse("case-step", args=[world.child_case.pk, "note"])
    answer = lost(maya, form_to(maya, case_note, case_note), body=WORDS)
    assert answer.url == f"{LOGIN}?next={UNSENT}"
    cache.clear()
    typed = {"login": cast.maya.email, "password": "correct-horse-battery", "next": UNSENT}
    assert maya.post(LOGIN, typed).url.startswith(AUTHENTICATE)
    # The password alone shows nothing.
    assert maya.get(UNSENT).url.startswith(LOGIN)
    later = clock.now() + dt.timedelta(seconds=60)
    with time_machine.travel(later, tick=True):
        assert maya.post(AUTHENTICATE, {"code": code()}).url == UNSENT
        assert "Then nothing more." in told(maya)


def test_a_second_factor_asked_in_the_middle_loses_nothing(world, cast, sign_in):
    """A session from before it was set up: the words are kept before it is asked for."""
    case_note = reverse("case-step", args=[world.child_case.pk, "note"])
    form = form_to(sign_in(cast.maya), case_note, case_note)
    old = Client()
    old.force_login(cast.maya.user)
    answer = old.post(case_note, form.filled(body=WORDS))
    assert answer.status_code == 302
    assert "Then nothing more." in told(sign_in(cast.maya))
    assert not Entry.objects.filter(body__contains="nothing more").exists()


def test_the_page_of_what_is_kept_costs_the_same_for_many(cast, sign_in, django_assert_max_num_queries):
    pia = sign_in(cast.pia)
    pia.get("/")
    counts = []
    for number in (1, 6):
        for place in range(number):
            unsent.keep(
                cast.pia, path=f"/policies/plan/{place}", page="/", fields={"note": ["A"]}, had_files=True
            )
        with django_assert_max_num_queries(20) as found:
            assert "choose it again" in told(pia)
        counts.append(len(found.captured_queries))
    assert counts[0] == counts[1]
