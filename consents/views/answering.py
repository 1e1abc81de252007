"""Answering for one child: each use yes or no, check, sign, confirmation; then the next child."""

import uuid
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Child, ChildContact
from consents.actions import answering, drafting, requesting
from consents.actions.proving import Origin
from consents.forms.answering import AnswersForm, SignForm
from consents.models import AnswerDraft, Notice, Purpose, Signature
from consents.permissions import contact_of
from consents.selectors import drafts, families, notices, proofs
from consents.visiting import (
    FIELD,
    Drawn,
    Visitor,
    come_in_first,
    drawn_for,
    drawn_from,
    for_families,
    outlives_session,
    token_of,
    visitor_of,
)
from pages.access import get_or_404
from pages.steps import to_fields

View = Callable[..., HttpResponse]


def keeps_choices(view: View) -> View:
    """A form whose sender's time is over, or who is somebody else by now, is kept for whom its token names."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        drawn = drawn_from(request, kwargs["pk"]) if request.method == "POST" else None
        visitor = visitor_of(request)
        if drawn is None or (visitor is not None and visitor.person.pk == drawn.person_id):
            return view(request, *args, **kwargs)
        _keep(drawn, AnswersForm(request.POST, asked=Purpose.objects.asked()))
        return redirect("pictures") if visitor else come_in_first(request, is_kept=True)

    return checked


@outlives_session
@keeps_choices
@for_families
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, visitor: Visitor, pk: uuid.UUID) -> HttpResponse:
    """Every use with its notice; what is chosen is kept at once, for whoever chose it."""
    child = get_or_404(families.children_of(visitor.person), pk=pk)
    elsewhere = _elsewhere(request, visitor, child)
    if elsewhere is not None:
        return elsewhere
    asked, current = list(Purpose.objects.asked()), notices.current()
    if request.method == "GET":
        requesting.opened(child, actor=visitor.person)
        draft = drafts.of(visitor.person, child)
        form = AnswersForm(asked=asked, chosen=drafts.fitting(draft, current))
        return _questions(request, visitor, child, form, current)
    drawn, form = drawn_from(request, child.pk), AnswersForm(request.POST, asked=asked)
    if drawn is None:
        form.add_error(None, _("Look through your answers, and send them once more."))
    elif form.is_valid():
        _keep(drawn, form)
        return redirect("pictures-check", child.pk)
    else:
        _keep(drawn, form)
    return _questions(request, visitor, child, form, current, drawn=drawn)


@for_families
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, visitor: Visitor, pk: uuid.UUID) -> HttpResponse:
    """What was chosen, once more; then the name. Nothing but the name is taken from this form."""
    child = get_or_404(families.children_of(visitor.person), pk=pk)
    elsewhere = _elsewhere(request, visitor, child)
    if elsewhere is not None:
        return elsewhere
    asked, draft = list(Purpose.objects.asked()), drafts.of(visitor.person, child)
    chosen = drafts.fitting(draft, notices.current())
    if draft is None or chosen.keys() != {purpose.pk for purpose in asked}:
        is_whole = draft is not None and len(draft.answers) == len(asked)
        return _words_changed(request, child) if is_whole else _back(request, visitor, child)
    form = _sign_form(request, visitor)
    if form.is_valid():
        signed_now = _sign(request, visitor, child, draft, form)
        if signed_now is not None:
            return redirect("pictures-signed", signed_now.pk)
    rows = [(purpose, chosen[purpose.pk]) for purpose in asked]
    context = {"child": child, "rows": rows, "form": form, "visitor": visitor}
    return render(request, "consents/check.html", context)


@for_families
@require_GET
def signed(request: HttpRequest, visitor: Visitor, pk: uuid.UUID) -> HttpResponse:
    """The confirmation of one's own signature, and the next child of whom one is asked."""
    own = Signature.objects.filter(person=visitor.person).select_related("child")
    found = get_or_404(own, pk=pk)
    kinds = dict(found.answers.order_by("sequence").values_list("purpose_id", "kind"))
    rows = [(purpose, kinds[purpose.pk] == "granted") for purpose in Purpose.objects.filter(pk__in=kinds)]
    context = {
        "signature": found,
        "rows": rows,
        "overtaken": any(kind == "withdrawn" for kind in kinds.values()),
        "next": families.next_to_answer(visitor.person, found.child),
        "visitor": visitor,
    }
    return render(request, "consents/signed.html", context)


def _elsewhere(request: HttpRequest, visitor: Visitor, child: Child) -> HttpResponse | None:
    """Whoever is not verified can say no only; and nobody is asked before every use has its words."""
    contact = contact_of(visitor.person, child)
    if contact is None or contact.responsibility not in ChildContact.DECIDING:
        return redirect("pictures-withdraw", child.pk)
    if notices.unknown_to(notices.current()):
        messages.info(request, _("We are not asking yet: the words are being written. Until then it is No."))
        return redirect("pictures")
    return None


def _sign_form(request: HttpRequest, visitor: Visitor) -> SignForm:
    typed = request.POST if request.method == "POST" else None
    return SignForm(typed, signer=visitor.person, is_shared=visitor.is_at_tablet)


def _keep(drawn: Drawn, form: AnswersForm) -> None:
    person = families.person(drawn.person_id)
    if person is not None:
        drafting.keep(
            drawn.child_id, actor=person, answers=form.chosen, notices=drawn.notices, seen=drawn.seen
        )


def _questions(
    request: HttpRequest,
    visitor: Visitor,
    child: Child,
    form: AnswersForm,
    current: Mapping[str, Notice],
    *,
    drawn: Drawn | None = None,
) -> HttpResponse:
    """The page, drawn now; after a mistake it stays drawn from what was seen at first."""
    drawn = drawn or drawn_for(visitor.person, child, answering.last_answer(child.pk), dict(current))
    shown = [(form[code], current[code]) for code in form.fields]
    context = {
        "child": child,
        "form": form,
        "questions": shown,
        "keep_field": FIELD,
        "keep_token": token_of(drawn),
        "visitor": visitor,
    }
    return render(request, "consents/answer.html", context)


def _sign(
    request: HttpRequest, visitor: Visitor, child: Child, draft: AnswerDraft, form: SignForm
) -> Signature | None:
    """Sign what was chosen; None when it was refused, which the form then says."""
    ip = get_adapter().get_client_ip(request)
    sitting = answering.Sitting(
        answers=draft.answers,
        notices={code: uuid.UUID(pk) for code, pk in draft.notices.items()},
        typed_name=form.cleaned_data["typed_name"],
        declared=form.cleaned_data["declared"],
        seen=draft.seen,
        drawn=form.drawn,
        means=visitor.means,
        origin=Origin(link=visitor.link, ip=ip, browser=request.headers.get("User-Agent", "")),
    )
    try:
        return answering.sign(child, actor=visitor.person, sitting=sitting)
    except ValidationError as error:
        to_fields(form, error)
        return None


def _words_changed(request: HttpRequest, child: Child) -> HttpResponse:
    messages.warning(
        request,
        _("Our words have changed since you chose. Read them again, and choose where nothing is chosen."),
    )
    return redirect("pictures-answer", child.pk)


def _back(request: HttpRequest, visitor: Visitor, child: Child) -> HttpResponse:
    """To the questions; whoever pressed "Sign" twice, to what they have signed."""
    done = proofs.just_signed(visitor.person, child) if request.method == "POST" else None
    if done:
        return redirect("pictures-signed", done.pk)
    return redirect(reverse("pictures-answer", args=[child.pk]))
