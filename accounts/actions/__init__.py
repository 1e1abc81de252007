"""What is done with people, one module per thing that people do."""

from accounts.actions.children import add_child, change_child
from accounts.actions.contacts import Right, add_contact, change_right, end_contact, set_care
from accounts.actions.people import add_person, change_person, leave
from accounts.actions.roles import end_role, give_role
from accounts.actions.setting_up import name_organisation, set_up
from accounts.actions.signing_in import invite, note_second_factor
from accounts.actions.ties import end_tie, tie

__all__ = [
    "Right",
    "add_child",
    "add_contact",
    "add_person",
    "change_child",
    "change_person",
    "change_right",
    "end_contact",
    "end_role",
    "end_tie",
    "give_role",
    "invite",
    "leave",
    "name_organisation",
    "note_second_factor",
    "set_care",
    "set_up",
    "tie",
]
