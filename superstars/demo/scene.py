"""What every story has: the people and their days."""

import dataclasses

from accounts.models import Child, Person
from incidents.actions.reporting import Named
from incidents.models import ReportPerson
from superstars.demo.days import Days
from superstars.demo.people import Register


@dataclasses.dataclass(frozen=True)
class Scene:
    """The register and the calendar of the demo."""

    register: Register
    days: Days

    def who(self, key: str) -> Person:
        """Somebody, as the database knows them at this moment."""
        return Person.objects.get(pk=self.register.people[key].pk)

    def child(self, key: str) -> Child:
        return self.register.children[key]

    def children(self, *keys: str) -> tuple[Named, ...]:
        """Children whom a report concerns."""
        return tuple(Named(part=ReportPerson.Part.CHILD, child=self.child(key)) for key in keys)
