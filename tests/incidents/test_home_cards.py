"""What the home page counts: what waits for this person, of what they may see."""

import datetime as dt

from django.urls import reverse

from incidents import home
from incidents.actions import doing, handling, reporting
from incidents.models import Access
from notifications.models import Message
from workflow import clock


def values(person) -> dict[str, int | None]:
    return {card.title: card.value for card in home.cards(person)}


def report(cast, about: str, hours_ago: int = 0):
    with clock.at(clock.now() - dt.timedelta(hours=hours_ago)):
        sent = reporting.submit_report(actor=cast.pia, report_type="concern", about=[about], body="Words.")
    return sent.cases.get()


def test_nothing_waits_for_anybody_at_first(cast):
    for person in (cast.maya, cast.olive, cast.pia, cast.petra, cast.ines):
        assert home.cards(person) == []


def test_a_lead_sees_what_is_unread_and_what_is_overdue(cast):
    report(cast, "child"), report(cast, "child", hours_ago=100)
    assert values(cast.maya) == {"Unread cases": 2, "Overdue cases": 1}
    Access.objects.filter(person=cast.maya).update(is_unread=False)
    assert values(cast.maya) == {"Overdue cases": 1}


def test_a_case_about_oneself_is_in_no_number(cast):
    case = report(cast, "manager", hours_ago=100)
    Message.objects.filter(object_id=case.pk).update(failed_at=clock.now())
    assert values(cast.maya) == {}
    assert values(cast.dan)["Unread cases"] == 1


def test_mail_that_did_not_arrive_waits_for_a_lead_until_its_reader_has_looked(cast, sign_in):
    case = report(cast, "child")
    Message.objects.filter(object_id=case.pk, recipient_id=cast.dan.pk).update(failed_at=clock.now())
    assert values(cast.maya)["E-mail about a case not delivered"] == 1
    sign_in(cast.dan).get(reverse("case", args=[case.pk]))
    assert "E-mail about a case not delivered" not in values(cast.maya)


def test_an_action_waits_from_the_day_it_is_due(cast):
    case = report(cast, "child")
    handling.acknowledge(case, actor=cast.maya, version=case.version)
    for days in (-1, 0, 5):
        doing.add_action(
            case,
            actor=cast.maya,
            title="Write",
            owner=cast.pia,
            due_on=clock.today() + dt.timedelta(days=days),
        )
    assert values(cast.pia) == {"My actions due": 2}


def test_each_card_leads_to_a_page_that_shows_as_many(cast, lead):
    report(cast, "child"), report(cast, "child", hours_ago=100)
    page = lead.get(reverse("home")).content.decode()
    for card in home.cards(cast.maya):
        assert card.url.replace("&", "&amp;") in page
        assert len(lead.get(card.url).context["page"]) == card.value
