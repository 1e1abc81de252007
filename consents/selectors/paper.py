"""Printed forms: what stands on one, and which of a child still say what parents are told now."""

import dataclasses
import json
import uuid
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Child
from consents.models import Notice, PaperForm, Purpose
from consents.selectors import notices


@dataclasses.dataclass(frozen=True)
class Question:
    """One use on the form: its title, its words, and the fingerprint of its notice."""

    title: str
    words: dict[str, Any]
    fingerprint: str


def questions(form: PaperForm) -> list[Question]:
    """In the order of the form, in the words that were printed. Two queries."""
    words = {said["purpose"]: said for said in json.loads(form.shown)}
    told = notices.on_form(form)
    return [
        Question(_(one.title), words[one.pk], told[one.pk].text_hash)
        for one in Purpose.objects.filter(pk__in=words).order_by("position")
    ]


@dataclasses.dataclass(frozen=True)
class Printed:
    """One form of a child in the list of them."""

    form: PaperForm
    is_current: bool


def printed(child: Child) -> list[Printed]:
    """The newest first. A Yes on one that is not current does not count: its words have changed."""
    current = notices.current()
    now = {
        purpose.pk: str(current[purpose.pk].pk)
        for purpose in Purpose.objects.asked()
        if purpose.pk in current
    }
    rows = PaperForm.objects.filter(child=child).select_related("printed_by").order_by("-printed_at")
    return [Printed(row, row.notices == now) for row in rows]


def form_of(child: Child, typed: str) -> PaperForm | None:
    """The form of this child that an address names; None for anything else."""
    try:
        pk = uuid.UUID(typed)
    except ValueError:
        return None
    return PaperForm.objects.filter(pk=pk, child=child).first()


def asked_on(form: PaperForm | None) -> tuple[list[Purpose], dict[str, Notice]]:
    """What stands on a printed form, with its notices; without one what is asked and told now."""
    if form is None:
        return list(Purpose.objects.asked()), notices.current()
    purposes = Purpose.objects.filter(pk__in=form.notices).order_by("position")
    return list(purposes), notices.on_form(form)
