"""What differs between two versions of one policy, word by word."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from pages.access import get_or_404, signed_in
from policies.forms.comparing import CompareForm
from policies.selectors import differences, versions


@signed_in
@require_GET
def compare(request: HttpRequest, pk: uuid.UUID, other_pk: uuid.UUID) -> HttpResponse:
    """From `pk` to `other_pk`; `?all=1` shows the clauses that are the same too."""
    rows = versions.visible_to(request.user.person)
    before, after = get_or_404(rows, pk=pk), get_or_404(rows, pk=other_pk)
    if before.policy_id != after.policy_id:
        raise Http404
    form = CompareForm(request.GET or None, versions=rows.filter(policy=after.policy), chosen=(before, after))
    if "before" in request.GET and form.is_valid():
        chosen = form.cleaned_data
        return redirect("policy-compare", chosen["before"].pk, chosen["after"].pk)
    found = differences.between(before, after, with_same=request.GET.get("all") == "1")
    context = {"policy": after.policy, "before": before, "after": after, "found": found, "form": form}
    return render(request, "policies/compare.html", context)
