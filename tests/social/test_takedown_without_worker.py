"""No worker runs: a No brings down what is live all the same, and who opens a board is told that nobody sweeps."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from kombu.exceptions import OperationalError

from consents.signals import permission_lost
from social import receivers, tasks
from social.actions import taking_down
from social.models import TakeDown
from social.selectors.last_look import SWEEP, missed
from tests.social.post_scene import PostScene, fresh
from workflow import clock
from workflow.engine import NotAllowed
from workflow.models import SweepRun
from workflow.sweeps import LATE

pytestmark = pytest.mark.django_db
BOARDS = ("board", "board-today", "takedowns")


@pytest.fixture
def scene(cast) -> PostScene:
    return PostScene(cast)


@pytest.fixture
def no_worker(monkeypatch) -> list[str]:
    """The broker is away; returns the names of the tasks that nobody took."""
    lost: list[str] = []

    for task in (tasks.reconcile_takedowns, tasks.return_posts):

        def refuse(*args, name=task.name, **kwargs):
            lost.append(name)
            raise OperationalError

        monkeypatch.setattr(task, "apply_async", refuse)
    return lost


def text(page) -> str:
    return page.content.decode()


class TestAtOnce:
    def test_the_page_that_takes_back_a_yes_opens_the_take_down_itself(
        self, cast, scene, no_worker, django_capture_on_commit_callbacks
    ):
        live, agreed = scene.published(cast.kit), scene.approved(cast.kit)
        with django_capture_on_commit_callbacks(execute=True):
            scene.withdraws()
        assert TakeDown.objects.open().get().post == live
        assert fresh(agreed).state == "changes_requested"
        # A worker that comes later is asked as well.
        assert {"social.tasks.reconcile_takedowns", "social.tasks.return_posts"} <= set(no_worker)

    def test_no_more_than_a_page_can_carry_and_the_sweep_finds_the_rest(
        self, cast, scene, no_worker, monkeypatch, django_capture_on_commit_callbacks
    ):
        monkeypatch.setattr(receivers, "AT_ONCE", 1)
        for _n in range(3):
            scene.published(cast.kit)
        with django_capture_on_commit_callbacks(execute=True):
            scene.withdraws()
        assert TakeDown.objects.count() == 1
        # Whoever looked at a few has not looked for all.
        assert not SweepRun.objects.filter(name=SWEEP).exists()
        tasks.sweep_takedowns()
        assert TakeDown.objects.count() == 3

    def test_a_fault_of_it_never_stops_the_withdrawal(
        self, cast, scene, no_worker, monkeypatch, django_capture_on_commit_callbacks
    ):
        live = scene.published(cast.kit)

        def breaks(*args, **kwargs):
            raise RuntimeError

        monkeypatch.setattr(taking_down, "reconcile", breaks)
        with django_capture_on_commit_callbacks(execute=True):
            scene.withdraws()
        monkeypatch.undo()
        assert not TakeDown.objects.exists()
        tasks.sweep_takedowns()
        assert TakeDown.objects.get().post == live

    def test_the_signal_still_asks_the_worker(self, cast, scene, monkeypatch):
        heard = []
        monkeypatch.setattr(receivers, "hurry", lambda task, *args: heard.append(task.name))
        permission_lost.send(sender=None, child_ids=[cast.kit.pk])
        assert "social.tasks.reconcile_takedowns" in heard


class TestBoards:
    @pytest.mark.parametrize("name", BOARDS)
    def test_they_say_since_when_nobody_has_looked_and_nothing_while_it_is_on_time(
        self, cast, scene, sign_in, name
    ):
        pia = sign_in(cast.pia)
        assert "something may be missing" not in text(pia.get(reverse(name)))
        scene.published(cast.kit)
        assert "Nobody has looked yet what must come down" in text(pia.get(reverse(name)))
        tasks.sweep_takedowns()
        assert "something may be missing" not in text(pia.get(reverse(name)))
        with time_machine.travel(clock.now() + LATE + dt.timedelta(seconds=1)):
            page = text(pia.get(reverse(name)))
        assert "What must come down was last looked for on" in page
        assert reverse("takedowns-look") not in page

    def test_a_leader_has_it_looked_without_a_worker(self, cast, scene, sign_in, no_worker):
        live = scene.published(cast.kit)
        # Nobody takes this yes back: its last day comes.
        with time_machine.travel(clock.now() + dt.timedelta(days=900)):
            maya = sign_in(cast.maya)
            assert reverse("takedowns-look") in text(maya.get(reverse("takedowns")))
            answer = maya.post(reverse("takedowns-look"), follow=True)
            assert "Looked just now." in text(answer)
            assert "Super Stars on Instagram" in text(answer)
            assert TakeDown.objects.get().post == live
            assert missed(cast.maya) is None

    def test_nobody_else_has_it_looked(self, cast, scene, sign_in):
        scene.published(cast.kit)
        for person in (cast.pia, cast.petra, cast.ines):
            assert sign_in(person).post(reverse("takedowns-look")).status_code == 403
            with pytest.raises(NotAllowed):
                taking_down.look_now(actor=person)
        assert not SweepRun.objects.filter(name=SWEEP).exists()
