"""What the fixture `real_commits` promises to every test that needs other connections."""

import threading

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction

from accounts.models import Person
from tests.cast import make_person
from workflow import guards
from workflow.models import AuditEvent, Calendar, DeadlineRule

pytestmark = pytest.mark.database


@pytest.mark.parametrize("turn", ["first", "second"])
def test_each_turn_begins_clean_and_guarded(real_commits, turn):
    assert not Person.objects.exists()
    assert guards.missing() == []
    assert Calendar.objects.exists()
    assert DeadlineRule.objects.exists()
    assert cache.get("left-behind") is None
    cache.set("left-behind", turn)
    make_person("Olive", "Okafor")
    assert AuditEvent.objects.exists()
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEvent.objects.all().delete()


def test_another_connection_sees_what_was_committed(real_commits):
    make_person("Maya", "Lindqvist")
    seen = []

    def look() -> None:
        seen.append(Person.objects.count())
        connection.close()

    other = threading.Thread(target=look)
    other.start()
    other.join()
    assert seen == [1]
