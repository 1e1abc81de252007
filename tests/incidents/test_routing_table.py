"""Every row of domain §1.9 by hand: the facts, and who gets it by which rule.

The usual house: Olive owns, Maya manages and is the DSL, Dan is deputy in both. Rows that
need another house say so.
"""

import dataclasses
import uuid

import pytest

from accounts.models import Role
from incidents.routing import Facts, Id, escalate, route

OLIVE, MAYA, DAN, DORA, DINA, PIA, SAM, VERA, COLIN, KIT = PEOPLE = [uuid.UUID(int=n) for n in range(1, 11)]
NAMES = dict(
    zip(PEOPLE, ("Olive", "Maya", "Dan", "Dora", "Dina", "Pia", "Sam", "Vera", "Colin", "Kit"), strict=True)
)

USUAL: dict[str, set[Id]] = {
    Role.OWNER: {OLIVE},
    Role.MANAGER: {MAYA},
    Role.DSL: {MAYA},
    Role.DEPUTY_MANAGER: {DAN},
    Role.DEPUTY_DSL: {DAN},
    Role.PRACTITIONER: {PIA},
    Role.SUPPORT: {SAM},
    Role.VOLUNTEER: {VERA},
    Role.CONTRACTOR: {COLIN},
}
# Dora is the DSL and only that; Dina is the deputy DSL and only that.
APART = {**USUAL, Role.DSL: {DORA}, Role.DEPUTY_DSL: {DINA}}
OWNER_MANAGES = {**USUAL, Role.MANAGER: {OLIVE}, Role.DSL: {OLIVE}}
# Dan is deputy manager and the DSL; Dina is the deputy DSL: usual in larger settings.
DEPUTY_IS_DSL = {**USUAL, Role.DSL: {DAN}, Role.DEPUTY_DSL: {DINA}}


def house(base: dict[str, set[Id]], **changed: set[Id]) -> dict[str, set[Id]]:
    return {**base, **changed}


@dataclasses.dataclass(frozen=True)
class Row:
    """One line of the table."""

    name: str
    rule: str
    leads: set[Id] = dataclasses.field(default_factory=set)
    informed: set[Id] = dataclasses.field(default_factory=set)
    sealed: bool = False
    about: tuple[str, ...] = ()
    subjects: tuple[Id, ...] = ()
    ties: tuple[tuple[Id, Id], ...] = ()
    recused: tuple[Id, ...] = ()
    holders: dict[str, set[Id]] = dataclasses.field(default_factory=lambda: USUAL)

    @property
    def facts(self) -> Facts:
        return Facts(
            holders={role: frozenset(people) for role, people in self.holders.items()},
            subjects=frozenset(self.subjects),
            about=frozenset(self.about),
            ties=frozenset(self.ties),
            recused=frozenset(self.recused),
        )


MANAGER_TIED_TO_DEPUTY = ((DAN, MAYA), (MAYA, DAN))

ROWS = [
    # Child, parent or outsider → DSL + DDSL.
    Row("a child", "coi.child", {MAYA, DAN}, about=("child",), subjects=(KIT,)),
    Row("nobody named", "coi.child", {MAYA, DAN}),
    Row("a child, DSL apart from the manager", "coi.child", {DORA, DINA}, about=("child",), holders=APART),
    Row("a parent about themselves", "coi.child", {MAYA, DAN}, about=("me",), subjects=(uuid.UUID(int=99),)),
    # Practitioner, support, volunteer, contractor → MGR/DSL, DDSL informed.
    Row("a practitioner", "coi.staff", {MAYA}, {DAN}, subjects=(PIA,)),
    Row("support staff", "coi.staff", {MAYA}, {DAN}, subjects=(SAM,)),
    Row("a volunteer", "coi.staff", {MAYA}, {DAN}, subjects=(VERA,)),
    Row("a contractor", "coi.staff", {MAYA}, {DAN}, subjects=(COLIN,)),
    Row("staff, not named", "coi.staff", {MAYA}, {DAN}, about=("staff",)),
    Row("staff and a child", "coi.staff", {MAYA}, {DAN}, about=("child", "staff"), subjects=(KIT, PIA)),
    Row("staff about themselves", "coi.staff", {MAYA}, {DAN}, about=("me",), subjects=(PIA,)),
    Row("staff, DSL apart", "coi.staff", {MAYA, DORA}, {DINA}, subjects=(PIA,), holders=APART),
    Row("staff whose relative is the manager", "coi.staff.fallback", {DAN},
        subjects=(PIA,), ties=((MAYA, PIA),)),
    Row("staff whose relative is the deputy", "coi.staff", {MAYA}, subjects=(PIA,), ties=((DAN, PIA),)),
    # DMG / DDSL → MGR/DSL, owner informed.
    Row("the deputy, by the answer", "coi.deputy", {MAYA}, {OLIVE}, about=("deputy",)),
    Row("the deputy, by name", "coi.deputy", {MAYA}, {OLIVE}, subjects=(DAN,)),
    Row("the deputy about themselves", "coi.deputy", {MAYA}, {OLIVE}, about=("me",), subjects=(DAN,)),
    Row("the deputy and staff", "coi.deputy", {MAYA}, {OLIVE}, about=("deputy", "staff"), subjects=(PIA,)),
    Row("deputy manager apart from DDSL", "coi.deputy", {MAYA, DORA}, {OLIVE},
        subjects=(DAN,), holders=APART),
    Row("the deputy, the manager's partner", "coi.deputy.fallback", {OLIVE},
        subjects=(DAN,), ties=MANAGER_TIED_TO_DEPUTY),
    Row("deputy manager, the manager tied, DDSL apart: the owner takes over", "coi.deputy.fallback", {OLIVE},
        subjects=(DAN,), ties=((MAYA, DAN), (DORA, DAN)), holders=APART),
    # MGR / DSL → owner as case manager + DDSL as safeguarding lead.
    Row("the manager, by the answer", "coi.manager", {OLIVE, DAN}, about=("manager",)),
    Row("the manager, by name", "coi.manager", {OLIVE, DAN}, subjects=(MAYA,)),
    Row("the manager and a child", "coi.manager", {OLIVE, DAN}, about=("child", "manager"), subjects=(KIT,)),
    Row("the manager and staff", "coi.manager", {OLIVE, DAN}, subjects=(MAYA, PIA)),
    Row("the manager, no more said", "coi.manager", {OLIVE, DAN}, about=("manager", "undisclosed")),
    Row("the answer means manager and DSL", "coi.manager", {OLIVE, DINA}, about=("manager",), holders=APART),
    Row("the manager alone, DSL apart", "coi.manager", {OLIVE, DINA}, subjects=(MAYA,), holders=APART),
    Row("the DSL alone, manager apart", "coi.manager", {OLIVE, DINA}, subjects=(DORA,), holders=APART),
    Row("the DSL who is deputy manager", "coi.manager", {OLIVE, DINA},
        subjects=(DAN,), holders=DEPUTY_IS_DSL),
    # MGR and DDSL, or DDSL their relative or friend → owner only.
    Row("manager and deputy", "coi.manager-and-deputy", {OLIVE}, about=("manager", "deputy")),
    Row("manager and deputy, by name", "coi.manager-and-deputy", {OLIVE}, subjects=(MAYA, DAN)),
    Row("the deputy is the manager's relative", "coi.manager-and-deputy", {OLIVE},
        subjects=(MAYA,), ties=MANAGER_TIED_TO_DEPUTY),
    Row("manager and one of two DDSLs", "coi.manager-and-deputy", {OLIVE},
        subjects=(MAYA, DAN), holders=house(USUAL, deputy_dsl={DAN, DINA})),
    Row("manager and deputy manager, DDSL free", "coi.manager", {OLIVE, DINA},
        subjects=(MAYA, DAN), holders=APART),
    Row("manager, and one of two DDSLs tied", "coi.manager", {OLIVE, DINA},
        subjects=(MAYA,), ties=((DAN, MAYA),), holders=house(USUAL, deputy_dsl={DAN, DINA})),
    Row("no deputy DSL", "coi.manager-and-deputy", {OLIVE},
        subjects=(MAYA,), holders=house(USUAL, deputy_dsl=set())),
    # Owner → DSL.
    Row("the owner, by the answer", "coi.owner", {MAYA}, about=("owner",)),
    Row("the owner, by name", "coi.owner", {MAYA}, subjects=(OLIVE,)),
    Row("the owner and staff", "coi.owner", {MAYA}, subjects=(OLIVE, PIA)),
    Row("one of two owners", "coi.owner", {MAYA},
        subjects=(OLIVE,), holders=house(USUAL, owner={OLIVE, VERA})),
    Row("owner and manager", "coi.owner", {DAN}, subjects=(OLIVE, MAYA)),
    Row("owner and deputy", "coi.owner", {MAYA}, subjects=(OLIVE, DAN)),
    Row("the owner, and not saying more", "coi.owner", {DAN}, about=("owner", "undisclosed")),
    Row("the owner, whose partner is the manager", "coi.owner.fallback", {DAN},
        subjects=(OLIVE,), ties=((MAYA, OLIVE),)),
    Row("the owner, no DSL", "coi.owner.fallback", {DAN},
        subjects=(OLIVE,), holders=house(USUAL, dsl=set())),
    # Owner is manager, or everybody → outside only.
    Row("owner is manager", "coi.sealed", sealed=True, about=("manager",), holders=OWNER_MANAGES),
    Row("owner is manager, by name", "coi.sealed", sealed=True, subjects=(OLIVE,), holders=OWNER_MANAGES),
    Row("owner is DSL", "coi.sealed", sealed=True, about=("owner",), holders=house(USUAL, dsl={OLIVE})),
    Row("all implicated", "coi.sealed", sealed=True, about=("manager", "deputy", "owner")),
    Row("all by name", "coi.sealed", sealed=True, subjects=(OLIVE, MAYA, DAN)),
    Row("manager, and everybody else tied to her", "coi.sealed", sealed=True,
        subjects=(MAYA,), ties=((OLIVE, MAYA), (DAN, MAYA))),
    Row("a child whom every leader is related to", "coi.sealed", sealed=True,
        subjects=(KIT,), ties=((OLIVE, KIT), (MAYA, KIT), (DAN, KIT))),
    Row("everybody stepped back", "coi.sealed", sealed=True, recused=(OLIVE, MAYA, DAN)),
    Row("owner is manager, about a child", "coi.child", {OLIVE, DAN}, subjects=(KIT,), holders=OWNER_MANAGES),
    Row("owner is manager, about the deputy", "coi.deputy", {OLIVE},
        about=("deputy",), holders=OWNER_MANAGES),
    Row("owner is manager, about her own child", "coi.child", {DAN},
        subjects=(KIT,), ties=((OLIVE, KIT),), holders=OWNER_MANAGES),
    # COI-1: prefer not to say → DDSL + owner.
    Row("prefer not to say", "coi.undisclosed", {DAN, OLIVE}, about=("undisclosed",)),
    Row("prefer not to say, a child named", "coi.undisclosed", {DAN, OLIVE},
        about=("undisclosed",), subjects=(KIT,)),
    Row("prefer not to say, staff named", "coi.undisclosed", {DAN, OLIVE},
        about=("undisclosed",), subjects=(PIA,)),
    Row("prefer not to say, the deputy named", "coi.undisclosed", {OLIVE},
        about=("undisclosed",), subjects=(DAN,)),
    Row("prefer not to say, the owner manages", "coi.undisclosed", {DAN},
        about=("undisclosed",), holders=OWNER_MANAGES),
    Row("prefer not to say, no owner, DDSL apart and away: the deputy manager before the manager",
        "coi.undisclosed.fallback", {DAN}, about=("undisclosed",),
        holders=house(APART, owner=set(), deputy_dsl=set())),
    Row("prefer not to say, only the manager there", "coi.undisclosed.fallback", {MAYA},
        about=("undisclosed",), holders={Role.MANAGER: {MAYA}, Role.DSL: {MAYA}}),
    # COI-4: ties.
    Row("owner tied to the manager", "coi.manager", {DAN}, subjects=(MAYA,), ties=((OLIVE, MAYA),)),
    Row("a child of the DSL", "coi.child", {DAN}, subjects=(KIT,), ties=((MAYA, KIT),)),
    Row("a child of the deputy", "coi.child", {MAYA}, subjects=(KIT,), ties=((DAN, KIT),)),
    Row("a child of both", "coi.child.fallback", {OLIVE}, subjects=(KIT,), ties=((DAN, KIT), (MAYA, KIT))),
    Row("a tie to somebody it is not about", "coi.staff", {MAYA}, {DAN},
        subjects=(PIA,), ties=((MAYA, SAM),)),
    Row("the DSL stepped back", "coi.child", {DAN}, recused=(MAYA,)),
    # A subject added later: the same facts, with one more subject.
    Row("a child, then the DSL too", "coi.manager", {OLIVE, DAN}, about=("child",), subjects=(KIT, MAYA)),
    Row("staff, then the deputy too", "coi.deputy", {MAYA}, {OLIVE}, subjects=(PIA, DAN)),
    # Nobody in a role.
    Row("no owner, about the manager", "coi.manager", {DAN},
        subjects=(MAYA,), holders=house(USUAL, owner=set())),
    Row("no owner, about a child", "coi.child", {MAYA, DAN},
        subjects=(KIT,), holders=house(USUAL, owner=set())),
    Row("no DSL nor deputy", "coi.child.fallback", {MAYA}, holders=house(USUAL, dsl=set(), deputy_dsl=set())),
    Row("only an owner", "coi.child.fallback", {OLIVE}, holders={Role.OWNER: {OLIVE}}),
    Row("only an owner, about her", "coi.sealed",
        sealed=True, about=("owner",), holders={Role.OWNER: {OLIVE}}),
    Row("nobody at all", "coi.nobody", holders={}),
    Row("staff, but no leader", "coi.nobody", subjects=(PIA,), holders={Role.PRACTITIONER: {PIA}}),
]  # fmt: skip


def named(people: frozenset[Id] | set[Id]) -> list[str]:
    return sorted(NAMES[one] for one in people)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_each_row_of_the_table(row):
    decision = route(row.facts)
    assert (decision.rule, named(decision.leads), named(decision.informed), decision.sealed) == (
        row.rule,
        named(row.leads),
        named(row.informed),
        row.sealed,
    )


LADO_ROWS = [
    ("a child", False), ("a practitioner", False), ("prefer not to say", False),
    ("the deputy, by name", True), ("the manager, by name", True), ("manager and deputy", True),
    ("the owner, by name", True), ("the owner, whose partner is the manager", True),
]  # fmt: skip


@pytest.mark.parametrize(("name", "starts"), LADO_ROWS)
def test_a_concern_about_a_leader_starts_the_lado_clock(name, starts):
    row = next(row for row in ROWS if row.name == name)
    assert route(row.facts).about_a_leader is starts


# The missed deadline: level → who is asked (domain §2.2: deputy DSL, then owner, past any conflict).
ESCALATIONS = [
    ("a child", [{DAN}, {OLIVE}, {MAYA}, {MAYA}, {DAN}, {DAN}]),
    ("the manager, by name", [{DAN}, {OLIVE}, {DAN}, {DAN}]),
    ("manager and deputy", [{OLIVE}, {OLIVE}]),
    ("owner tied to the manager", [{DAN}, {DAN}]),
    ("the deputy, by name", [{OLIVE}, {MAYA}]),
    ("prefer not to say", [{DAN}, {OLIVE}, {DAN}, {DAN}]),
    ("prefer not to say, only the manager there", [{MAYA}, {MAYA}]),
    ("owner is manager", [set(), set()]),
    ("all by name", [set()]),
    ("nobody at all", [set()]),
]


@pytest.mark.parametrize(("name", "levels"), ESCALATIONS, ids=[name for name, _levels in ESCALATIONS])
def test_a_missed_deadline_goes_past_anyone_in_conflict(name, levels):
    row = next(row for row in ROWS if row.name == name)
    assert [named(escalate(row.facts, level)) for level in range(1, len(levels) + 1)] == [
        named(people) for people in levels
    ]


def test_no_row_is_written_twice():
    names = [row.name for row in ROWS]
    assert len(names) == len(set(names))
