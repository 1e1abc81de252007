"""Loading a document: what was found is shown, and a bad file leaves nothing behind."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from documents.reading import Unreadable
from policies.actions import loading
from policies.models import Policy, PolicyVersion
from policies.outline import Outline
from workflow.actors import System
from workflow.engine import NotAllowed
from workflow.models import AuditEvent
from workflow.verification import verify

TEXT = b"""# Photographs

## 1. Aims

1.1 We take photographs to show what children learn.

1.2 Everybody keeps to this policy.

Reviewed 23 July 2024
"""
LOAD = "/policies/load/"


def document(content: bytes = TEXT, name: str = "policy.md") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def nothing_was_stored() -> bool:
    return (
        not Policy.objects.exists() and not AuditEvent.objects.filter(object_type="policies.policy").exists()
    )


class TestAction:
    def test_a_new_policy_is_called_what_the_document_calls_itself(self, cast):
        version = loading.load(actor=cast.maya, name="a.md", content=TEXT)
        policy = version.policy
        assert (policy.title, policy.code) == ("Photographs", "photographs")
        assert version.source_name == "a.md"
        assert verify() == []

    def test_its_title_may_be_said(self, cast):
        version = loading.load(actor=System("import"), name="a.md", content=TEXT, title=" Cameras ")
        assert (version.policy.title, version.policy.code) == ("Cameras", "cameras")

    def test_codes_are_free(self, cast):
        for title in ("Photo graphs", "Photo-graphs", "Photo graphs!", "Фото", "???"):
            loading.load(actor=cast.maya, name="a.md", content=TEXT, title=title)
        codes = sorted(Policy.objects.values_list("code", flat=True))
        assert codes == ["photo-graphs", "photo-graphs-2", "photo-graphs-3", "policy", "policy-2"]

    def test_a_title_is_not_taken_twice(self, policy, cast):
        with pytest.raises(ValidationError, match="choose it"):
            loading.load(actor=cast.maya, name="a.md", content=TEXT, title="PHOTOGRAPHS")
        assert Policy.objects.count() == 1

    def test_the_deputy_loads_into_the_library_and_adds_nothing_to_it(self, policy, cast):
        assert loading.load(actor=cast.dan, name="a.md", content=TEXT, policy=policy).policy == policy
        with pytest.raises(NotAllowed):
            loading.load(actor=cast.dan, name="a.md", content=TEXT, title="Other")
        assert Policy.objects.count() == 1

    def test_the_owner_adds_but_does_not_draft_and_nothing_stays_half(self, cast):
        with pytest.raises(NotAllowed):
            loading.load(actor=cast.olive, name="a.md", content=TEXT)
        assert nothing_was_stored()

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.md", b""),
            ("a.md", b"# Only a title"),
            ("a.pdf", b"%PDF-1.7"),
            ("a.docx", b"PK\x03\x04 nothing of Word"),
            ("a.md", b"\x00\x01\x02"),
            ("a.txt", b"x" * (5 * 1024 * 1024 + 1)),
            ("a", TEXT),
        ],
    )
    def test_a_bad_file_leaves_nothing(self, cast, name, content):
        with pytest.raises(Unreadable):
            loading.load(actor=cast.maya, name=name, content=content, title="Photographs")
        assert nothing_was_stored()

    def test_nor_does_one_for_a_policy_with_a_draft(self, draft, cast):
        with pytest.raises(ValidationError, match="being made already"):
            loading.load(actor=cast.maya, name="a.md", content=TEXT, policy=draft.policy)
        assert PolicyVersion.objects.count() == 1


class TestPage:
    def test_what_was_found_is_shown(self, manager, cast):
        answer = manager.post(LOAD, {"document": document()}, follow=True)
        page = answer.content.decode()
        assert "Found: 1 section, 0 headings, 2 clauses. Last reviewed on 23 July 2024." in page
        assert "Correct sections and clauses" in page
        assert Outline.from_json(PolicyVersion.objects.get().outline).title == "Photographs"

    def test_it_goes_into_a_policy_of_the_library(self, policy, manager):
        page = manager.get(reverse("policy-load", args=[policy.pk])).content.decode()
        assert f'<option value="{policy.pk}" selected>' in page
        manager.post(LOAD, {"document": document(), "policy": policy.pk})
        assert policy.versions.get().source_name == "policy.md"

    @pytest.mark.parametrize(
        ("sent", "field"),
        [
            ({}, "document"),
            ({"document": b""}, "document"),
            ({"document": b"%PDF-1.7"}, "document"),
            ({"document": TEXT, "policy": "x"}, "policy"),
            ({"document": TEXT, "policy": str(uuid.uuid4())}, "policy"),
            ({"document": TEXT, "title": "a\0b"}, "title"),
            ({"document": b"A sentence without a title."}, "title"),
        ],
    )
    def test_what_is_wrong_is_said_at_the_field(self, manager, sent, field):
        if "document" in sent:
            sent = sent | {"document": document(sent["document"])}
        response = manager.post(LOAD, sent)
        assert response.status_code == 200
        assert field in response.context["form"].errors
        assert "There is a problem" in response.content.decode()
        assert nothing_was_stored()

    def test_a_policy_with_a_draft_is_named_where_it_was_chosen(self, draft, manager):
        response = manager.post(LOAD, {"document": document(), "policy": draft.policy_id})
        assert "being made already" in str(response.context["form"].errors["policy"])

    def test_a_title_and_a_policy_are_one_too_many(self, policy, manager):
        response = manager.post(LOAD, {"document": document(), "policy": policy.pk, "title": "New"})
        assert "title" in response.context["form"].errors

    def test_the_deputy_is_not_offered_a_new_policy(self, policy, cast, sign_in):
        client = sign_in(cast.dan)
        assert "The title of a new policy" not in client.get(LOAD).content.decode()
        response = client.post(LOAD, {"document": document(), "title": "New"})
        assert "policy" in response.context["form"].errors
        assert client.post(LOAD, {"document": document(), "policy": policy.pk}).status_code == 302

    def test_only_those_who_draft_load(self, policy, cast, sign_in, client):
        assert client.get(LOAD).status_code == 302
        for person in (cast.olive, cast.pia, cast.petra, cast.ines, cast.tariq):
            assert sign_in(person).get(LOAD).status_code == 403
            assert sign_in(person).post(LOAD, {"document": document()}).status_code == 403
        assert sign_in(cast.maya).get(reverse("policy-load", args=[uuid.uuid4()])).status_code == 404
