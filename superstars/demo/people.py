"""Who is who at Super Stars Pre-school. All of them are invented.

`who` is what the sign-in page says about somebody; whoever has none has no sign-in.
Addresses are of a reserved domain: nobody is ever written to by mistake.
"""

import dataclasses
import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts import actions
from accounts.models import Child, Person, Role, Tie
from workflow import clock
from workflow.actors import System

SET_UP = System("set-up")
DOMAIN = "superstars.example"
NAME = "Super Stars Pre-school"


@dataclasses.dataclass(frozen=True)
class Someone:
    """One person of the demo: by what key the stories know them, their roles, and since which year."""

    key: str
    given_name: str
    family_name: str
    roles: tuple[str, ...]
    year: int
    who: Any = ""

    @property
    def email(self) -> str:
        return f"{self.key}@{DOMAIN}" if self.who else ""

    @property
    def since(self) -> dt.date:
        return dt.date(self.year, 9, 1)


LEADERS = (
    Someone(
        "rosalind",
        "Rosalind",
        "Achebe",
        (Role.OWNER,),
        2014,
        _(
            "Owns the pre-school. Takes over whenever the manager could be involved, and is told when a "
            "deadline is missed."
        ),
    ),
    Someone(
        "hannah",
        "Hannah",
        "Whitlock",
        (Role.MANAGER, Role.DSL),
        2017,
        _(
            "Runs the pre-school day by day and is its Designated Safeguarding Lead: most reports reach "
            "her first."
        ),
    ),
    Someone(
        "marcus",
        "Marcus",
        "Oyelaran",
        (Role.DEPUTY_MANAGER, Role.DEPUTY_DSL),
        2019,
        _(
            "Stands in for Hannah, and is the second person who looks before a case is closed. Leah is his "
            "sister."
        ),
    ),
)
TEAM = (
    Someone(
        "priya",
        "Priya",
        "Raman",
        (Role.PRACTITIONER,),
        2018,
        _("Key person in the Planets room. Has sent reports, added to one, and left one half written."),
    ),
    Someone(
        "tom",
        "Tom",
        "Ellery",
        (Role.PRACTITIONER,),
        2021,
        _("Works in the Comets room. Once had to report his own manager: see what he can still read of it."),
    ),
    Someone(
        "zofia",
        "Zofia",
        "Nowak",
        (Role.PRACTITIONER, Role.PARENT),
        2020,
        _("Practitioner, and Maja’s mother: one person with two roles, one sign-in, and one register entry."),
    ),
    Someone(
        "leah",
        "Leah",
        "Oyelaran",
        (Role.PRACTITIONER,),
        2022,
        _("Practitioner, and the deputy’s sister: he never sees what is about her."),
    ),
    Someone(
        "bethan",
        "Bethan",
        "Pryce",
        (Role.PRACTITIONER,),
        2016,
        _(
            "Practitioner for many years. Sent a report about all leaders at once, which nobody inside can "
            "open."
        ),
    ),
    Someone("kerry", "Kerry", "Dunn", (Role.PRACTITIONER,), 2023),
    Someone(
        "gloria",
        "Gloria",
        "Mensah",
        (Role.SUPPORT,),
        2015,
        _("Kitchen and office. Reports like everybody else, and has an action to do."),
    ),
    Someone(
        "arthur",
        "Arthur",
        "Finch",
        (Role.VOLUNTEER,),
        2024,
        _("Retired; comes on Thursdays to read stories. Volunteers report too."),
    ),
    Someone(
        "callum",
        "Callum",
        "Reid",
        (Role.CONTRACTOR,),
        2025,
        _("Leads forest school for a firm of his own. Would rather not say whom his report is about."),
    ),
    Someone(
        "june",
        "June",
        "Okoro",
        (Role.VISITOR,),
        2026,
        _("Speech and language therapist who visits now and then. Has reported nothing yet."),
    ),
    Someone(
        "ingrid",
        "Ingrid",
        "Lowe",
        (Role.INSPECTOR,),
        2026,
        _("Inspects the pre-school. Reads what she is granted, and here that is nothing yet; cannot report."),
    ),
    Someone(
        "jonas",
        "Jonas",
        "Berg",
        (Role.TECHNICAL_ADMIN,),
        2022,
        _("Looks after the computers. Runs everything and sees no case at all."),
    ),
)
FAMILIES = (
    Someone(
        "sophie",
        "Sophie",
        "Bell",
        (Role.PARENT,),
        2025,
        _("Alfie’s mother. Found a picture of him online and told the pre-school."),
    ),
    Someone("neil", "Neil", "Bell", (Role.PARENT,), 2025),
    Someone(
        "amira",
        "Amira",
        "Haddad",
        (Role.PARENT,),
        2025,
        _("Mother of Noor and Sami. Has reported nothing; can at any time."),
    ),
    Someone("yusuf", "Yusuf", "Haddad", (Role.PARENT,), 2025),
    Someone("chloe", "Chloe", "Turner", (Role.PARENT,), 2025),
    Someone(
        "olena",
        "Олена",
        "Коваленко",
        (Role.PARENT,),
        2026,
        _("Mother of Danylo. Writes her name in its own letters, as everybody may."),
    ),
)
EVERYBODY = LEADERS + TEAM + FAMILIES

# Key, given and family name, age in months when the demo is told, room, parents.
CHILDREN = (
    ("alfie", "Alfie", "Bell", 45, "Planets", ("sophie", "neil")),
    ("noor", "Noor", "Haddad", 52, "Planets", ("amira", "yusuf")),
    ("sami", "Sami", "Haddad", 29, "Comets", ("amira", "yusuf")),
    ("mia", "Mia", "Turner", 41, "Planets", ("chloe",)),
    ("danylo", "Данило", "Коваленко", 38, "Comets", ("olena",)),
    ("maja", "Maja", "Nowak", 33, "Comets", ("zofia",)),
    ("kofi", "Kofi", "Asante", 26, "Comets", ()),
)

DAYS_PER_MONTH = 30.44
ON_THE_FORM, AT_RECRUITMENT = "Registration form", "Told us at recruitment"


@dataclasses.dataclass(frozen=True)
class Register:
    """Everybody by the key under which the stories know them."""

    people: dict[str, Person]
    children: dict[str, Child]


def fill_register() -> Register:
    """Enter everybody as it is done in life: the owner enters leaders, the manager all others."""
    actions.name_organisation(NAME)
    owner = _enter(LEADERS[0], actor=SET_UP)
    people = {LEADERS[0].key: owner}
    people |= {one.key: _enter(one, actor=owner) for one in LEADERS[1:]}
    manager = people["hannah"]
    people |= {one.key: _enter(one, actor=manager) for one in TEAM + FAMILIES}
    actions.tie(people["leah"], people["marcus"], Tie.Kind.RELATIVE, actor=owner, source=AT_RECRUITMENT)
    return Register(people, _enter_children(people, manager))


def _enter(one: Someone, *, actor: Person | System) -> Person:
    person = actions.add_person(
        actor=actor, given_name=one.given_name, family_name=one.family_name, email=one.email
    )
    for role in one.roles:
        actions.give_role(person, role, actor=actor, starts_on=one.since)
    if one.email:
        actions.invite(person, actor=actor)
    return Person.objects.get(pk=person.pk)


def _enter_children(people: dict[str, Person], manager: Person) -> dict[str, Child]:
    children = {}
    for key, given_name, family_name, months, room, parents in CHILDREN:
        children[key] = actions.add_child(
            actor=manager,
            given_name=given_name,
            family_name=family_name,
            born_on=clock.today() - dt.timedelta(days=round(months * DAYS_PER_MONTH)),
            room=room,
        )
        for parent in parents:
            actions.tie(people[parent], children[key], Tie.Kind.PARENT, actor=manager, source=ON_THE_FORM)
    return children
