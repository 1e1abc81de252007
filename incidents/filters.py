"""What the queue can be narrowed by, in the address."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from incidents.models import Case, CaseReport
from workflow import clock

STATES = [("open", _("Open")), ("ended", _("Closed, merged or entered in error")), ("all", _("All"))]


class QueueFilter(django_filters.FilterSet):
    """Open cases unless the address says otherwise. Nonsense in the address narrows nothing."""

    state = django_filters.ChoiceFilter(label=_("State"), choices=STATES, method="by_state", empty_label=None)
    urgency = django_filters.ChoiceFilter(
        label=_("Urgency"), choices=Case.Urgency.choices, empty_label=_("Any")
    )
    unread = django_filters.ChoiceFilter(
        label=_("Unread"), choices=[("1", _("Unread only"))], method="by_unread", empty_label=_("Read or not")
    )
    overdue = django_filters.ChoiceFilter(
        label=_("Due"), choices=[("1", _("Overdue only"))], method="by_overdue", empty_label=_("Any time")
    )
    reference = django_filters.CharFilter(label=_("Reference"), method="by_reference", max_length=12)

    class Meta:
        model = Case
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        if not self.form.cleaned_data.get("state") and not self.form.cleaned_data.get("reference"):
            queryset = queryset.open()
        return super().filter_queryset(queryset)

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if value == "all":
            return queryset
        return queryset.open() if value == "open" else queryset.exclude(state__in=Case.OPEN_STATES)

    def by_unread(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(is_unread=True)

    def by_overdue(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(next_due_at__lt=clock.now())

    def by_reference(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        wanted = value.strip().upper()
        holding = CaseReport.objects.filter(report__reference=wanted).values("case")
        return queryset.filter(Q(reference__startswith=wanted) | Q(pk__in=holding))
