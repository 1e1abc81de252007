"""What families are told about our accounts: the words, who has had them, paper; and families that have left."""

import dataclasses
import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Organisation, Person
from notifications import outbox
from pages.access import allowed, get_or_404, public
from pages.languages import in_readers_language
from pages.lists import window
from pages.step_pages import DONE_ALREADY
from pages.steps import to_fields
from social.actions import informing
from social.forms.word import AudienceForm, HandOverForm, WordForm
from social.models.families import FamilyWord, WordDelivery
from social.permissions import families as can
from social.selectors import word as selectors
from workflow.engine import StaleState
from workflow.reads import record_read

PAGE_SIZE = 50


@allowed(can.can_see_deliveries)
@require_GET
def words(request: HttpRequest) -> HttpResponse:
    """Every version, those that hold first, with how many families it has not reached."""
    now = selectors.current()
    every = list(FamilyWord.objects.order_by("-begins_on", "-number"))
    counted = selectors.counts(every)
    holds = {row.pk for row in now}
    lines = [(row, row.pk in holds, *counted[row.pk]) for row in every]
    lines.sort(key=lambda line: not line[1])
    context = {"lines": lines, "may_write": can.can_write_word(request.user.person)}
    return render(request, "social/families_words.html", context)


@allowed(can.can_write_word)
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """A new version for every family, or for one room: written, looked at with whom it reaches, published."""
    audience = AudienceForm(request.GET)
    room = audience.room_chosen
    before = FamilyWord.objects.filter(room=room).order_by("-number").first()
    said = request.POST if request.method == "POST" else None
    form = WordForm(said, room=room, before=before, usual=informing.usual_word())
    if form.is_valid() and "publish" in request.POST:
        done = _published(request, form)
        if done:
            return done
    context: dict[str, Any] = {"form": form, "audience": audience, "before": before}
    if form.is_valid() and not {"publish", "change"} & set(request.POST) and _may_be_published(form):
        context |= {"said": form.said, "reach": selectors.reach(room)}
        return render(request, "social/families_word_check.html", context)
    return render(request, "social/families_word_write.html", context)


def _may_be_published(form: WordForm) -> bool:
    try:
        informing.check_word(form.said, form.cleaned_data["seen"])
    except ValidationError as error:
        to_fields(form, error)
        return False
    return True


def _published(request: HttpRequest, form: WordForm) -> HttpResponse | None:
    """Back to the list once it is published; None where the form says why it is not."""
    try:
        informing.publish_word(actor=request.user.person, said=form.said, seen=form.cleaned_data["seen"])
    except ValidationError as error:
        to_fields(form, error)
        return None
    except StaleState:
        if not _is_published(form.said, request.user.person):
            form.add_error(None, _("A version was published meanwhile. Read it, and open this page anew."))
            return None
        messages.info(request, DONE_ALREADY)
    else:
        messages.success(request, _("It is published. Families are told from its first day on."))
    return redirect("families-words")


def _is_published(said: informing.Said, by: Person) -> bool:
    """Whether these very words are the last version, by the same person: the button was pressed twice."""
    series = FamilyWord.objects.filter(audience=said.audience, room=said.room).order_by("-number")
    words = dataclasses.asdict(said) | {"published_by": by.pk}
    return series.values(*words).first() == words


@allowed(can.can_see_deliveries)
@require_http_methods(["GET", "POST"])
def deliveries(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One version: who has had it and how, and who has not; paper is handed over here."""
    found = get_or_404(FamilyWord.objects.select_related("published_by"), pk=pk)
    outbox.mark_seen(request.user.person.pk, found)
    rows = selectors.deliveries(found)
    missing = list(selectors.not_had(rows))
    names = selectors.rooms_of([row.person_id for row in missing])
    choices = [(str(row.pk), _named(row, names)) for row in missing]
    form = HandOverForm(request.POST if request.method == "POST" else None, choices=choices)
    may_hand_over = can.can_hand_over(request.user.person)
    if form.is_valid() and _handed(request, found, form):
        return redirect("families-word", found.pk)
    context = {
        "word": found,
        "form": form if may_hand_over and choices else None,
        "missing": [(row, names.get(row.person_id, [])) for row in missing],
        "page": window(rows, request.GET.get("page"), PAGE_SIZE),
    }
    return render(request, "social/families_word.html", context)


def _named(row: WordDelivery, names: dict[uuid.UUID, list[str]]) -> str:
    children = ", ".join(names.get(row.person_id, []))
    return f"{row.person.name}: {children}" if children else row.person.name


def _handed(request: HttpRequest, found: FamilyWord, form: HandOverForm) -> bool:
    said = form.cleaned_data
    try:
        number = informing.hand_over(
            found, actor=request.user.person, delivery_ids=[uuid.UUID(pk) for pk in said["people"]],
            handed_on=said["handed_on"], how=said["how"],
        )  # fmt: skip
    except ValidationError as error:
        to_fields(form, error)
        return False
    text = ngettext("Noted for %(number)s person.", "Noted for %(number)s people.", number)
    messages.success(request, text % {"number": number})
    return True


@allowed(can.can_hand_over)
@require_GET
def on_paper(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The letter, and the list of whom it is for, to be printed. Who took it is written down."""
    found = get_or_404(FamilyWord.objects.all(), pk=pk)
    missing = list(selectors.not_had(selectors.deliveries(found)))
    names = selectors.rooms_of([row.person_id for row in missing])
    record_read(request.user.person, found, "list of families on paper")
    lines = [(row.person.name, names.get(row.person_id, [])) for row in missing]
    context = {"word": found, "lines": lines, "setting": Organisation.objects.first()}
    return render(request, "social/families_word_paper.html", context)


@public
@in_readers_language
@require_GET
def told(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What families read. It names nobody, so anybody may; a version that has not begun is not there yet."""
    found = get_or_404(FamilyWord.objects.begun(), pk=pk)
    is_current = found in selectors.current()
    context = {"word": found, "is_current": is_current, "setting": Organisation.objects.first()}
    return render(request, "social/families_told.html", context)
