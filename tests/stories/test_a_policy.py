"""A policy's way, on a phone and by keyboard: loaded with its defects, corrected, agreed, approved and published."""

import datetime as dt
from pathlib import Path

import pytest
from playwright.sync_api import expect

from policies.models import PolicyVersion
from policies.outline import Outline
from tests.stories.visitor import Visitor
from workflow import clock
from workflow.verification import verify

pytestmark = [pytest.mark.story, pytest.mark.timeout(300)]

# A running head, a page number, a sentence that a page broke, two duties in one line, a bullet of each kind.
DOCUMENT = """Little Stars – Photographs

Photographs

1. Aims

1.1 We take photographs to show what children learn. Only cameras of the
setting are used.

1.2 Everybody keeps to this policy, and

Little Stars – Photographs
Page 2

asks when something is unclear.

2. Cameras

– They stay in the room.
* They go home with nobody.

Reviewed 23 July 2024
"""


@pytest.mark.parametrize("javascript", [True, False], ids=["JavaScript", "no JavaScript"])
def test_a_policy_from_its_document_to_the_day_it_is_published(cast, visit, tmp_path, javascript):
    document = tmp_path / "photographs.txt"
    document.write_text(DOCUMENT)
    maya, olive = (visit(one, javascript=javascript) for one in (cast.maya, cast.olive))
    load_it(maya, document)
    version = PolicyVersion.objects.get()
    correct_it(maya, version)
    edit_it(maya, version)
    hear_everybody(maya, version)
    agree_to_it(maya)
    approve_it(olive, version)
    publish_it(maya, version)
    version.refresh_from_db()
    assert version.state == PolicyVersion.State.PUBLISHED
    assert list(PolicyVersion.objects.in_force()) == [version]
    assert verify() == []


def load_it(maya: Visitor, document: Path) -> None:
    maya.sign_in()
    maya.open("/policies/load/")
    maya.page.get_by_label("The document").set_input_files(str(document))
    maya.press("Load it")
    maya.sees("Last reviewed on 23 July 2024")
    maya.sees_heading("Correct sections and clauses")


def words(version: PolicyVersion) -> list[str]:
    version.refresh_from_db()
    return [block.text for block in Outline.from_json(version.outline).blocks]


def change(maya: Visitor, text: str, button: str) -> None:
    """Open the buttons of the block that says `text`, and press one of them."""
    block = maya.page.locator(".ss-block", has_text=text).first
    opened = block.locator("details[open]").count()
    if not opened:
        maya.reach(block.locator("summary"))
        maya.page.keyboard.press("Enter")
    target = block.get_by_role("button", name=button, exact=True).or_(
        block.get_by_role("link", name=button, exact=True)
    )
    maya._press(target)


def correct_it(maya: Visitor, version: PolicyVersion) -> None:
    """Two duties stood in one line: part them; then once too often, and undo it."""
    change(maya, "We take photographs", "Part in two")
    gap = "… photographs to show what children learn. Only cameras of the setting are …"
    maya.choose("Where does the second part begin?", gap)
    maya.press("Part in two")
    maya.sees("Parted in two.")
    assert "We take photographs to show what children learn." in words(version)
    before = words(version)
    change(maya, "They go home", "Join to the one before")
    assert len(words(version)) == len(before) - 1
    maya.press("Undo the last change")
    assert words(version) == before
    maya.press("Done")


def edit_it(maya: Visitor, version: PolicyVersion) -> None:
    maya.press("Edit the words")
    field = maya.page.get_by_role("textbox", name="The words")
    maya.reach(field)
    maya.page.keyboard.press("Control+End")
    maya.page.keyboard.type("\n- They are locked away at night.\n")
    maya.press("Preview")
    maya.sees("Nothing is saved yet.")
    maya.press("Save")
    maya.sees("They are locked away at night.")
    assert "They are locked away at night." in " ".join(words(version))


def hear_everybody(maya: Visitor, version: PolicyVersion) -> None:
    maya.press("Ask for views")
    maya.press("Ask for views")
    for group in ("Staff", "Parents and carers", "Children’s views"):
        maya.press("Record what people said")
        maya.choose("Who was asked?", group)
        held_on(maya, clock.today())
        maya.write("How?", "At the gate")
        maya.write("What did they say, and what came of it?", "They agreed.")
        maya.press("Record what people said")
    maya.press("Hand to the manager")
    maya.press("Hand to the manager")


def held_on(maya: Visitor, day: dt.date) -> None:
    """Whatever the machine's language makes of the order of day and month."""
    field = maya.page.get_by_label("When?")
    maya.reach(field)
    field.fill(day.isoformat())
    expect(field).to_have_value(day.isoformat())


def agree_to_it(maya: Visitor) -> None:
    maya.press("Agree")
    maya.press("Agree")
    maya.sees("You wrote on this version, so somebody else must approve it.")
    expect(maya.page.get_by_role("link", name="Approve", exact=True)).to_have_count(0)


def approve_it(olive: Visitor, version: PolicyVersion) -> None:
    olive.sign_in()
    olive.open(f"/policies/versions/{version.pk}/")
    olive.sees("They agreed.")
    olive.press("Approve")
    olive.press("Approve")
    olive.sees("Approved. The manager can publish it now.")
    olive.check_page()


def publish_it(maya: Visitor, version: PolicyVersion) -> None:
    maya.open(f"/policies/versions/{version.pk}/")
    maya.press("Publish")
    maya.press("Publish")
    maya.sees("Published.")
    maya.check_page()
