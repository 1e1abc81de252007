"""The pages on which a row with a lifecycle goes on its way, from a table: address, step or verb, form, action.

The buttons of the row's page are drawn from the same table, through the lifecycle; refusals, and the conflict
with somebody quicker, come from the row as well.
"""

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Person
from pages.steps import VersionForm, to_fields
from social.selectors.story import steps_since
from workflow.engine import NotAllowed, StaleState, WrongState
from workflow.lifecycle import Lifecycle, Step, Verb, fits
from workflow.models import WorkflowModel

NEXT, MORE = "next", "more"


@dataclasses.dataclass(frozen=True)
class StepPage:
    """One page: `verb` is the name in the lifecycle, `run(row, actor, form)` calls the one action, `done` is said
    afterwards. `group` is where its button stands; a page without one is led to from elsewhere. `send` is what
    the button on the page says, where it is not the title.
    """

    slug: str
    verb: str
    form: type[VersionForm]
    run: Callable[[Any, Person, Any], Any]
    done: Any
    explanation: Any = ""
    group: str = NEXT
    title: Any = ""
    send: Any = ""
    is_grave: bool = False

    def move(self, table: Lifecycle) -> Step | Verb:
        return table.steps.get(self.verb) or table.verbs[self.verb]


@dataclasses.dataclass(frozen=True)
class Steps:
    """All step pages of one kind of row: its lifecycle, its pages, and the name of the URL that shows the row."""

    table: Lifecycle
    pages: Mapping[str, StepPage]
    shown_by: str
    named: Callable[[Any], str]
    back: Any

    def buttons(self, row: WorkflowModel, person: Person) -> dict[str, list[dict[str, Any]]]:
        """The pages that this person may open now, by group, in the table's order."""
        open_now = self.table.open_to(person, row, [page.verb for page in self.pages.values()])
        found: dict[str, list[dict[str, Any]]] = {NEXT: [], MORE: []}
        for page in self.pages.values():
            if page.verb in open_now and page.group:
                found[page.group].append(
                    {"slug": page.slug, "title": self.title(page), "is_grave": page.is_grave}
                )
        return found

    def title(self, page: StepPage) -> Any:
        return page.title or page.move(self.table).label

    def answer(self, request: HttpRequest, row: WorkflowModel, slug: str) -> HttpResponse:
        """The page of one step. Who may not take it is refused at once; what cannot be taken now goes back."""
        if slug not in self.pages:
            raise Http404
        person, page = request.user.person, self.pages[slug]
        if not page.move(self.table).allowed(person, row):
            raise NotAllowed(person, row, page.verb)
        sent = request.POST if request.method == "POST" else None
        form = page.form(sent, of=row)  # type: ignore[call-arg]
        if request.method == "GET" and not fits(page.move(self.table), row):
            return self._not_now(request, row)
        if sent is not None and form.is_valid():
            return self._take(request, row, page, form)
        return self._draw(request, row, page, form)

    def _take(self, request: HttpRequest, row: Any, page: StepPage, form: VersionForm) -> HttpResponse:
        try:
            page.run(row, request.user.person, form)
        except ValidationError as error:
            to_fields(form, error)
            return self._draw(request, row, page, form)
        except StaleState:
            return self._somebody_was_quicker(request, row, page, form)
        except WrongState:
            return self._not_now(request, row)
        messages.success(request, page.done)
        return redirect(self.shown_by, row.pk)

    def _not_now(self, request: HttpRequest, row: WorkflowModel) -> HttpResponse:
        messages.warning(request, _("This step is not possible as things stand now. Nothing was changed."))
        return redirect(self.shown_by, row.pk)

    def _somebody_was_quicker(
        self, request: HttpRequest, row: Any, page: StepPage, form: VersionForm
    ) -> HttpResponse:
        """Show who did what meanwhile, keep what was typed, and let it be sent again on purpose."""
        fresh = type(row).objects.get(pk=row.pk)
        meanwhile = steps_since(fresh, form.cleaned_data["version"])
        form.renew(fresh.version)
        move = page.move(self.table)
        again = fits(move, fresh) and move.allowed(request.user.person, fresh)
        return self._draw(
            request, fresh, page, form, status=409, meanwhile=meanwhile, cannot_be_sent=not again
        )

    def _draw(
        self,
        request: HttpRequest,
        row: Any,
        page: StepPage,
        form: VersionForm,
        status: int = 200,
        **more: Any,
    ) -> HttpResponse:
        context = {
            "step": page, "title": self.title(page), "send": page.send, "form": form,
            "subject": self.named(row), "back": self.back, "back_url": reverse(self.shown_by, args=[row.pk]), **more,
        }  # fmt: skip
        return render(request, "social/step.html", context, status=status)


def step(act: Callable[..., Any], *names: str) -> Callable[[Any, Person, Any], Any]:
    """Call `act` with what the page was drawn from, and the named fields."""

    def run(row: Any, actor: Person, form: Any) -> Any:
        said = {name: form.cleaned_data[name] for name in names}
        return act(row, actor=actor, seen=form.cleaned_data["version"], **said)

    return run
