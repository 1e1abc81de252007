"""Set up a new installation: who leads, and invitations for them to sign in."""

import argparse
from email.utils import parseaddr
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from accounts import actions
from accounts.actions.setting_up import Newcomer
from accounts.models import Role
from accounts.selectors import missing_leaders

QUESTIONS = (
    ("organisation", "Name of the setting"),
    ("owner", "Owner (Name <e-mail>)"),
    ("dsl", "Designated Safeguarding Lead (Name <e-mail>)"),
    ("deputy", "Deputy Designated Safeguarding Lead (Name <e-mail>)"),
    ("manager", "Manager, if not the lead (Name <e-mail>)"),
)


class Command(BaseCommand):
    help = (
        "Name the setting, and enter and invite its owner, its lead (also the manager, unless --manager "
        "names another) and their deputy. What no flag says is asked; with --no-input it is left out. "
        "May be run again: nobody is entered or invited twice."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        for name, question in QUESTIONS:
            parser.add_argument(f"--{name}", help=question)
        parser.add_argument("--no-input", action="store_true", help="Ask nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        said = {name: self._answer(options, name, question) for name, question in QUESTIONS}
        newcomers = _newcomers(said)
        if said["organisation"]:
            actions.name_organisation(said["organisation"])
        try:
            people = actions.set_up(newcomers)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{len(people)} people can sign in by the invitation that was sent to them.")
        for role in missing_leaders():
            self.stderr.write(
                self.style.WARNING(
                    f"Nobody holds this role: {role}. Run this again, or give it under People."
                )
            )

    def _answer(self, options: dict[str, Any], name: str, question: str) -> str:
        if options[name] is None and not options["no_input"]:
            return input(f"{question}, or nothing: ").strip()
        return (options[name] or "").strip()


def _newcomers(said: dict[str, str]) -> list[Newcomer]:
    """Who is named, each once, with all their roles. Raises CommandError."""
    roles = {
        "owner": (Role.OWNER,),
        "dsl": (Role.DSL,) if said["manager"] else (Role.MANAGER, Role.DSL),
        "deputy": (Role.DEPUTY_DSL,),
        "manager": (Role.MANAGER,),
    }
    found: dict[str, Newcomer] = {}
    for option, held in roles.items():
        if said[option]:
            newcomer = _newcomer(option, said[option], held)
            before = found.get(newcomer.email)
            found[newcomer.email] = newcomer.with_roles(before.roles) if before else newcomer
    return list(found.values())


def _newcomer(option: str, said: str, roles: tuple[str, ...]) -> Newcomer:
    name, address = parseaddr(said)
    given, _space, family = name.strip().partition(" ")
    try:
        validate_email(address)
    except ValidationError as error:
        raise CommandError(
            f"--{option}: write a name and an e-mail address, as in Ada Rossi <ada@x.org>"
        ) from error
    if not given:
        raise CommandError(f"--{option}: the name is missing, as in Ada Rossi <ada@x.org>")
    return Newcomer(given, family.strip(), address.lower(), roles)
