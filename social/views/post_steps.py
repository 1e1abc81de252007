"""The pages on which a post goes on its way, as a table: address, step or verb, form, action.

The buttons of the post's page are drawn from the same table, through the lifecycle.
"""

import dataclasses
import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.models import Person
from pages.access import allowed, get_or_404
from pages.step_pages import MORE, StepPage, StepView, seen_and
from social.actions import agreeing_posts, publishing_posts, writing_posts
from social.forms import post_steps as forms
from social.lifecycle.posts import POST
from social.models import Post
from social.permissions.posts import can_see_posts
from social.selectors import post_page, post_story


@dataclasses.dataclass(frozen=True)
class PostPage(StepPage):
    """`when` narrows when there is a button; `shows` draws the whole post as well.

    `puts`: something is put on the account, so that there is no button while that is off.
    """

    lifecycle = POST

    when: Callable[[Post], bool] = lambda post: True
    shows: bool = False
    puts: bool = False

    def fits(self, row: Post) -> bool:
        return super().fits(row) and self.when(row)


def _publish(post: Post, actor: Person, form: forms.PublishForm) -> None:
    said = {name: form.cleaned_data.get(name, False) for name in ("old_is_gone", "early")}
    seen, link = form.cleaned_data["version"], form.cleaned_data["link"]
    publishing_posts.publish(post, actor=actor, seen=seen, link=link, **said)


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
        PostPage(
            "read-after", "read after", forms.ReadAfterForm, _read_after, _("Thank you. It is noted."),
            _("It was published before anybody read it. Read it now."), shows=True,
            when=lambda post: post.is_urgent and post.read_at is None,
        ),
        PostPage(
            "hand-in", "submit", forms.ConfirmForm, seen_and(agreeing_posts.submit),
            _("Handed in. A colleague reads it."), _("A colleague reads exactly this."),
            shows=True,
        ),
        PostPage(
            "publish", "publish", forms.PublishForm, _publish,
            _("It is noted as published."), shows=True, puts=True,
        ),
        PostPage(
            "schedule", "schedule", forms.ScheduleForm, _schedule, _("It is scheduled."),
            _("Nothing is published automatically. When the time comes everything is checked again, and you are told."),
            puts=True,
        ),
        PostPage(
            "send-back", "send back", forms.ChangesForm, seen_and(agreeing_posts.send_back, "body"),
            _("It is sent back, and its author is told."), group=MORE,
        ),
        PostPage(
            "reject", "reject", forms.WhyNotForm, seen_and(agreeing_posts.reject, "body"),
            _("It is not published, and its author is told."), _("It ends here. Its pictures are deleted."), MORE,
        ),
        PostPage(
            "at-once", "publish at once", forms.AtOnceForm,
            seen_and(publishing_posts.publish_at_once, "link", "reason"),
            _("Noted. A colleague reads it within a working day."),
            _("Only for what cannot wait, and only if no person at all is shown. It is counted."), MORE, shows=True,
            puts=True,
        ),
        PostPage(
            "found-live", "found live", forms.FoundForm, seen_and(publishing_posts.own_up, "link", "body"),
            _("It is noted, and those who hold the account are told."),
            _("Somebody put it there though it was not agreed to, or may no longer be shown. It comes down."), MORE,
        ),
        PostPage(
            "gone", "archive", forms.GoneForm, seen_and(publishing_posts.archive, "body"),
            _("It is noted that it is no longer shown."), _("You took it off the page, or its time was over."),
            MORE,
        ),
        PostPage(
            "give-up", "give up", forms.WhyForm, seen_and(writing_posts.give_up, "body"), _("It is given up."),
            _("It ends here. Its pictures are deleted."), MORE,
        ),
        PostPage("note", "note", forms.NoteForm, _note, _("Your note is stored."), group=MORE),
    )
}  # fmt: skip


def offered(*, is_off: bool) -> list[PostPage]:
    """The steps that have a button, where the post's account is off or not."""
    return [page for page in STEPS.values() if not (is_off and page.puts)]


class PostStepView(StepView):
    pages = STEPS
    template = "social/post_step.html"
    not_now = _("This step is not possible as the post stands now. Nothing was changed.")

    def find(self, person: Person, pk: uuid.UUID) -> Post:
        found: Post = get_or_404(post_page.rows(person), pk=pk)
        return found

    def context(self, request: HttpRequest, row: Post, page: StepPage) -> dict[str, Any]:
        return post_page.whole(row) | {"step": page}

    def steps_since(self, row: Post, version: int) -> list[Any]:
        return post_story.steps_since(row, version)

    def home(self, row: Post) -> HttpResponse:
        return redirect("post", row.pk)


@allowed(can_see_posts)
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: uuid.UUID, slug: str) -> HttpResponse:
    return PostStepView().answer(request, pk, slug)
