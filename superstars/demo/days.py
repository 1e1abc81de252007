"""How the demo lives through its weeks: stories that wait, and what beat does meanwhile.

A story is a generator. It yields the moment at which it wants to go on, and goes on
when the demo's clock has come to it; so each reads from top to bottom, though they
happen among each other.
"""

import datetime as dt
import heapq
from collections.abc import Callable, Iterable, Iterator
from zoneinfo import ZoneInfo

from consents.actions import requesting
from incidents.actions import doing, drafting, escalating, routing
from notifications import sweeps
from policies.actions import asking, beginning, reminding, reviewing
from social.actions import informing, moderating, reminding_of_risks, standing, taking_down
from social.actions import reminding as reminding_of_access
from superstars import sealing
from workflow import clock
from workflow.models import Calendar
from workflow.working_days import is_working_day

Moments = Iterator[dt.datetime]

LONDON = ZoneInfo("Europe/London")
# Working days: some six weeks, so that the oldest stories have long ended.
DAYS_LIVED = 32
OPENS, CLOSES = dt.time(8), dt.time(18)


class Days:
    """Moments as people tell them: so many working days ago, at such a time in London."""

    def __init__(self, now: dt.datetime) -> None:
        self.now = now
        self._calendar = Calendar.objects.get(code="weekday")
        self._periods = list(self._calendar.periods.all())
        self._back = [self._before(self.today)]
        while len(self._back) < DAYS_LIVED:
            self._back.append(self._before(self._back[-1]))

    @property
    def first(self) -> dt.datetime:
        """Early on the first day, before anybody else is there."""
        return self.ago(DAYS_LIVED, "07:45")

    def ago(self, working_days: int, time: str) -> dt.datetime:
        """The moment `time` ("10:20") on the day that many working days before today (from 1)."""
        return self._at(self.day(working_days), dt.time.fromisoformat(time))

    def day(self, working_days: int) -> dt.date:
        """The date that many working days before today."""
        return self._back[working_days - 1]

    def eve_of_working_day(self, working_days: int) -> int:
        """The nearest such number, from `working_days` on, whose next day is a working day too."""
        day = dt.timedelta(days=1)
        return next(n for n in range(working_days, DAYS_LIVED) if self.day(n) + day == self.day(n - 1))

    @property
    def today(self) -> dt.date:
        return self.now.astimezone(LONDON).date()

    def ahead(self, working_days: int) -> dt.date:
        """The date that many working days after today."""
        day = self.today
        while working_days:
            day += dt.timedelta(days=1)
            working_days -= self._works(day)
        return day

    def lately(self, minutes: int) -> dt.datetime:
        """So many minutes ago; when nobody was there then, just after the last working day."""
        moment = self.now - dt.timedelta(minutes=minutes)
        local = moment.astimezone(LONDON)
        if self._works(local.date()) and OPENS <= local.time() < CLOSES:
            return moment
        if self._works(local.date()) and local.time() >= CLOSES:
            return self._at(local.date(), CLOSES)
        return self._at(self._before(local.date()), CLOSES)

    def calendar_days(self) -> Iterator[dt.date]:
        """Every day from the second one to today; on the first the register was filled."""
        day = self._back[-1]
        while day < self.today:
            day += dt.timedelta(days=1)
            yield day

    def routine(self) -> Moments:
        """What the beat schedule does, as often as the stories need it; ends with the present."""
        for day in self.calendar_days():
            for time, sweep in _ROUTINE:
                if sweep is not _write_digests or self._works(day):
                    yield self._at(day, time)
                    sweep()

    def _before(self, day: dt.date) -> dt.date:
        earlier = day - dt.timedelta(days=1)
        while not self._works(earlier):
            earlier -= dt.timedelta(days=1)
        return earlier

    def _works(self, day: dt.date) -> bool:
        return is_working_day(day, self._calendar, self._periods)

    def _at(self, day: dt.date, time: dt.time) -> dt.datetime:
        return dt.datetime.combine(day, time, tzinfo=LONDON).astimezone(dt.UTC)


def _begin_policies() -> None:
    beginning.sweep_beginnings()
    reviewing.sweep_reviews()
    asking.sweep_requests()


def _ask_families() -> None:
    requesting.sweep_requests()
    requesting.sweep_reminders()


def _who_is_here() -> None:
    """Whoever left yesterday uses nothing from now on."""
    standing.reconcile()
    standing.sweep_expired()


def _look_after_pages() -> None:
    moderating.sweep_watches()
    informing.sweep_word()
    taking_down.sweep_takedowns()


def _write_digests() -> None:
    moderating.sweep_reminders()
    informing.sweep_paper_reminders()
    reminding.sweep_reminders()
    reminding_of_risks.sweep_reminders()
    reminding_of_access.sweep_reminders()
    doing.remind_of_actions()
    sweeps.send_digests()


# When, and what. Deadlines are looked at a little after each could be missed.
_ROUTINE: tuple[tuple[dt.time, Callable[[], object]], ...] = (
    (dt.time(0, 2), _begin_policies),
    (dt.time(0, 11), _who_is_here),
    (dt.time(2, 5), escalating.sweep_deadlines),
    (dt.time(2, 15), sealing.seal_and_tell_owner),
    (dt.time(2, 45), drafting.purge_drafts),
    (dt.time(6, 5), escalating.sweep_deadlines),
    (dt.time(7, 30), _write_digests),
    (dt.time(9, 10), _ask_families),
    (dt.time(9, 14), _look_after_pages),
    (dt.time(10, 5), escalating.sweep_deadlines),
    (dt.time(12, 7), _begin_policies),
    (dt.time(14, 5), escalating.sweep_deadlines),
    (dt.time(17, 5), escalating.sweep_deadlines),
    (dt.time(18, 5), escalating.sweep_deadlines),
    (dt.time(22, 5), escalating.sweep_deadlines),
)


def live_through(stories: Iterable[Moments], until: dt.datetime) -> None:
    """Go on with whichever story comes next, until none is left or the present has come."""
    waiting = [(next(story), number, story) for number, story in enumerate(stories)]
    heapq.heapify(waiting)
    while waiting:
        moment, number, story = heapq.heappop(waiting)
        if moment > until:
            continue
        with clock.at(moment):
            later = next(story, None)
            routing.sweep_unrouted()
            sweeps.sweep_outbox()
        if later:
            heapq.heappush(waiting, (later, number, story))
