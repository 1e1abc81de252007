"""The pages on which a post goes on its way, as a table: address, step or verb, form, action.

The buttons of the post's page are drawn from the same table, through the lifecycle.
"""

import dataclasses
import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from accounts.models import Person
from pages.access import allowed, get_or_404
from pages.steps import to_fields
from social.actions import agreeing_posts, publishing_posts, writing_posts
from social.forms import post_steps as forms
from social.forms.posts import PostForm
from social.lifecycle.posts import POST
from social.models import Post
from social.permissions.posts import can_see_posts
from social.selectors import post_page, post_story
from workflow.engine import NotAllowed, StaleState, WrongState
from workflow.lifecycle import Step, Verb, fits

NEXT, MORE = "next", "more"
Run = Callable[[Post, Person, Any], Any]


@dataclasses.dataclass(frozen=True)
class StepPage:
    """One page: `verb` is the name in the lifecycle, `run` calls the one action, `done` is said afterwards.

    `group` is where its button stands; `when` narrows when there is one; `shows` draws the whole post below.
    """

    slug: str
    verb: str
    form: type[PostForm]
    run: Run
    done: Any
    explanation: Any = ""
    group: str = NEXT
    when: Callable[[Post], bool] = lambda post: True
    shows: bool = False

    @property
    def move(self) -> Step | Verb:
        return POST.steps.get(self.verb) or POST.verbs[self.verb]

    @property
    def title(self) -> Any:
        return self.move.label

    def fits(self, post: Post) -> bool:
        return fits(self.move, post) and self.when(post)


def _step(act: Callable[..., Any], *names: str) -> Run:
    """Call `act` with what the page was drawn from, and the named fields."""

    def run(post: Post, actor: Person, form: Any) -> None:
        said = {name: form.cleaned_data[name] for name in names}
        act(post, actor=actor, seen=form.cleaned_data["version"], **said)

    return run


def _schedule(post: Post, actor: Person, form: forms.ScheduleForm) -> None:
    publishing_posts.schedule(post, actor=actor, seen=form.cleaned_data["version"], moment=form.moment)


def _note(post: Post, actor: Person, form: forms.NoteForm) -> None:
    writing_posts.add_note(post, actor=actor, body=form.cleaned_data["body"])


def _read_after(post: Post, actor: Person, form: forms.ReadAfterForm) -> None:
    said = {name: form.cleaned_data[name] for name in ("agrees", "body")}
    publishing_posts.read_after(post, actor=actor, **said)


STEPS = {
    row.slug: row
    for row in (
        StepPage(
            "read-after", "read after", forms.ReadAfterForm, _read_after, lazy("Thank you. It is noted."),
            lazy("It was published before anybody read it. Read it now."), shows=True,
            when=lambda post: post.is_urgent and post.read_at is None,
        ),
        StepPage(
            "hand-in", "submit", forms.ConfirmForm, _step(agreeing_posts.submit),
            lazy("Handed in. A colleague reads it."), lazy("A colleague reads exactly this."),
            shows=True,
        ),
        StepPage(
            "publish", "publish", forms.PublishForm, _step(publishing_posts.publish, "link"),
            lazy("It is noted that it is published."), shows=True,
        ),
        StepPage(
            "schedule", "schedule", forms.ScheduleForm, _schedule, lazy("Its day and hour are chosen."),
            lazy("Nothing is published by itself. When the hour comes all is looked at again, and you are told."),
        ),
        StepPage(
            "send-back", "send back", forms.ChangesForm, _step(agreeing_posts.send_back, "body"),
            lazy("It is sent back, and its author is told."), group=MORE,
        ),
        StepPage(
            "reject", "reject", forms.WhyNotForm, _step(agreeing_posts.reject, "body"),
            lazy("It is not published, and its author is told."), lazy("It ends here. Its pictures are deleted."), MORE,
        ),
        StepPage(
            "at-once", "publish at once", forms.AtOnceForm, _step(publishing_posts.publish_at_once, "link", "reason"),
            lazy("Noted. A colleague reads it within a working day."),
            lazy("Only for what cannot wait, and only if no person at all is shown. It is counted."), MORE, shows=True,
        ),
        StepPage(
            "found-live", "found live", forms.FoundForm, _step(publishing_posts.own_up, "link", "body"),
            lazy("It is noted, and those who hold the account are told."),
            lazy("Somebody put it there though it was not agreed to, or may no longer be shown. It comes down."), MORE,
        ),
        StepPage(
            "gone", "archive", forms.GoneForm, _step(publishing_posts.archive, "body"),
            lazy("It is noted that it is no longer shown."), lazy("You took it off the page, or its time was over."),
            MORE,
        ),
        StepPage(
            "give-up", "give up", forms.WhyForm, _step(writing_posts.give_up, "body"), lazy("It is given up."),
            lazy("It ends here. Its pictures are deleted."), MORE,
        ),
        StepPage("note", "note", forms.NoteForm, _note, lazy("Your note is stored."), group=MORE),
    )
}  # fmt: skip


def buttons(post: Post, person: Person) -> dict[str, list[StepPage]]:
    """The pages this person may open now, by group, in the table's order."""
    open_now = post.lifecycle.open_to(person, post, [row.verb for row in STEPS.values()])
    found: dict[str, list[StepPage]] = {NEXT: [], MORE: []}
    for row in STEPS.values():
        if row.verb in open_now and row.fits(post):
            found[row.group].append(row)
    return found


@allowed(can_see_posts)
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: uuid.UUID, slug: str) -> HttpResponse:
    """One step's page. Who may not take it is refused at once; what cannot be taken now goes back."""
    if slug not in STEPS:
        raise Http404
    person, page = request.user.person, STEPS[slug]
    found = get_or_404(post_page.rows(person), pk=pk)
    if not page.move.allowed(person, found):
        raise NotAllowed(person, found, page.verb)
    form = page.form(request.POST if request.method == "POST" else None, of=found)
    if request.method == "GET" and not page.fits(found):
        return _not_now(request, found)
    if request.method == "POST" and form.is_valid():
        return _take(request, found, page, form)
    return _step_page(request, found, page, form)


def _take(request: HttpRequest, found: Post, page: StepPage, form: PostForm) -> HttpResponse:
    try:
        page.run(found, request.user.person, form)
    except ValidationError as error:
        to_fields(form, error)
        return _step_page(request, found, page, form)
    except StaleState:
        return _somebody_was_quicker(request, found, page, form)
    except WrongState:
        return _not_now(request, found)
    messages.success(request, page.done)
    return redirect("post", found.pk)


def _not_now(request: HttpRequest, found: Post) -> HttpResponse:
    messages.warning(request, _("This step is not possible as the post stands now. Nothing was changed."))
    return redirect("post", found.pk)


def _somebody_was_quicker(request: HttpRequest, found: Post, page: StepPage, form: PostForm) -> HttpResponse:
    """Show who did what meanwhile, keep what was typed, and let it be sent again on purpose."""
    person = request.user.person
    fresh = get_or_404(post_page.rows(person), pk=found.pk)
    meanwhile = post_story.steps_since(fresh, form.cleaned_data["version"])
    form.renew(fresh.version)
    again = page.fits(fresh) and page.move.allowed(person, fresh)
    return _step_page(request, fresh, page, form, status=409, meanwhile=meanwhile, cannot_be_sent=not again)


def _step_page(
    request: HttpRequest, found: Post, page: StepPage, form: PostForm, status: int = 200, **more: Any
) -> HttpResponse:
    context = post_page.whole(found) | {"step": page, "form": form, **more}
    return render(request, "social/post_step.html", context, status=status)
