"""Risk assessments in the browser: written, checked, sent, approved, switched off; nothing typed is lost."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from policies.models import PlanAction
from social.actions import approving_risks, assessing, noticing_change, stopping
from social.models import RiskAssessment
from social.selectors.covering import is_covered
from tests.social.risk_rows import (
    acceptable_use,
    account,
    approved,
    draft,
    in_review,
    platform,
    step,
    stored,
    tool,
)
from workflow import clock
from workflow.engine import NotAllowed
from workflow.verification import verify

HAZARD = {
    "kind": "identification", "title": "A face tells who", "harmed": ["children"], "likelihood_before": "4",
    "impact_before": "5", "controls": "Only with a yes.", "likelihood_after": "1", "impact_after": "3",
}  # fmt: skip


@pytest.fixture
def deputy(cast, sign_in):
    return sign_in(cast.dan)


@pytest.fixture
def manager(cast, sign_in):
    return sign_in(cast.maya)


def url(name: str, row: RiskAssessment, *more: object) -> str:
    return reverse(name, args=[row.pk, *more])


def text(client, address: str) -> str:
    return client.get(address).content.decode()


def test_from_nothing_to_a_platform_that_may_be_used(cast, deputy, manager):
    policy = acceptable_use(cast)
    index = text(deputy, reverse("risks"))
    assert "Not assessed yet" in index
    assert "?subject=platform:facebook" in index
    said = {"subject": "platform:facebook", "purpose": "News for families", "used_by": "Manager and deputy"}
    begun = deputy.post(reverse("risk-new"), said, follow=True)
    row = RiskAssessment.objects.get()
    assert "No hazard yet" in begun.content.decode()

    typed = HAZARD | {"version": row.version, "residual_owner": cast.maya.pk}
    assert deputy.post(url("risk-hazard-add", row), typed).url == url("risk", row)
    page = deputy.post(url("risk-step", row, "hand-in"), {"version": stored(row).version}).content.decode()
    assert "Say how it is watched." in page
    assert "Choose the acceptable-use policy" in page
    whole = said | {
        "version": stored(row).version, "monitoring": "Each Monday.", "policy_version": policy.pk,
        "next_review_on": clock.today() + dt.timedelta(days=200),
    }  # fmt: skip
    deputy.post(url("risk-describe", row), whole)
    check = text(deputy, url("risk-step", row, "hand-in"))
    assert 'aria-label="Without the controls"' in check
    assert 'aria-label="With the controls"' in check
    assert "A face tells who" in check
    deputy.post(url("risk-step", row, "hand-in"), {"version": stored(row).version})
    assert stored(row).state == "in_review"
    assert deputy.get(url("risk-step", row, "approve")).status_code == 403
    assert not is_covered(platform())

    assert "Risk assessments to decide" in text(manager, reverse("home"))
    approval = {"version": stored(row).version, "body": "Read it all."}
    assert manager.post(url("risk-step", row, "approve"), approval).url == url("risk", row)
    assert is_covered(platform())
    page = text(manager, url("risk", row))
    assert "In force until" in page
    assert "Maya Lindqvist on " in page
    assert verify() == []


def test_what_is_wrong_comes_back_with_every_word(cast, deputy):
    row = draft(platform(), cast)
    typed = HAZARD | {
        "version": row.version,
        "residual_owner": cast.maya.pk,
        "likelihood_after": "5",
        "impact_after": "5",
    }
    response = deputy.post(url("risk-hazard-add", row), typed)
    page = response.content.decode()
    assert response.status_code == 200
    assert "With the controls the risk is not larger than without them." in page
    assert "Only with a yes." in page
    assert len(stored(row).draft) == 1


def test_somebody_was_quicker_and_nothing_typed_is_lost(cast, deputy, manager):
    row = draft(platform(), cast)
    typed = HAZARD | {"version": row.version, "residual_owner": cast.maya.pk, "controls": "My long words."}
    manager.post(
        url("risk-hazard-add", row),
        HAZARD | {"version": row.version, "residual_owner": cast.maya.pk, "title": "Hers"},
    )
    response = deputy.post(url("risk-hazard-add", row), typed)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Somebody was quicker" in page
    assert "My long words." in page
    assert (
        deputy.post(url("risk-hazard-add", row), typed | {"version": stored(row).version}).status_code == 302
    )
    assert [one["title"] for one in stored(row).draft][-2:] == ["Hers", "A face tells who"]


def test_a_hazard_is_changed_removed_and_its_control_planned(cast, deputy):
    row = draft(platform(), cast)
    key = row.draft[0]["key"]
    changed = HAZARD | {"version": row.version, "residual_owner": cast.dan.pk, "title": "In other words"}
    deputy.post(url("risk-hazard", row, key), changed)
    assert [(one["key"], one["title"]) for one in stored(row).draft] == [(key, "In other words")]
    plan = {
        "version": stored(row).version, "title": "Set the filter of the tablet", "owner": cast.pia.pk,
        "due_on": clock.today() + dt.timedelta(days=9),
    }  # fmt: skip
    assert deputy.post(url("risk-control", row, key), plan).status_code == 302
    action = PlanAction.objects.get()
    assert (action.origin, stored(row).draft[0]["action"]) == ("risk_assessment", str(action.pk))
    page = text(deputy, url("risk", row))
    assert "still to do" in page
    assert "Set the filter of the tablet" in page
    deputy.post(url("risk-hazard-remove", row, key), {"version": stored(row).version})
    assert stored(row).draft == []
    assert deputy.get(url("risk-hazard", row, key)).status_code == 404


def test_what_is_no_draft_cannot_be_written_on_by_its_address(cast, deputy):
    row = in_review(platform(), cast)
    key = row.draft[0]["key"]
    for name, more in (
        ("risk-describe", ()),
        ("risk-hazard-add", ()),
        ("risk-hazard", (key,)),
        ("risk-control", (key,)),
    ):
        assert deputy.get(url(name, row, *more)).status_code == 302
    typed = HAZARD | {"version": row.version, "residual_owner": cast.maya.pk}
    assert deputy.post(url("risk-hazard-add", row), typed).status_code == 409
    assert stored(row).draft == row.draft


def test_switched_off_and_on_with_a_reason(cast, manager, deputy):
    row = approved(account(cast), cast)
    assert "Say why." not in text(manager, url("risk-step", row, "suspend"))
    empty = manager.post(url("risk-step", row, "suspend"), {"version": row.version, "body": " "})
    assert empty.status_code == 200
    deputy.post(url("risk-step", row, "suspend"), {"version": row.version, "body": "Strange posts."})
    page = text(manager, url("risk", row))
    assert "Little Stars is off" in page
    assert "Strange posts." in page
    restore = {"version": stored(row).version, "body": "It was a mistake."}
    # Dan wrote it: he switched it off, and never switches it on.
    assert deputy.post(url("risk-step", row, "restore"), restore).status_code == 403
    manager.post(url("risk-step", row, "restore"), restore)
    assert is_covered(account(cast))


def test_staff_read_what_was_approved_and_add_what_they_see(cast, sign_in):
    pia = sign_in(cast.pia)
    open_row, row = draft(tool(cast), cast), approved(platform(), cast)
    assert pia.get(url("risk", open_row)).status_code == 404
    with pytest.raises(NotAllowed):
        noticing_change.add_note(open_row, actor=cast.pia, body="Hidden.")
    page = text(pia, url("risk", row))
    assert "A face tells who a child is" in page
    assert "/suspend/" not in page
    pia.post(url("risk-step", row, "note"), {"version": row.version, "body": "Parents ask for names."})
    changed = {"version": row.version, "reason": "feature", "note": "It shows places now."}
    assert pia.post(url("risk-step", row, "changed"), changed).status_code == 302
    assert "Something changed" in text(pia, url("risk", row))
    assert (
        pia.post(url("risk-step", row, "suspend"), {"version": row.version, "body": "x"}).status_code == 403
    )


def test_the_next_version_is_compared_with_the_last(cast, manager, deputy):
    first = approved(platform(), cast)
    deputy.post(url("risk-again", first))
    second = RiskAssessment.objects.get(number=2)
    key = second.draft[0]["key"]
    typed = HAZARD | {
        "version": second.version,
        "residual_owner": cast.maya.pk,
        "controls": "Only with a signed yes.",
    }
    deputy.post(url("risk-hazard", second, key), typed)
    page = text(manager, url("risk-compare", first, second.pk))
    assert "From version 1 to 2" in page
    assert "signed" in page
    assert "<ins>" in page
    assert "is being made" in text(manager, url("risk", first))
    again = deputy.post(url("risk-again", first), follow=True).content.decode()
    assert "A version is being made already." in again
    other = draft(tool(cast), cast)
    assert manager.get(url("risk-compare", first, other.pk)).status_code == 404


def test_the_list_is_narrowed_sorted_and_paged(cast, manager):
    covered = approved(platform(), cast)
    expired = approved(tool(cast), cast, days=10)
    waiting = in_review(account(cast), cast)
    with clock.at(clock.now() + dt.timedelta(days=11)):
        index = reverse("risks")
        assert "Expired: its last day was" in text(manager, index)
        for show, row in (("expired", expired), ("mine", waiting), ("waiting", waiting)):
            rows = [one.pk for one in manager.get(index, {"show": show}).context["page"]]
            assert rows == [row.pk], show
        by_name = [str(one.subject) for one in manager.get(index, {"sort": "name"}).context["page"]]
        assert by_name == ["Facebook", "Little Stars", "Story time"]
        assert manager.get(index, {"of": "platform"}).context["page"].object_list == [covered]
        assert manager.get(index, {"show": "nonsense", "page": "x"}).status_code == 200
        assert "Risk assessments expired" in text(manager, reverse("home"))


def test_the_pdf_is_tagged_and_names_version_and_fingerprint(cast, manager):
    row = approved(platform(), cast)
    response = manager.get(url("risk-pdf", row))
    assert response["Content-Type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(response.content))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    said = "".join("".join(page.extract_text() for page in reader.pages).split())
    assert "Version1" in said
    assert row.text_hash in said
    assert said.count("Afacetellswhoachildis") == 1
    assert "Facebook" not in response["Content-Disposition"]


def test_a_tool_is_added_covered_and_ended(cast, manager, deputy):
    said = {"name": "Story time", "provider": "A firm", "purpose": "Stories", "link": "", "min_age": "4"}
    deputy.post(reverse("risk-tool-add"), said)
    again = deputy.post(reverse("risk-tool-add"), said | {"name": "story TIME"})
    assert "already" in again.content.decode()
    found = tool(cast)
    assert "No: not covered" in text(manager, reverse("risk-tools"))
    approved(found, cast)
    assert "✓ Yes" in text(manager, reverse("risk-tools"))
    deputy.post(reverse("risk-tool-end", args=[found.pk]))
    assert "Ended on" in text(manager, reverse("risk-tools"))
    assert verify() == []


def test_reasons_to_look_again_stand_on_the_page_and_go_with_the_next_version(cast, manager):
    row = approved(platform(), cast)
    noticing_change.say_it_changed(row, actor=cast.pia, reason="lesson", note="A picture was copied.")
    assert "A picture was copied." in text(manager, url("risk", row))
    second = in_review(platform(), cast)
    step(approving_risks.approve, second, cast.maya, body="Looked at.")
    assert "Something changed</span>" not in text(manager, url("risk", second))
    assert stored(row).state == "superseded"


def test_withdrawn_the_way_back_is_a_new_version(cast, manager):
    row = approved(platform(), cast)
    step(stopping.withdraw, row, cast.maya, body="Not for us.")
    page = text(manager, url("risk", row))
    assert "Review it: begin a new version" in page
    assert "Restore" not in page
    assert assessing.begin(platform(), actor=cast.maya).number == 2


def test_what_was_withdrawn_is_current_until_another_covers(cast, manager):
    first = step(stopping.withdraw, approved(platform(), cast), cast.maya, body="Not for us.")
    for show in ("", "off"):
        assert [row.pk for row in manager.get(reverse("risks"), {"show": show}).context["page"]] == [first.pk]
    second = approved(platform(), cast)
    rows = {show: manager.get(reverse("risks"), {"show": show}).context["page"] for show in ("", "off")}
    assert [row.pk for row in rows[""]] == [second.pk]
    assert len(rows["off"]) == 0
