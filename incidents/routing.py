"""Who gets a report, and why. Pure: facts in, a decision out. Never raises.

The table is `domain` §1.9, in its order; the strictest rule that fits wins. After
the rule, everybody in conflict is taken away, and whoever is next takes over.
"""

import dataclasses
import uuid
from collections.abc import Iterable, Mapping

from accounts.models import Role

Id = uuid.UUID

# What the first question of every report offers (COI-1).
ABOUT_ME, ABOUT_CHILD, ABOUT_STAFF, ABOUT_MANAGER = "me", "child", "staff", "manager"
ABOUT_DEPUTY, ABOUT_OWNER, UNDISCLOSED = "deputy", "owner", "undisclosed"

# Who is asked, in this order, when those whom the rule names are in conflict or absent.
FALLBACK = (Role.DSL, Role.DEPUTY_DSL, Role.MANAGER, Role.DEPUTY_MANAGER, Role.OWNER)
# Whoever works or helps here and leads nothing.
STAFF = (Role.PRACTITIONER, Role.SUPPORT, Role.VOLUNTEER, Role.CONTRACTOR, Role.VISITOR)
MANAGER_SIDE = (Role.MANAGER, Role.DSL)
DEPUTY_SIDE = (Role.DEPUTY_MANAGER, Role.DEPUTY_DSL)


@dataclasses.dataclass(frozen=True)
class Facts:
    """All that routing knows.

    `holders`: role → persons who hold it today. `subjects`: ids of persons and children
    named, the author's own among them when it is about themselves. `about`: answers to
    the first question. `ties`: (leader, person or child). `recused`: who stepped back.
    """

    holders: Mapping[str, frozenset[Id]]
    subjects: frozenset[Id] = frozenset()
    about: frozenset[str] = frozenset()
    ties: frozenset[tuple[Id, Id]] = frozenset()
    recused: frozenset[Id] = frozenset()

    def holding(self, roles: Iterable[str]) -> frozenset[Id]:
        return frozenset().union(*(self.holders.get(role, frozenset()) for role in roles))

    @property
    def implicated(self) -> frozenset[Id]:
        """Persons whom it is about: named, or meant by an answer to the first question."""
        named = self.subjects
        if ABOUT_MANAGER in self.about:
            named |= self.holding(MANAGER_SIDE)
        if ABOUT_DEPUTY in self.about:
            named |= self.holding(DEPUTY_SIDE)
        if ABOUT_OWNER in self.about:
            named |= self.holding([Role.OWNER])
        return named

    @property
    def conflicted(self) -> frozenset[Id]:
        """The implicated, everybody tied to them, and the recused (COI-4)."""
        implicated = self.implicated
        tied = {leader for leader, other in self.ties if other in implicated}
        return implicated | tied | self.recused

    @property
    def doubted(self) -> frozenset[Id]:
        """Whom an author who prefers not to say may mean: asked only when nobody else is free (COI-1)."""
        return self.holding(MANAGER_SIDE) if UNDISCLOSED in self.about else frozenset()

    def first_free(self, roles: Iterable[str]) -> frozenset[Id]:
        """The holders of the first of `roles` that has one free of conflict, the doubted last."""
        return next(iter(self.free_groups(roles)), frozenset())

    def free_groups(self, roles: Iterable[str]) -> list[frozenset[Id]]:
        """Role by role, who of its holders is free of conflict; the doubted only if all others are not."""
        free = [self.holding([role]) - self.conflicted for role in roles]
        undoubted = [group - self.doubted for group in free]
        return [group for group in undoubted if group] or [group for group in free if group]


@dataclasses.dataclass(frozen=True)
class Route:
    """The decision: who leads, who is informed, by which rule.

    `sealed`: every leader is in conflict, nobody inside is told. Neither sealed nor
    anybody to lead: nobody is available, ask again.
    """

    rule: str
    leads: frozenset[Id] = frozenset()
    informed: frozenset[Id] = frozenset()
    sealed: bool = False

    @property
    def about_a_leader(self) -> bool:
        """The rows of §1.9 that say LADO at once; the harm questions decide later."""
        return self.rule.startswith(("coi.manager", "coi.owner", "coi.deputy"))

    @property
    def readers(self) -> frozenset[Id]:
        return self.leads | self.informed

    @property
    def found_somebody(self) -> bool:
        return bool(self.leads)


def route(facts: Facts) -> Route:
    """Decide who gets it (`domain` §1.9)."""
    leaders = facts.holding(FALLBACK)
    if not leaders:
        return Route("coi.nobody")
    if _outside_only(facts, leaders):
        return Route("coi.sealed", sealed=True)
    rule, leads, informed = _by_table(facts)
    kept_out = facts.conflicted | facts.doubted
    leads, informed = leads - kept_out, informed - kept_out
    if leads:
        return Route(rule, leads, informed - leads)
    # Whom the row informs takes over before anybody whom it does not name.
    return Route(f"{rule}.fallback", informed or facts.first_free(FALLBACK))


def _outside_only(facts: Facts, leaders: frozenset[Id]) -> bool:
    """Every leader in conflict, or the owner is the manager and is whom it is about."""
    owner_manages = facts.holding([Role.OWNER]) & facts.holding(MANAGER_SIDE) & facts.implicated
    return bool(owner_manages) or leaders <= facts.conflicted


def _by_table(facts: Facts) -> tuple[str, frozenset[Id], frozenset[Id]]:
    """Rule, who leads, who is informed: the rows of §1.9, the strictest first."""
    owner, dsl = facts.holding([Role.OWNER]), facts.holding([Role.DSL])
    manager, deputy_dsl = facts.holding(MANAGER_SIDE), facts.holding([Role.DEPUTY_DSL])
    about_manager = bool(manager & facts.implicated)
    if owner & facts.implicated:
        # The manager is kept out too when it is, or may be, about them.
        return "coi.owner", (deputy_dsl if about_manager or facts.doubted else dsl), frozenset()
    if about_manager and (deputy_dsl & facts.implicated or deputy_dsl <= facts.conflicted):
        return "coi.manager-and-deputy", owner, frozenset()
    if about_manager:
        # Owner as case manager, deputy DSL as safeguarding lead.
        return "coi.manager", owner | deputy_dsl, frozenset()
    if UNDISCLOSED in facts.about:
        return "coi.undisclosed", deputy_dsl | owner, frozenset()
    if facts.holding(DEPUTY_SIDE) & facts.implicated:
        return "coi.deputy", manager, owner
    if ABOUT_STAFF in facts.about or facts.holding(STAFF) & facts.implicated:
        return "coi.staff", manager, deputy_dsl
    return "coi.child", dsl | deputy_dsl, frozenset()


def escalate(facts: Facts, level: int) -> frozenset[Id]:
    """Who is asked when a deadline was missed for the `level`th time: deputy DSL, then owner, then
    whoever is left, always past anyone in conflict (`domain` §2.2). Empty when nobody is free."""
    if _outside_only(facts, facts.holding(FALLBACK)):
        return frozenset()
    steps = facts.free_groups((Role.DEPUTY_DSL, Role.OWNER, Role.DSL, Role.MANAGER, Role.DEPUTY_MANAGER))
    return steps[min(level, len(steps)) - 1] if steps else frozenset()
