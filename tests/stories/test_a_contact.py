"""A contact on a personal account, reported at a desk with everything that may be told (S4.2.3)."""

import pytest

from incidents.models import Report
from tests.stories.visitor import DESK
from workflow import clock
from workflow.verification import verify

pytestmark = [pytest.mark.story, pytest.mark.timeout(300)]


def test_a_contact_with_everything_that_may_be_told(cast, visit):
    _child, _mother = cast.kit, cast.petra
    pia = visit(cast.pia, width=DESK)
    pia.sign_in()
    pia.press("Report a contact")
    pia.tick("A child, a parent, or somebody outside")
    pia.pick("Which child?", "Kit Rossi")
    pia.press("Continue")
    pia.write("What happened?", "His mother asked to follow me. I told Maya at the door.")
    pia.press("Add more first")
    new_year = clock.today().replace(day=1, month=1)
    pia.pick("Where did it reach you?", "Instagram")
    pia.pick("What was it?", "Friend or follow request")
    pia.set_date("Day you received it", new_year)
    pia.write("Who sent it?", "Petra Rossi")
    pia.pick("Who are they?", "A parent or carer")
    pia.choose("Did you reply?", "No")
    pia.press("Continue")
    pia.press("Continue")
    pia.write("Or write a name", "Her sister")
    pia.pick("Their part", "Saw or heard it")
    pia.press("Continue")
    pia.choose("Have you told the Designated Safeguarding Lead in person?", "Yes")
    pia.press("Continue")
    pia.sees_heading("Check before you send")
    pia.sees("Her sister, Saw or heard it")
    pia.press("Send now")
    pia.sees_heading("You mention a leader. Is it about them, or could it involve them?")
    assert not Report.objects.exists()
    pia.tick("No, I only mention the name")
    pia.press("Send now")
    pia.sees_heading("Thank you. It is stored.")
    pia.check_page()
    report = Report.objects.get()
    assert report.answers["received_on"] == new_year.isoformat()
    assert (report.report_type, report.told_dsl, report.people.count()) == ("contact", "yes", 2)
    assert verify() == []
