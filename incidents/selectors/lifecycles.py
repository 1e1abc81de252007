"""The lifecycles as a DSL reads them: the picture, and the same in a table of words."""

import dataclasses
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from consents import permissions as consents
from incidents import permissions
from policies import permissions as policies
from social.permissions import access, accounts, families, posts, risks, takedowns
from social.selectors import post_holding, takedown_holding
from workflow import diagrams
from workflow.lifecycle import Lifecycle, Step, nobody
from workflow.models import DeadlineRule

# Whom a predicate admits. `test_lifecycles` asks for the words of every predicate of a step.
WHO: dict[Any, Any] = {
    nobody: _("By rule, without anybody"),
    permissions.can_lead: _("Whoever leads the case"),
    permissions.can_confirm_ending: _("A second person, never the one who proposed it"),
    permissions.can_close_alone: _("Whoever leads the case, if it is routine and not their own report"),
    permissions.can_reopen: _("Owner, DSL or deputy DSL with access"),
    permissions.can_finish_action: _("Its owner, or whoever leads the case"),
    permissions.can_cancel_action: _("Whoever leads the case"),
    policies.can_draft: _("Manager, deputy manager or DSL"),
    policies.can_agree: _("The manager"),
    policies.can_confirm_keys: _("The manager"),
    policies.can_approve: _("The owner, never somebody who drafted it"),
    policies.can_publish: _("Owner or manager"),
    policies.can_send_back: _("Whoever’s turn it is, or may draft"),
    policies.can_review: _("Manager or owner"),
    policies.can_work_on: _("Whoever is to do it"),
    policies.can_verify: _("A leader: neither whoever is to do it, nor whoever said it was done"),
    policies.can_cancel: _("A leader who is not to do it"),
    consents.is_asked: _("Whoever is asked"),
    accounts.can_see_social: _("Any leader"),
    accounts.can_approve: _("The manager, or the owner where the manager proposed it; never who proposed it"),
    accounts.can_raise_alarm: _("Any leader, and whoever holds the account"),
    accounts.can_secure: _("Owner, manager or deputy manager"),
    accounts.can_close: _("Owner or manager"),
    accounts.can_recertify: _("Owner, manager or deputy manager; nobody for themselves"),
    accounts.can_remove: _("Owner, manager or deputy manager; never who is taken away"),
    access.can_decide: _("The manager; the owner for a manager and for official accounts; never who asked"),
    access.can_suspend: _("Any leader, never oneself"),
    access.is_holder: _("Whoever asked"),
    families.can_redirect: _("Manager, deputy or a safeguarding lead; never for their own family"),
    families.can_hand_over: _("Any leader"),
    takedown_holding.can_take_down: _("Whoever may publish there; the owner too, once it is late"),
    posts.can_write: _("Its author; manager or deputy manager"),
    posts.can_approve: _("A leader who has not written on it"),
    posts.can_send_back: _("Any leader"),
    post_holding.can_publish: _("Whoever may publish on that account"),
    risks.can_write_risks: _("Manager, deputy manager or a safeguarding lead"),
    risks.can_return: _("Whoever’s turn it is, none of its authors"),
    risks.can_approve: _(
        "Manager or DSL; where one of them wrote on it, deputy DSL or owner; never an author"
    ),
    risks.can_approve_alone: _("The same, where what is left of the risk is not high"),
    risks.can_sign_off: _("The owner, who neither wrote on it nor agreed to it"),
    risks.can_suspend: _("Any leader"),
    risks.can_withdraw: _("Owner, manager, DSL or deputy DSL"),
    takedowns.can_ask_takedown: _("Any leader, once everything may be shown again"),
}


@dataclasses.dataclass(frozen=True)
class Row:
    """One step in words: what, from where, whereto, by whom, and which clocks it starts and stops."""

    label: Any
    sources: str
    target: str
    who: Any
    starts: str
    stops: str


@dataclasses.dataclass(frozen=True)
class Drawn:
    """One lifecycle. `recorded` is what may be noted without moving it."""

    title: Any
    picture: SafeString
    rows: list[Row]
    recorded: str


def drawn() -> list[Drawn]:
    """Every lifecycle that has states. One query, for the names of the clocks."""
    clocks = dict(DeadlineRule.objects.values_list("code", "title"))
    return [
        # The picture is made of code and escaped labels: nothing of it was typed by anybody.
        Drawn(
            lifecycle.title,
            mark_safe(diagrams.svg(lifecycle)),  # noqa: S308
            [_row(lifecycle, step, clocks) for step in lifecycle.steps.values()],
            ", ".join(str(verb.label) for verb in lifecycle.verbs.values()),
        )
        for lifecycle in Lifecycle.registry.values()
        if lifecycle.states is not None
    ]


def _row(lifecycle: Lifecycle, step: Step, clocks: dict[str, str]) -> Row:
    labels = dict(lifecycle.states.choices) if lifecycle.states else {}
    return Row(
        label=step.label,
        sources=", ".join(str(labels[source]) for source in step.sources),
        target=str(labels[step.target]),
        who=WHO.get(step.allowed, step.allowed.__name__),
        starts=", ".join(clocks.get(code, code) for code in step.opens),
        stops=", ".join(clocks.get(code, code) for code in step.meets),
    )
