"""Editing a whole draft as one text: previewed, kept through errors and time-outs, never over somebody's words."""

import datetime as dt
import re
import uuid

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from policies.actions import agreeing, drafting, kept_words
from policies.models import KeptWords, PolicyVersion
from policies.outline import Outline
from tests.policies.conftest import stored
from workflow import clock

TOKEN = re.compile(r'name="keep_for" value="([^"]+)"')
TEXT = "# Photographs\n\n## Aims\n\n- We take photographs.\n\n- **Nobody** else does.\n"


def url(version: PolicyVersion) -> str:
    return reverse("policy-edit", args=[version.pk])


def keep_url(version: PolicyVersion) -> str:
    return reverse("policy-edit-keep", args=[version.pk])


def outline(version: PolicyVersion) -> Outline:
    return Outline.from_json(stored(version).outline)


def sent(client, version: PolicyVersion, text: str = TEXT, **more: str) -> dict[str, object]:
    """What the page sends, with its token and the version it was drawn from."""
    page = client.get(url(version)).content.decode()
    token = TOKEN.search(page)[1]
    return {"version": stored(version).version, "text": text, "keep_for": token, "do": "save", **more}


def test_the_words_are_there_as_one_text_and_are_saved(draft, manager):
    page = manager.get(url(draft))
    assert "- We take photographs to show what children learn." in page.context["form"]["text"].value()
    answer = manager.post(url(draft), sent(manager, draft))
    assert answer.url == reverse("policy-version", args=[draft.pk])
    assert [block.text for block in outline(draft).blocks] == [
        "Aims", "We take photographs.", "**Nobody** else does.",
    ]  # fmt: skip


def test_what_is_saved_as_drawn_changes_nothing(next_draft, manager):
    text = manager.get(url(next_draft)).context["form"]["text"].value()
    before = stored(next_draft)
    said = manager.post(url(next_draft), sent(manager, next_draft, text.replace("\n", "\r\n")), follow=True)
    assert "Nothing was different." in said.content.decode()
    assert (stored(next_draft).version, stored(next_draft).outline) == (before.version, before.outline)


def test_the_keys_of_the_clauses_go_on(next_draft, manager):
    text = manager.get(url(next_draft)).context["form"]["text"].value()
    before = {block.text: block.clause for block in outline(next_draft).blocks}
    changed = text.replace("Everybody keeps to", "Everybody always keeps to") + "\n- A new one.\n"
    manager.post(url(next_draft), sent(manager, next_draft, changed))
    after = {block.text: block.clause for block in outline(next_draft).blocks}
    assert after.pop("A new one.") is None
    assert after.pop("Everybody always keeps to this policy.") == before.pop(
        "Everybody keeps to this policy."
    )
    assert after == before


def test_lines_that_were_left_out_are_still_shown_afterwards(policy, cast, manager):
    version = drafting.start_draft(
        policy, actor=cast.maya, outline=Outline("Photographs", [], left_out=["Page 3"])
    )
    manager.post(url(version), sent(manager, version))
    assert outline(version).left_out == ["Page 3"]


def test_a_preview_shows_it_and_saves_nothing(draft, manager):
    before = stored(draft).outline
    response = manager.post(url(draft), sent(manager, draft, do="preview"))
    page = response.content.decode()
    assert "Found: 1 section, 0 headings, 2 clauses. Nothing is saved yet." in " ".join(page.split())
    assert "<strong>Nobody</strong> else does." in page
    assert response.context["form"]["text"].value() == TEXT
    assert stored(draft).outline == before


@pytest.mark.parametrize("text", ["", "a\0b", "a\x01b", "x" * 500_001])
def test_what_cannot_be_read_is_said_and_what_was_typed_stays(draft, manager, text):
    response = manager.post(url(draft), sent(manager, draft, text))
    assert response.status_code == 200
    assert "text" in response.context["form"].errors
    assert response.context["form"]["text"].value() == text
    assert outline(draft).blocks[0].text == "Aims"


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40])
def test_a_form_without_a_sound_version_saves_nothing(draft, manager, version):
    before = stored(draft).outline
    response = manager.post(url(draft), sent(manager, draft) | {"version": version})
    assert response.status_code in (200, 409)
    assert TEXT in response.context["form"]["text"].value()
    assert stored(draft).outline == before


def test_nothing_is_scripted_into_a_page(draft, manager):
    evil = "- <script>alert(1)</script> [x](javascript:alert(1)) ![y](http://a.example/b.png)\n"
    page = manager.post(url(draft), sent(manager, draft, evil, do="preview")).content.decode()
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert "<img" not in page


class TestTwoAtOnce:
    def test_nothing_is_overwritten_and_what_was_typed_is_kept(self, draft, manager, cast):
        typed = sent(manager, draft)
        theirs = Outline("Photographs", outline(draft).blocks[:2])
        drafting.edit(draft, actor=cast.dan, seen=draft.version, outline=theirs)
        response = manager.post(url(draft), typed)
        page = response.content.decode()
        assert response.status_code == 409
        assert "Words changed: Dan Brennan" in page
        assert response.context["form"]["text"].value() == TEXT
        assert outline(draft) == theirs
        assert KeptWords.objects.get().text == TEXT
        again = typed | {"version": response.context["form"].data["version"]}
        assert manager.post(url(draft), again).status_code == 302
        assert not KeptWords.objects.exists()
        drafting.undo(draft, actor=cast.dan, seen=stored(draft).version)
        assert outline(draft) == theirs

    def test_what_is_no_draft_any_more_cannot_be_saved(self, draft, manager, cast):
        typed = sent(manager, draft)
        agreeing.consult(draft, actor=cast.dan, seen=draft.version)
        frozen = stored(draft).outline
        for answer in (manager.post(url(draft), typed), manager.get(url(draft))):
            assert answer.url == reverse("policy-version", args=[draft.pk])
        assert stored(draft).outline == frozen


class TestTimeOut:
    def test_the_words_are_there_after_signing_in_again(self, draft, manager, cast, sign_in):
        typed = sent(manager, draft)
        answer = Client(enforce_csrf_checks=True).post(url(draft), typed)
        assert answer.status_code == 302
        assert answer.url.endswith(f"?next={url(draft)}")
        assert outline(draft).blocks[0].text == "Aims"
        page = sign_in(cast.maya).get(url(draft))
        assert page.context["form"]["text"].value() == TEXT
        assert "and not saved" in page.content.decode()

    def test_nobody_else_sees_them(self, draft, manager, cast, sign_in):
        Client().post(url(draft), sent(manager, draft))
        assert "Nobody" not in sign_in(cast.dan).get(url(draft)).content.decode()

    def test_somebody_else_at_the_same_browser_does_not_save_them_as_theirs(
        self, draft, manager, cast, sign_in
    ):
        answer = sign_in(cast.dan).post(url(draft), sent(manager, draft))
        assert "login" in answer.url
        assert KeptWords.objects.get().person == cast.maya
        assert outline(draft).blocks[0].text == "Aims"
        assert not draft.drafters.filter(person=cast.dan).exists()

    def test_they_are_kept_while_one_types(self, draft, manager):
        typed = sent(manager, draft)
        assert Client(enforce_csrf_checks=True).post(keep_url(draft), typed).status_code == 204
        assert KeptWords.objects.get().text == TEXT
        assert manager.post(keep_url(draft), typed | {"text": "x" * 500_001}).status_code == 413
        assert manager.get(keep_url(draft)).status_code == 405

    def test_saving_or_throwing_away_ends_it(self, draft, manager):
        for do in ("save", "discard"):
            typed = sent(manager, draft, f"- {do}.\n", do=do)
            manager.post(keep_url(draft), typed)
            assert manager.post(url(draft), typed).status_code == 302
            assert not KeptWords.objects.exists()
        assert [block.text for block in outline(draft).blocks] == ["save."]

    @pytest.mark.parametrize("token", ["", "nonsense", "another page's", "too old"])
    def test_without_a_token_of_this_page_nothing_is_kept(self, draft, manager, cast, token):
        typed = sent(manager, draft)
        if token == "another page's":
            typed |= {"keep_for": sent(manager, draft)["keep_for"]}
            other = reverse("policy-edit-keep", args=[uuid.uuid4()])
            assert Client().post(other, typed).status_code == 404
        elif token == "too old":
            with clock.at(clock.now()):
                expired = kept_token(cast.maya, draft, dt.timedelta(hours=25))
            assert Client().post(keep_url(draft), typed | {"keep_for": expired}).status_code == 404
        else:
            assert Client().post(keep_url(draft), typed | {"keep_for": token}).status_code == 404
            assert Client().post(url(draft), typed | {"keep_for": token}).status_code == 302
        assert not KeptWords.objects.exists()

    def test_whoever_may_not_write_any_more_keeps_nothing(self, draft, manager, cast):
        typed = sent(manager, draft)
        agreeing.give_up(draft, actor=cast.maya, seen=draft.version)
        assert manager.post(keep_url(draft), typed).status_code == 413
        assert not KeptWords.objects.exists()

    def test_what_nobody_comes_back_for_is_deleted(self, draft, cast):
        kept_words.keep(draft, actor=cast.maya, seen=0, text="Words")
        with clock.at(clock.now() + dt.timedelta(days=13)):
            assert kept_words.purge() == 0
        with clock.at(clock.now() + dt.timedelta(days=15)):
            assert kept_words.purge() == 1


def kept_token(person, version, age: dt.timedelta) -> str:
    """A token as a page drew it some time ago."""
    made = clock.now() - age
    signer = signing.TimestampSigner(salt="policies.edit")
    signer.timestamp = lambda: signing.b62_encode(int(made.timestamp()))
    return signer.sign_object([str(person.pk), str(version.pk)])


def test_only_those_who_draft_edit(draft, cast, sign_in, client):
    assert client.get(url(draft)).status_code == 302
    for person in (cast.olive, cast.pia, cast.petra, cast.ines, cast.tariq):
        assert sign_in(person).get(url(draft)).status_code == 403
        assert sign_in(person).post(url(draft), {"version": 0, "text": TEXT}).status_code == 403
    assert sign_in(cast.dan).get(url(draft)).status_code == 200
    assert sign_in(cast.maya).get(reverse("policy-edit", args=[uuid.uuid4()])).status_code == 404
    assert sign_in(cast.maya).put(url(draft)).status_code == 405


def test_a_forged_form_is_refused(draft, cast, sign_in):
    client = sign_in(cast.maya)
    forged = Client(enforce_csrf_checks=True, cookies=client.cookies)
    forged.cookies = client.cookies
    assert forged.post(url(draft), {"version": 0, "text": TEXT, "do": "save"}).status_code == 403
    assert outline(draft).blocks[0].text == "Aims"


def test_it_costs_the_same_with_many_clauses(draft, manager, cast):
    def queries() -> int:
        manager.get(url(draft))
        with CaptureQueriesContext(connection) as asked:
            assert manager.get(url(draft)).status_code == 200
        return len(asked)

    few = queries()
    many = outline(draft).blocks * 30
    drafting.edit(draft, actor=cast.maya, seen=draft.version, outline=Outline("T", many))
    assert queries() == few
    assert few <= 9
