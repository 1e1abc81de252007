"""What the demo's pages show."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Role, User
from pages.templatetags.dates import nice_datetime
from superstars.demo.models import DemoMail
from superstars.demo.people import FAMILIES, LEADERS, TEAM, Someone


def groups() -> list[tuple[str, list[dict[str, Any]]]]:
    """The people who can sign in, in groups with a title; empty before the demo is loaded. One query."""
    users = {user.email: user for user in User.objects.select_related("person")}
    parts = (
        (_("Who leads"), LEADERS),
        (_("Who works or helps here"), TEAM),
        (_("Families"), FAMILIES),
    )
    rows = [(title, [_row(one, users) for one in some if one.email in users]) for title, some in parts]
    return [group for group in rows if group[1]]


def _row(one: Someone, users: dict[str, User]) -> dict[str, Any]:
    user = users[one.email]
    roles = ", ".join(str(Role(role).label) for role in one.roles)
    return {"user": user.pk, "name": user.person.name, "roles": roles, "who": one.who}


def mails(address: str) -> QuerySet[DemoMail]:
    """Every mail, or those to one address, the newest first."""
    return DemoMail.objects.filter(to=address) if address else DemoMail.objects.all()


def rows(shown: Iterable[DemoMail]) -> list[dict[str, Any]]:
    """Mails as rows of parts/table.html: subject, recipient, time."""
    shown = list(shown)
    names = _names({mail.to for mail in shown})
    return [
        {
            "cells": [
                {"text": mail.subject, "url": reverse("demo-mail", args=[mail.pk])},
                {"text": names.get(mail.to, mail.to)},
                {"text": nice_datetime(mail.at)},
            ]
        }
        for mail in shown
    ]


def name_of(address: str) -> str:
    """Whose address it is; the address itself when it is nobody's sign-in."""
    return _names({address}).get(address, address)


def _names(addresses: set[str]) -> dict[str, str]:
    users = User.objects.filter(email__in=addresses).select_related("person")
    return {user.email: user.person.name for user in users}
