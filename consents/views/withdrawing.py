"""Changing one's mind: choose, confirm. No reason is asked, and it counts from that second."""

import json
import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Child, Person
from consents.actions import answering, drafting, withdrawing
from consents.forms.answering import WithdrawForm
from consents.models import Answer, Purpose, Withdrawal
from consents.selectors import families, notices, repeated
from consents.visiting import Visitor, for_families
from pages.access import get_or_404

# No child has a billion answers.
LONGEST_NUMBER = 10


@for_families
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, visitor: Visitor, pk: uuid.UUID) -> HttpResponse:
    """First the choice, or everything; then what will be removed and what cannot be called back."""
    child = get_or_404(families.children_of(visitor.person), pk=pk)
    offered = _not_refused(visitor.person, child)
    everything = {"purposes": [purpose.pk for purpose in offered]} if "everything" in request.POST else None
    form = WithdrawForm(everything or (request.POST if request.method == "POST" else None), offered=offered)
    context = {"child": child, "form": form, "offered": offered, "visitor": visitor}
    done = _done_already(request, visitor.person, child)
    if done:
        return redirect("pictures-withdrawn", done.pk)
    if not offered or not form.is_valid():
        return render(request, "consents/withdraw.html", context)
    chosen = form.cleaned_data["purposes"]
    if "confirm" not in request.POST:
        ending = [purpose for purpose in offered if purpose.pk in chosen]
        told = notices.words_withdrawn(ending, notices.current())
        context |= {"told": told, "seen": answering.last_answer(child.pk)}
        return render(request, "consents/withdraw_confirm.html", context)
    said = {"purposes": chosen, "means": visitor.means, "link": visitor.link, "seen": _seen(request)}
    done = withdrawing.withdraw(child, actor=visitor.person, **said)
    drafting.discard(child, actor=visitor.person)
    return redirect("pictures-withdrawn", done.pk)


@for_families
@require_GET
def withdrawn(request: HttpRequest, visitor: Visitor, pk: uuid.UUID) -> HttpResponse:
    """The confirmation of one's own withdrawal, in the words that were told, with its receipt."""
    own = Withdrawal.objects.filter(person=visitor.person).select_related("child")
    found = get_or_404(own, pk=pk)
    context = {"withdrawal": found, "told": json.loads(found.shown), "visitor": visitor}
    return render(request, "consents/withdrawn.html", context)


def _done_already(request: HttpRequest, person: Person, child: Child) -> Withdrawal | None:
    """What they have confirmed on the page that they send once more."""
    seen, said = _seen(request), set(request.POST.getlist("purposes"))
    if seen is None or not said <= {purpose.pk for purpose in Purpose.objects.asked()}:
        return None
    return repeated.withdrawal(child, person, by=None, codes=said, seen=seen)


def _seen(request: HttpRequest) -> int | None:
    """The child's last answer when the confirming page was drawn; None for what is no number."""
    said = request.POST.get("seen", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < LONGEST_NUMBER else None


def _not_refused(person: Person, child: Child) -> list[Purpose]:
    """The uses to which they have not said no already."""
    last = families.last_answers(person)
    refused = {code for (pk, code), row in last.items() if pk == child.pk and row.kind in Answer.NO}
    return [purpose for purpose in Purpose.objects.asked() if purpose.pk not in refused]
