"""Pages on which a row goes on its way: one for each step of its lifecycle, as a table.

An app says which steps have a page, how its row is found and how the page is drawn. What happens when a
form is wrong, when somebody was quicker, or when the step is no longer possible stands here, once.
"""

import dataclasses
import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from pages.steps import to_fields
from workflow.engine import NotAllowed, StaleState, WrongState
from workflow.history import own_verbs, was_just_done
from workflow.lifecycle import Lifecycle, Step, Verb, fits

NEXT, MORE = "next", "more"
# Said to whoever pressed twice, or came back to a page that they have sent.
DONE_ALREADY = _("You have already done this. It counts once.")
# Row, who takes the step, and the valid form.
Run = Callable[[Any, Any, Any], Any]


@dataclasses.dataclass(frozen=True)
class StepPage:
    """One page: `verb` is the name in the lifecycle, `run` calls the one action, `done` is said afterwards.

    `group` is where its button stands on the row's page: what comes next, or what is needed seldom; a page of no
    group is led to from elsewhere. `named` is the title where the step's own label says too much or too little.
    """

    lifecycle: ClassVar[Lifecycle]

    slug: str
    verb: str
    form: type[Any]
    run: Run
    done: Any
    explanation: Any = ""
    group: str = NEXT
    named: Any = ""

    @property
    def move(self) -> Step | Verb:
        return self.lifecycle.steps.get(self.verb) or self.lifecycle.verbs[self.verb]

    @property
    def title(self) -> Any:
        return self.named or self.move.label

    def fits(self, row: Any) -> bool:
        """Whether the row's state has this step."""
        return fits(self.move, row)


def seen_and(act: Callable[..., Any], *names: str) -> Run:
    """Call `act` with the version that the page was drawn from, as `seen`, and the named fields."""

    def run(row: Any, actor: Any, form: Any) -> None:
        act(
            row,
            actor=actor,
            seen=form.cleaned_data["version"],
            **{name: form.cleaned_data[name] for name in names},
        )

    return run


def buttons(
    pages: Iterable[StepPage], row: Any, person: Any, groups: Iterable[str] = (NEXT, MORE)
) -> dict[str, list[Any]]:
    """The pages that `person` may open now, by group, in the table's order."""
    fitting = [page for page in pages if page.fits(row)]
    open_now = row.lifecycle.open_to(person, row, [page.verb for page in fitting])
    found: dict[str, list[Any]] = {group: [] for group in groups}
    for page in fitting:
        if page.verb in open_now and page.group in found:
            found[page.group].append(page)
    return found


class StepView:
    """How one app's step pages are found, drawn and left; a function view calls `answer`."""

    pages: Mapping[str, StepPage]
    template: str
    # Said when the row has moved on meanwhile.
    not_now: Any
    # Verbs that count with the steps where somebody was quicker.
    also_steps: tuple[str, ...] = ()

    def find(self, person: Any, pk: uuid.UUID) -> Any:
        """The row as `person` may see it. Raises Http404."""
        raise NotImplementedError

    def form(self, page: Any, data: Any, row: Any, person: Any) -> Any:
        return page.form(data, of=row)

    def context(self, request: HttpRequest, row: Any, page: Any) -> dict[str, Any]:
        """What the template needs beside `form`."""
        raise NotImplementedError

    def steps_since(self, row: Any, version: int) -> list[Any]:
        """What others did after `version`: for whoever was slower."""
        raise NotImplementedError

    def home(self, row: Any) -> HttpResponse:
        """Back to the row's own page."""
        raise NotImplementedError

    def onward(self, request: HttpRequest, row: Any, page: Any) -> HttpResponse:
        """Where it goes on once the step is taken."""
        messages.success(request, page.done)
        return self.home(row)

    def answer(self, request: HttpRequest, pk: uuid.UUID, slug: str) -> HttpResponse:
        """One step's page. Who may not take it is refused at once; what cannot be taken now goes back."""
        if slug not in self.pages:
            raise Http404
        page, person = self.pages[slug], request.user.person
        row = self.find(person, pk)
        if not page.move.allowed(person, row):
            raise NotAllowed(person, row, page.verb)
        form = self.form(page, request.POST if request.method == "POST" else None, row, person)
        if request.method == "GET" and not page.fits(row):
            return self._not_now(request, row, page)
        if request.method == "POST" and form.is_valid():
            return self._take(request, row, page, form)
        return self._draw(request, row, page, form)

    def _take(self, request: HttpRequest, row: Any, page: StepPage, form: Any) -> HttpResponse:
        try:
            page.run(row, request.user.person, form)
        except ValidationError as error:
            to_fields(form, error)
            return self._draw(request, row, page, form)
        except StaleState:
            return self._somebody_was_quicker(request, row, page, form)
        except WrongState:
            return self._not_now(request, row, page)
        return self.onward(request, row, page)

    def _not_now(self, request: HttpRequest, row: Any, page: Any) -> HttpResponse:
        if was_just_done(row, request.user.person.pk, [page.verb]):
            messages.info(request, DONE_ALREADY)
        else:
            messages.warning(request, self.not_now)
        return self.home(row)

    def _somebody_was_quicker(
        self, request: HttpRequest, row: Any, page: StepPage, form: Any
    ) -> HttpResponse:
        """Show who did what meanwhile, keep what was typed, and let it be sent again on purpose.

        Whoever was quicker themselves, by a second press, is told that it is done.
        """
        person, seen = request.user.person, form.cleaned_data["version"]
        fresh = self.find(person, row.pk)
        again = page.fits(fresh) and page.move.allowed(person, fresh)
        is_own = bool(own_verbs(fresh, seen, person.pk, self.also_steps))
        if is_own and not again and was_just_done(fresh, person.pk):
            messages.info(request, DONE_ALREADY)
            return self.home(fresh)
        more = {"meanwhile": self.steps_since(fresh, seen), "is_own": is_own, "cannot_be_sent": not again}
        form.renew(fresh.version)
        return self._draw(request, fresh, page, form, status=409, **more)

    def _draw(
        self, request: HttpRequest, row: Any, page: StepPage, form: Any, status: int = 200, **more: Any
    ) -> HttpResponse:
        context = {"form": form, **self.context(request, row, page), **more}
        return render(request, self.template, context, status=status)
