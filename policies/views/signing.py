"""One's own signatures: the list, and the page on which one signs, asks or declines.

Leaders come here with their second factor, as everywhere but to report: their signature is proof.
"""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from notifications import outbox
from pages.access import get_or_404, signed_in
from pages.steps import to_fields
from policies.actions import beginning, signing
from policies.forms.signing import AnswerForm, DeclineForm, QuestionForm, SignForm
from policies.models import AcknowledgementRequest
from policies.selectors import own, words
from policies.selectors.words import Words
from workflow.engine import StaleState

Closing = AcknowledgementRequest.Closing
FORMS: dict[str, type[AnswerForm]] = {"sign": SignForm, "question": QuestionForm, "decline": DeclineForm}
DONE = {
    "question": gettext_lazy(
        "Your question is sent. You are told when it is answered; until then nobody reminds you."
    ),
    "decline": gettext_lazy("It is noted, with your reason. The manager will speak with you."),
}


@signed_in
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """What I am asked to sign, and what I signed."""
    context = own.page(request.user.person, request.GET.get("page"))
    return render(request, "policies/my_policies.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The words in force, and one field below them. Other people's requests are not to be found."""
    person = request.user.person
    found = get_or_404(own.of(person), pk=pk)
    now = _as_of_today(found)
    shown = words.words_of(now)
    if now.closed_at or shown is None:
        return _nothing_to_sign(request, now)
    outbox.mark_seen(person.pk, now)
    if request.method == "GET":
        return _page(request, now, shown) if now.pk == found.pk else _onward(request, now)
    form = FORMS.get(request.POST.get("answer", ""), SignForm)(request.POST, shown=shown.shown)
    if form.is_valid():
        return _answer(request, now, shown, form)
    return _page(request, now, shown, form)


@signed_in
@require_GET
def signed(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The confirmation: what was signed, and when."""
    found = get_or_404(own.of(request.user.person).filter(closing=Closing.SIGNED), pk=pk)
    answer = found.answers.filter(kind="signed").select_related("version").latest("at")
    left = own.to_sign(request.user.person).first()
    return render(request, "policies/signed.html", {"asked": found, "answer": answer, "next": left})


def _as_of_today(found: AcknowledgementRequest) -> AcknowledgementRequest:
    """This request or, where a later version asks anew, that one: also before a sweep has noted it."""
    if words.is_current(found):
        return found
    beginning.catch_up(found.version.policy)
    later = own.of(found.person).filter(version__policy=found.version.policy_id)
    return later.order_by("-version__number").first() or found


def _answer(
    request: HttpRequest, now: AcknowledgementRequest, shown: Words, form: AnswerForm
) -> HttpResponse:
    said = {name: form.cleaned_data[name] for name in form.cleaned_data.keys() - {"version", "text_hash"}}
    actions: dict[type[AnswerForm], Callable[..., None]] = {
        SignForm: signing.sign,
        QuestionForm: signing.ask_question,
        DeclineForm: signing.decline,
    }
    try:
        actions[type(form)](now, actor=request.user.person, shown=form.shown, **said)
    except ValidationError as error:
        to_fields(form, error)
        if isinstance(form, SignForm) and "typed_name" in form.errors:
            form.ask_whose_name()
        return _page(request, now, shown, form)
    except StaleState:
        form.renew(shown.shown)
        return _page(request, now, shown, form, status=409, words_changed=True)
    if isinstance(form, SignForm):
        return redirect("policy-signed", now.pk)
    messages.success(request, DONE[request.POST["answer"]])
    return redirect("my-policies")


def _page(
    request: HttpRequest,
    now: AcknowledgementRequest,
    shown: Words,
    sent: AnswerForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    forms = {name: kind(shown=shown.shown) for name, kind in FORMS.items()}
    if sent is not None:
        forms |= {name: sent for name, kind in FORMS.items() if isinstance(sent, kind)}
    context = {**own.sign_page(now, shown), "forms": forms, "form": sent, **more}
    return render(request, "policies/sign.html", context, status=status)


def _onward(request: HttpRequest, now: AcknowledgementRequest) -> HttpResponse:
    messages.info(request, _("A later version is in force and asks anew. Here it is."))
    return redirect("policy-sign", now.pk)


def _nothing_to_sign(request: HttpRequest, now: AcknowledgementRequest) -> HttpResponse:
    if now.closing == Closing.SIGNED:
        return redirect("policy-signed", now.pk)
    messages.info(request, _("There is nothing to sign here any more."))
    return redirect("my-policies")
