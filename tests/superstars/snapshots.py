"""Everything one person can reach, as text: for comparing two worlds.

A URL joins by itself: routes are enumerated from the URLconf and filled with the ids
of real rows. What differs between any two answers (nonces, tokens) is taken out.
"""

import re
import uuid
from collections.abc import Callable, Iterable, Iterator
from itertools import product

from django.core import mail
from django.db import transaction
from django.db.models import Model
from django.test import Client

from accounts.models import Person
from superstars.checks import url_patterns

RANDOM = re.compile(
    rb'(name="csrfmiddlewaretoken" value=")[^"]+'
    rb'|(nonce=")[^"]+|(nonce-)[\w+/=-]+'
    # A token of one's own page, signed with the time.
    rb'|(name="keep_for" value=")[^"]+'
)
# Signing out, or turning the second factor off, ends the walk.
SKIPPED = {"account_logout", "mfa_deactivate_totp"}
WORDS = {
    "slug:code": ["website"],
    "slug:fmt": ["csv"],
    "slug:page": ["what", "people"],
    "slug:report_type": ["concern"],
    "slug:size": ["web"],
    "slug:table": ["rooms", "policies", "signatures-by-policy", "signatures-by-person", "actions", "reviews"],
    # One view takes every step of an app; a few of its pages stand for all.
    "slug:slug": ["triage", "recuse", "consult", "nonsense"],
    "str:token": ["nonsense"],
}

NOT_FOUND = 404
Answer = tuple[int, bytes]
# What stands in the places of an address: one id, or a row's owner and the row.
Places = tuple[uuid.UUID, ...]
Snapshot = dict[tuple[str, str], Answer]
# Whether these ids are of the kind that an address of this name is about.
Fits = Callable[[str, Places], bool]


def take(
    client: Client,
    person: Person,
    places: Iterable[Places],
    *,
    only_with_ids: bool = False,
    but: Snapshot | None = None,
    fits: Fits | None = None,
) -> Snapshot:
    """GET and POST every address made of the URLconf and `places`; nothing of it stays.

    `only_with_ids` leaves out the addresses that have no place for one; what `but` found nothing
    behind is taken from it, because most ids belong to other addresses. With `fits`, those are not asked at all.
    """
    nowhere = {key: answer for key, answer in (but or {}).items() if answer[0] == NOT_FOUND}
    seen: Snapshot = {}
    for path in addresses(list(places), only_with_ids=only_with_ids, fits=fits):
        if ("get", path) in nowhere:
            seen[("get", path)] = nowhere[("get", path)]
            continue
        seen[("get", path)] = _answer(client, "get", path)
        # What may not be known by looking is not known by sending either: asked once, in the table of URLs.
        if seen[("get", path)][0] != NOT_FOUND:
            seen[("post", path)] = _answer(client, "post", path)
    seen[("mail", person.email)] = (
        0,
        repr([m.subject for m in mail.outbox if person.email in m.to]).encode(),
    )
    return seen


def _answer(client: Client, method: str, path: str) -> Answer:
    before = transaction.savepoint()
    response = getattr(client, method)(path)
    transaction.savepoint_rollback(before)
    # What one page would say on the next; which that is depends on the walk.
    client.cookies.pop("messages", None)
    # What is printed because somebody asked for it has a number of its own.
    is_print = method == "post" and response.headers.get("Content-Type") == "application/pdf"
    return response.status_code, b"" if is_print else _plain(response)


def addresses(
    places: list[Places], *, only_with_ids: bool = False, fits: Fits | None = None
) -> Iterator[str]:
    """Every route, filled with each of `places` that fits it."""
    for route, pattern in url_patterns():
        wanted = route.count("<uuid:")
        if pattern.name in SKIPPED or "(?P" in route or (only_with_ids and not wanted):
            continue
        fitting = [place for place in places if len(place) == wanted] if wanted else [()]
        if wanted and fits:
            fitting = [place for place in fitting if fits(pattern.name or "", place)]
        for place in fitting:
            yield from _filled(route, place)


def _filled(route: str, place: Places) -> Iterator[str]:
    ids = iter(place)
    names = re.findall(r"<([^>]+)>", route)
    choices = [[str(next(ids))] if name.startswith("uuid:") else WORDS[name] for name in names]
    for values in product(*choices):
        yield re.sub(r"<[^>]+>", _next_of(values), route)


def _next_of(values: tuple[str, ...]) -> Callable[[re.Match[str]], str]:
    rest = iter(values)
    return lambda _found: next(rest)


def _plain(response: object) -> bytes:
    body = getattr(response, "content", b"")
    return RANDOM.sub(lambda found: next(part for part in found.groups() if part), body)


def few_of_each(models: Iterable[type[Model]], but: set[Places], most: int) -> set[Places]:
    """At most so many of each model's new places, of each length: rows of one kind answer alike."""
    found: set[Places] = set()
    for model in models:
        new = sorted(places_of([model]) - but)
        found |= {*[p for p in new if len(p) == 1][:most], *[p for p in new if len(p) > 1][:most]}
    return found


def places_of(models: Iterable[type[Model]], most: int | None = None) -> set[Places]:
    """The id of each row, and each row's id after those of the rows it belongs to.

    `most` takes so many rows of each model; the rest would only be asked again.
    """
    found: set[Places] = set()
    for model in models:
        owners = [f.attname for f in model._meta.concrete_fields if f.is_relation]
        for pk, *others in model._base_manager.order_by("pk").values_list("pk", *owners)[:most]:
            found.add((pk,))
            found |= {(owner, pk) for owner in others if isinstance(owner, uuid.UUID)}
    return found
