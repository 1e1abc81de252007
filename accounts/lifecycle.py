"""What may be recorded about people, and by whom."""

from django.utils.translation import gettext_lazy as _

from accounts import permissions
from workflow.lifecycle import Lifecycle, Verb

PERSON = Lifecycle(
    "accounts.person",
    title=_("Person"),
    verbs=[
        Verb("add", permissions.can_add_person, _("Add"), by_system=True),
        Verb("change", permissions.can_change_person, _("Change"), by_system=True),
        Verb("give role", permissions.can_manage_person, _("Give a role"), by_system=True),
        Verb("end role", permissions.can_manage_person, _("End a role"), by_system=True),
        Verb("tie", permissions.can_change_person, _("Record a tie"), by_system=True),
        Verb("end tie", permissions.can_change_person, _("End a tie"), by_system=True),
        Verb("invite", permissions.can_change_person, _("Invite to sign in"), by_system=True),
        Verb("leave", permissions.can_manage_person, _("Record leaving"), by_system=True),
        Verb("add second factor", permissions.is_self, _("Add a second factor"), by_system=True),
        Verb("remove second factor", permissions.is_self, _("Remove a second factor"), by_system=True),
    ],
)

CHILD = Lifecycle(
    "accounts.child",
    title=_("Child"),
    verbs=[
        Verb("add", permissions.can_add_person, _("Add"), by_system=True),
        Verb("change", permissions.can_add_person, _("Change"), by_system=True),
        Verb("contact", permissions.can_add_person, _("Say who may decide"), by_system=True),
        Verb("end contact", permissions.can_add_person, _("End a contact"), by_system=True),
        Verb("care", permissions.can_add_person, _("Say whether it is looked after"), by_system=True),
    ],
)
