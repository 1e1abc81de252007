"""Which two versions of an assessment are compared."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from social.models import RiskAssessment


class _VersionField(forms.ModelChoiceField):
    """A version by its number and where it stands."""

    def label_from_instance(self, row: RiskAssessment) -> str:
        return _("Version %(number)s: %(state)s") % {"number": row.number, "state": row.get_state_display()}


class CompareForm(forms.Form):
    """Drawn with the two that are shown."""

    before = _VersionField(RiskAssessment.objects.none(), label=gettext_lazy("From"), empty_label=None)
    after = _VersionField(RiskAssessment.objects.none(), label=gettext_lazy("To"), empty_label=None)

    def __init__(self, *args: Any, rows: Any, chosen: tuple[Any, Any], **kwargs: Any) -> None:
        super().__init__(*args, initial={"before": chosen[0], "after": chosen[1]}, **kwargs)
        for name in ("before", "after"):
            self.fields[name].queryset = rows.defer("draft").order_by("number")
