"""Which two versions are compared."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pages.templatetags.dates import nice_date
from policies.models import PolicyVersion


class _VersionField(forms.ModelChoiceField):
    """A version by its number and since when it is in force, or where it stands."""

    def label_from_instance(self, version: PolicyVersion) -> str:
        if version.effective_from:
            day = nice_date(version.effective_from)
            return _("Version %(number)s, from %(day)s") % {"number": version.number, "day": day}
        state = version.get_state_display()
        return _("Version %(number)s: %(state)s") % {"number": version.number, "state": state}


class CompareForm(forms.Form):
    """Drawn with the two that are shown."""

    before = _VersionField(PolicyVersion.objects.none(), label=gettext_lazy("From"), empty_label=None)
    after = _VersionField(PolicyVersion.objects.none(), label=gettext_lazy("To"), empty_label=None)

    def __init__(
        self,
        *args: Any,
        versions: QuerySet[PolicyVersion],
        chosen: tuple[PolicyVersion, PolicyVersion],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, initial={"before": chosen[0], "after": chosen[1]}, **kwargs)
        for name in ("before", "after"):
            self.fields[name].queryset = versions.defer("outline", "outline_before").order_by("number")
