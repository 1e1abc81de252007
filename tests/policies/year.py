"""A setting that lives with its policies day by day: who works there, and what each does when.

Twelve staff, a visitor and a parent; eight policies with reviews all through the year. Some sign at
once, some late, one only when the manager has been told often; people leave and begin.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator

import time_machine
from django.core import mail

from accounts import actions as people
from accounts.models import Person, Role
from notifications import sweeps
from policies import evidence
from policies.actions import asking, beginning, planning, registering, reminding, reviewing, signing
from policies.models import AcknowledgementRequest, Policy, Review
from policies.selectors import words
from tests.cast import SET_UP, Cast, make_person
from tests.policies.signatures import STAFF, make_policy, next_version, shown
from workflow.working_days import LONDON

FIRST = dt.date(2026, 1, 5)
DAY = dt.timedelta(days=1)
POLICIES = 8
# Who signs how many days after they were asked; others after three.
SIGNS_AFTER = {"Sam": 10, "Vera": 18, "Lena": 24, "Omar": 40, "Petra": 16, "Viktor": 9}
ASKS_FIRST = {"Nora"}
# Day of the year: somebody begins, or leaves.
BEGIN = {60: ("Ravi", Role.PRACTITIONER), 200: ("June", Role.SUPPORT), 230: ("Tom", Role.PRACTITIONER)}
LEAVE = {150: "Gus", 300: "Ravi"}
# Reviews that are done late, and those that end in a new version: by number of the policy.
LATE_DAYS = {2: 20, 5: 40}
NEW_VERSION = {1: True, 3: False, 6: True}
ROLES = {
    "owner": ["Olive"],
    "manager": ["Maya"],
    "practitioner": ["Pia", "Sam", "Lena", "Omar", "Nora", "Iris", "Hal"],
    "visitor": ["Viktor"],
    "parent": ["Petra"],
}


def moment(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour, minute), tzinfo=LONDON)


class Year:
    """`mails` holds who was written to on which day; `live` goes on to the next day."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.today = FIRST
        self.mails: dict[str, list[dt.date]] = defaultdict(list)
        with time_machine.travel(moment(FIRST, 8), tick=False):
            self._begin()

    def _begin(self) -> None:
        self.people = {person.given_name: person for person in self._staff()}
        self.people |= {name: getattr(self.cast, name.lower()) for name in ("Viktor", "Petra")}
        for number in range(POLICIES):
            # Last reviewed in each month and a half of the year before.
            since = FIRST - dt.timedelta(days=360 - number * 45)
            make_policy(
                self.cast,
                *STAFF,
                Role.VOLUNTEER,
                *([Role.PARENT] if number < 2 else []),
                code=f"policy-{number}",
                title=f"Policy {number}",
                notice_for=(Role.VISITOR,) if number < 1 else (),
                since=since,
            )

    def _staff(self) -> Iterator[Person]:
        cast = self.cast
        yield from (cast.olive, cast.maya, cast.dan, cast.pia, cast.sam, cast.vera)
        for name in ("Lena", "Omar", "Nora", "Gus", "Iris"):
            yield make_person(name, "Staff", Role.PRACTITIONER)
        yield make_person("Hal", "Staff", Role.SUPPORT)

    def live(self, days: int) -> None:
        """Go on by so many days: the night's sweeps, two rounds of reminders and digests, people's work."""
        for _day in range(days):
            self._sweep(moment(self.today, 0, 2), beginning.sweep_beginnings, reviewing.sweep_reviews)
            for hour in (7, 12):
                self._sweep(moment(self.today, hour, 7), asking.sweep_requests)
                self._sweep(moment(self.today, hour, 20), reminding.sweep_reminders)
                self._sweep(moment(self.today, hour, 30), sweeps.send_digests)
            self._note_mails()
            with time_machine.travel(moment(self.today, 14), tick=False):
                self._work()
            self.today += DAY

    def _sweep(self, at: dt.datetime, *done: object) -> None:
        with time_machine.travel(at, tick=False):
            for sweep in done:
                sweep()

    def _note_mails(self) -> None:
        for sent in mail.outbox:
            for address in sent.to:
                self.mails[address.partition("@")[0].capitalize()].append(self.today)
        mail.outbox.clear()

    def _work(self) -> None:
        number = (self.today - FIRST).days
        if number in BEGIN:
            name, role = BEGIN[number]
            self.people[name] = make_person(name, "Staff", role)
        if number in LEAVE:
            people.leave(self.people[LEAVE[number]], actor=SET_UP, left_on=self.today)
        if number % 30 == 10:
            self._plan(number)
        if self.today.weekday() < 5:
            self._sign()
            self._review()

    def _sign(self) -> None:
        rows = AcknowledgementRequest.objects.to_sign().with_answer().select_related("version__policy")
        for request in rows.order_by("asked_at", "pk"):
            person = next(one for one in self.people.values() if one.pk == request.person_id)
            asked = (self.today - request.asked_at.astimezone(LONDON).date()).days
            if request.answer == "question":
                self._reply(request, asked)
            elif person.given_name in ASKS_FIRST and not request.answer and asked >= 3:
                signing.ask_question(request, actor=person, shown=shown(request), note="Why?")
            elif asked >= SIGNS_AFTER.get(person.given_name, 3) and words.is_current(request):
                signing.sign(request, actor=person, shown=shown(request), typed_name=person.name)

    def _reply(self, request: AcknowledgementRequest, asked: int) -> None:
        if asked >= 8:
            seen = request.answers.count()
            registering.reply(request, actor=self.cast.maya, seen=seen, note="Because.")

    def _review(self) -> None:
        """A week before it is due, or late; one at a time."""
        for review in Review.objects.open().filter(state="open").select_related("policy").order_by("due_on"):
            number = int(review.policy.code.removeprefix("policy-"))
            if self.today < review.due_on + dt.timedelta(days=LATE_DAYS.get(number, -7)):
                continue
            said = {one.code: "Nothing." for one in evidence.questions()}
            if number not in NEW_VERSION:
                reviewing.no_change(review, actor=self.cast.maya, seen=review.version, said=said)
                continue
            reviewing.change(review, actor=self.cast.maya, seen=review.version, said=said)
            policy = Policy.objects.get(pk=review.policy_id)
            next_version(policy, self.cast, is_major=NEW_VERSION[number], day=self.today + 10 * DAY)

    def _plan(self, number: int) -> None:
        """Each month somebody is to do something; every third is a week late."""
        planning.add_action(
            actor=self.cast.maya,
            title="Look at the poster in the hall",
            owner=self.cast.pia,
            due_on=self.today + 14 * DAY,
        )
        for action in self.cast.pia.plan_actions.filter(state="open", due_on__lt=self.today + 7 * DAY):
            planning.claim(action, actor=self.cast.pia, seen=action.version, body="Looked at it.")
            action.refresh_from_db()
            planning.verify(action, actor=self.cast.dan, seen=action.version, body="Seen.")

    def most(self) -> dict[str, tuple[int, int]]:
        """Role → the most mails that one person in it had in a week (from Monday), and in the whole time."""
        return {
            role: (
                max(self._in_a_week(name) for name in names),
                max(len(self.mails.get(name, [])) for name in names),
            )
            for role, names in ROLES.items()
        }

    def _in_a_week(self, name: str) -> int:
        weeks = Counter((day - FIRST).days // 7 for day in self.mails.get(name, []))
        return max(weeks.values(), default=0)
