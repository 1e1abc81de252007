"""What the step pages of accounts, removals, checks and permissions share: one template, a question or a button."""

import dataclasses
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pages.step_pages import StepPage, StepView
from social.selectors.story import steps_since
from workflow.models import WorkflowModel


@dataclasses.dataclass(frozen=True)
class SocialPage(StepPage):
    """`send` is what the button on the page says, where it is not the title; a grave step warns."""

    send: Any = ""
    is_grave: bool = False


class SocialStepView(StepView):
    template = "social/step.html"
    not_now = _("This step is not possible as things stand now. Nothing was changed.")
    also_steps = ("change",)
    # The name of the URL that shows the row, and what the way back to it says.
    shown_by: str
    back: Any

    def subject(self, row: Any) -> str:
        """Whom or what the step is about."""
        raise NotImplementedError

    def context(self, request: HttpRequest, row: WorkflowModel, page: SocialPage) -> dict[str, Any]:
        return {
            "step": page,
            "title": page.title,
            "send": page.send,
            "subject": self.subject(row),
            "back": self.back,
            "back_url": reverse(self.shown_by, args=[row.pk]),
        }

    def steps_since(self, row: WorkflowModel, version: int) -> list[Any]:
        return steps_since(row, version)

    def home(self, row: WorkflowModel) -> HttpResponse:
        return redirect(self.shown_by, row.pk)
