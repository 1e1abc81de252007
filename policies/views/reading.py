"""Reading policies: the library, one policy as at any day, one version, and who had agreed to what."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from pages.access import allowed, get_or_404
from pages.lists import window
from policies import leaning_picture, permissions, printed
from policies.actions import printing
from policies.forms.reading import AsAtForm, LibraryFilter
from policies.models import Policy
from policies.selectors import agreed, leaning, library, policy_page, versions

PAGE_SIZE = 25


@allowed(permissions.can_read_policies)
@require_GET
def policies(request: HttpRequest) -> HttpResponse:
    """Every policy that the reader may see, narrowed and sorted by the address."""
    reader = request.user.person
    chosen = LibraryFilter(request.GET, reader=reader)
    rows = library.rows(reader)
    context = {
        "page": window(
            library.narrowed(rows, chosen.shown, chosen.order), request.GET.get("page"), PAGE_SIZE
        ),
        "filter": chosen,
        "is_empty": not rows,
        "to_sign": sum(row.to_sign is not None for row in rows),
        "overdue": sum(row.overdue_since is not None for row in rows),
        "missing": sum(row.is_missing for row in rows),
        "may_keep": permissions.can_keep_policies(reader),
        "may_see_signatures": permissions.can_see_signatures(reader),
        "sees_drafts": permissions.can_see_drafts(reader),
    }
    return render(request, "policies/policies.html", context)


@allowed(permissions.can_read_policies)
@require_GET
def links(request: HttpRequest) -> HttpResponse:
    """What leans on what: the picture, and the same in words."""
    found = leaning.network(request.user.person)
    nodes = [
        leaning_picture.Node(one.row.policy.pk, one.row.policy.title, *_wrong(one.row))
        for one in found.linked
    ]
    picture = leaning_picture.svg(nodes, found.arrows, label=str(_("Which policy leans on which")))
    # The picture is made of our own attributes and escaped titles.
    context = {"network": found, "picture": mark_safe(picture)}  # noqa: S308
    return render(request, "policies/links.html", context)


def _wrong(row: library.Row) -> tuple[str, str]:
    """What the picture says of a policy, and in which tone: missing before overdue."""
    if row.is_missing:
        return _("Missing"), "danger"
    if row.overdue_since:
        return _("Review overdue"), "warn"
    return ("", "") if row.is_readable else (row.words, "")


@allowed(permissions.can_read_policies)
@require_GET
def policy(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Its words as at the day of the address, or today."""
    reader = request.user.person
    found = get_or_404(library.readable_by(reader), pk=pk)
    as_at = AsAtForm(request.GET if "on" in request.GET else None)
    context = policy_page.page(found, reader, as_at.day) | {
        "form": as_at,
        "on": as_at.day,
        "is_past": as_at.is_past,
        "may_keep": permissions.can_keep_policies(reader) and found.is_kept,
        "may_draft": permissions.can_draft(reader) and found.is_kept,
        "may_see_signatures": permissions.can_see_signatures(reader),
    }
    return render(request, "policies/policy.html", context)


@allowed(permissions.can_see_signatures)
@require_GET
def agreed_on(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Who had agreed to which words on the day of the address."""
    found = get_or_404(Policy.objects.all(), pk=pk)
    as_at = AsAtForm(request.GET if "on" in request.GET else None)
    asked = agreed.asked_on(found, as_at.day)
    context = {
        "policy": found,
        "form": as_at,
        "on": as_at.day,
        "asked": asked,
        "page": window(agreed.signed_by(found, as_at.day), request.GET.get("page"), PAGE_SIZE),
    }
    return render(request, "policies/agreed.html", context)


@allowed(permissions.can_read_policies)
@require_GET
def text(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The words of one version: any published one; drafts for leaders."""
    version = get_or_404(versions.visible_to(request.user.person), pk=pk)
    context = {
        "version": version,
        "policy": version.policy,
        "lines": versions.lines(version),
        "history": policy_page.history(version.policy),
        "standing": policy_page.standing(version),
        "may_open": library.readable_by(request.user.person).filter(pk=version.policy_id).exists(),
    }
    return render(request, "policies/text.html", context)


@allowed(permissions.can_read_policies)
@require_GET
def pdf(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The same on paper; downloaded, since no browser shows it under the site's policy for content."""
    version = get_or_404(versions.visible_to(request.user.person), pk=pk)
    response = HttpResponse(printing.paper_of(version), content_type="application/pdf")
    disposition = content_disposition_header(as_attachment=True, filename=printed.file_name(version))
    response.headers["Content-Disposition"] = disposition or "attachment"
    return response
