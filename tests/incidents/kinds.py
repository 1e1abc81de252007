"""One person of every kind around one case: who may do what is asked of each of them.

Each has an access row unless the name says otherwise.
"""

from typing import Any

from accounts import actions
from accounts.models import Person, Role
from incidents.models import Access, Case, CaseAction, CaseReport, Recusal, Report, Subject
from tests.cast import SET_UP, SINCE, Cast, make_person
from workflow import clock
from workflow.actors import System
from workflow.models import ChainHead, WorkflowModel

LEAD, INFORMED = Access.Capacity.LEAD, Access.Capacity.INFORMED


def stored(obj: WorkflowModel) -> Any:
    """A row with a chain to go on, as if it had been made by an action."""
    obj.save()
    ChainHead.objects.create(object_type=obj._meta.label_lower, object_id=obj.pk, sequence=0, hash="")
    return obj


class Kinds:
    """A routine case that Pia wrote, one of its actions, and everybody by kind."""

    def __init__(self, cast: Cast) -> None:
        self.case: Case = stored(Case(urgency="3-routine", support_level=1))
        self.other: Case = stored(Case())
        self.report: Report = stored(Report(author=cast.pia, report_type="concern", body="Words"))
        CaseReport.objects.create(case=self.case, report=self.report)
        self.action: CaseAction = stored(
            CaseAction(case=self.case, title="Ring", owner=cast.sam, due_on=clock.today())
        )
        self.people: dict[str, Any] = {
            "lead": self._reader(LEAD, Role.MANAGER, Role.DSL),
            "second": self._reader(LEAD, Role.DEPUTY_MANAGER, Role.DEPUTY_DSL),
            "proposer": self._reader(LEAD, Role.DEPUTY_DSL),
            "owner_lead": self._reader(LEAD, Role.OWNER),
            "owner": self._reader(INFORMED, Role.OWNER),
            "manager": self._reader(INFORMED, Role.MANAGER),
            "deputy_lead": self._reader(LEAD, Role.DEPUTY_MANAGER),
            "reader": self._reader(INFORMED, Role.DEPUTY_DSL),
            "wrote": self._reader(LEAD, Role.DSL),
            "author": cast.pia,
            "doer": cast.sam,
            "no_access": make_person("Noa", "Kind", Role.DSL),
            "conflicted": self._reader(LEAD, Role.DSL),
            "related": self._reader(LEAD, Role.DSL),
            "recused": self._reader(LEAD, Role.DSL),
            "ended": self._reader(LEAD, Role.DSL, revoked_at=clock.now()),
            "left_the_role": self._reader(LEAD, Role.PRACTITIONER),
            "inspector": self._reader(LEAD, Role.INSPECTOR),
            "technical_admin": self._reader(LEAD, Role.TECHNICAL_ADMIN),
            "system": System("sweep"),
        }
        self._say_who_is_in_conflict()
        written = stored(Report(author=self.people["wrote"], report_type="concern", body="Words"))
        CaseReport.objects.create(case=self.case, report=written)
        Case.objects.filter(pk=self.case.pk).update(proposed_by=self.people["proposer"], ending="close")

    def _reader(self, capacity: str, *roles: str, **ended: Any) -> Person:
        person = make_person(f"Person{Person.objects.count()}", "Kind", *roles)
        Access.objects.create(case=self.case, person=person, capacity=capacity, rule="x", **ended)
        return person

    def _say_who_is_in_conflict(self) -> None:
        conflicted = self.people["conflicted"]
        Subject.objects.create(case=self.case, person=conflicted)
        actions.tie(
            self.people["related"], conflicted, "partner", actor=SET_UP, source="Said so", starts_on=SINCE
        )
        Recusal.objects.create(case=self.case, person=self.people["recused"])
