"""A family for tests of the whole site: Petra has signed for Kit, and Paolo has been asked."""

from accounts import actions as people
from accounts.models import ChildContact
from consents.actions import answering, informing, requesting
from consents.models import Purpose, Request, Signature
from consents.selectors import notices
from tests.cast import Cast, make_person

Capacity = ChildContact.Capacity
SEEN = people.Right(ChildContact.Responsibility.YES, evidence="Birth certificate seen")


class Family:
    """One contact, one signature, and one request that is open."""

    def __init__(self, cast: Cast) -> None:
        informing.publish_usual_notices(actor=cast.olive)
        self.contact = people.add_contact(
            cast.kit, cast.petra, actor=cast.maya, capacity=Capacity.MOTHER, right=SEEN
        )
        self.father = make_person("Paolo", "Rossi", "parent")
        people.add_contact(cast.kit, self.father, actor=cast.maya, capacity=Capacity.FATHER, right=SEEN)
        requesting.sweep_requests()
        sitting = answering.Sitting(
            answers={purpose.pk: purpose.pk == "website" for purpose in Purpose.objects.asked()},
            notices={code: notice.pk for code, notice in notices.current().items()},
            typed_name="Petra Rossi",
            declared=True,
            seen=answering.last_answer(cast.kit.pk),
        )
        self.signature: Signature = answering.sign(cast.kit, actor=cast.petra, sitting=sitting)
        self.asked = Request.objects.get(person=self.father)

    @property
    def rows(self) -> tuple[ChildContact, Signature, Request]:
        return self.contact, self.signature, self.asked
