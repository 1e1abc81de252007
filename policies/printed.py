"""One version of a policy on paper: a tagged PDF with its number, the hash of its words, and what came before."""

import hashlib
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from documents import pdf
from pages.templatetags.dates import nice_date
from policies.models import PolicyVersion
from policies.selectors import policy_page
from policies.selectors.versions import lines
from workflow import clock
from workflow.models import Checkpoint

TEMPLATE = "policies/version_pdf.html"


def policy_pdf(version: PolicyVersion) -> bytes:
    """The PDF of a version as it stands; about a second for sixty clauses."""
    policy = version.policy
    title = _("%(policy)s, version %(number)s") % {"policy": policy.title, "number": version.number}
    context = _said(version) | {"printed_on": clock.today(), "foot": _seal()}
    return pdf.render(TEMPLATE, context, title=title, created=clock.now())


def fingerprint(version: PolicyVersion) -> str:
    """64 characters of all that its paper says, but for the day and the seal: the same, and it need not be made."""
    return hashlib.sha256(render_to_string(TEMPLATE, _said(version)).encode()).hexdigest()


def _said(version: PolicyVersion) -> dict[str, Any]:
    policy = version.policy
    return {
        "policy": policy,
        "policy_version": version,
        "standing": policy_page.standing(version),
        "lines": lines(version),
        "history": policy_page.history(policy),
        "version": _("Version %(number)s") % {"number": version.number},
        "hash": version.text_hash if version.is_frozen else _("A draft: its words may still change"),
    }


def _seal() -> str:
    """The root of the last checkpoint: a record rewritten later would show on paper (docs/audit.md)."""
    last = Checkpoint.objects.order_by("-sequence").first()
    said = {"day": nice_date(last.at), "root": last.root} if last else None
    return _("Record sealed on %(day)s: %(root)s") % said if said else ""


def file_name(version: PolicyVersion) -> str:
    """Of letters that every system takes."""
    return f"{version.policy.code}-version-{version.number}.pdf"
