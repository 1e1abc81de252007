"""What the queue can be narrowed by, in the address."""

import datetime as dt
import uuid
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from incidents.models import Case, CaseReport
from incidents.selectors import by_clause, queue

STATES = [("open", _("Open")), ("ended", _("Closed, merged or entered in error")), ("all", _("All"))]


def _narrowing(label: Any, any_label: Any, only: Any, method: str) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(
        label=label, choices=[("1", only)], method=method, empty_label=any_label
    )


class QueueFilter(django_filters.FilterSet):
    """Open cases unless the address says otherwise. Nonsense in the address narrows nothing.

    A reference is searched for in every state: whoever types one knows which case they want.
    """

    state = django_filters.ChoiceFilter(label=_("State"), choices=STATES, method="by_state", empty_label=None)
    urgency = django_filters.ChoiceFilter(
        label=_("Urgency"), choices=Case.Urgency.choices, empty_label=_("Any")
    )
    unread = _narrowing(_("Unread"), _("Read or not"), _("Unread only"), "by_unread")
    overdue = _narrowing(_("Due"), _("Any time"), _("Overdue only"), "by_overdue")
    undelivered = _narrowing(_("E-mail"), _("Delivered or not"), _("Not delivered only"), "by_undelivered")
    reference = django_filters.CharFilter(label=_("Reference"), method="by_reference", max_length=12)

    # What a policy's page or review counts; nobody types these.
    clause = django_filters.UUIDFilter(method="by_clause", widget=forms.HiddenInput)
    policy = django_filters.UUIDFilter(method="by_policy", widget=forms.HiddenInput)
    since = django_filters.DateFilter(method="by_day", widget=forms.HiddenInput)

    class Meta:
        model = Case
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        if self.only_open:
            queryset = queryset.filter(state__in=Case.OPEN_STATES)
        return super().filter_queryset(queryset)

    @property
    def only_open(self) -> bool:
        said = self.form.cleaned_data
        return said.get("state") in ("", None, "open") and not said.get("reference")

    @property
    def is_narrowed(self) -> bool:
        """Something was asked for, or asked for wrongly: the form stands open."""
        return bool(self.form.errors) or any(self.form.cleaned_data.values())

    @property
    def is_behind_a_number(self) -> bool:
        """A policy's page or a review led here."""
        said = self.form.cleaned_data
        return bool(said.get("clause") or said.get("policy"))

    @property
    def only_unread(self) -> bool:
        return bool(self.form.cleaned_data.get("unread"))

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.exclude(state__in=Case.OPEN_STATES) if value == "ended" else queryset

    def by_unread(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queue.unread(queryset)

    def by_overdue(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queue.overdue(queryset)

    def by_undelivered(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queue.with_lost_mail(queryset)

    def by_clause(self, queryset: QuerySet, name: str, value: uuid.UUID) -> QuerySet:
        return by_clause.naming(queryset, value)

    def by_policy(self, queryset: QuerySet, name: str, value: uuid.UUID) -> QuerySet:
        return by_clause.applying(queryset, value)

    def by_day(self, queryset: QuerySet, name: str, value: dt.date) -> QuerySet:
        return by_clause.opened_since(queryset, value)

    def by_reference(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """By the beginning of a case's reference, or the whole of a report's."""
        wanted = value.strip().upper()
        holding = CaseReport.objects.filter(report__reference=wanted).values("case")
        return queryset.filter(Q(reference__startswith=wanted) | Q(pk__in=holding))
