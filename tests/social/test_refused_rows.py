"""Rows that must never be are refused by the database itself, whoever writes them and however."""

import datetime as dt

import pytest
from dateutil.relativedelta import relativedelta
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from social.models import AccessPermission, ChildProfile, MailDomain, OfficialAccount, Platform
from tests.social import accounts
from workflow import clock, guards

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def refused(words: str):
    return pytest.raises(DatabaseError, match=words)


def execute(sql: str, *values) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


def profile(cast, code: str, **more) -> ChildProfile:
    return ChildProfile(child=cast.kit, platform_id=code, reason="Journal", made_by=cast.maya, **more)


def test_no_profile_below_the_age_however_it_is_written(cast):
    assert cast.kit
    for day in (clock.today(), dt.date(2099, 1, 1)):
        with refused("child_profile_too_young"), transaction.atomic():
            profile(cast, "instagram", made_on=day).save(force_insert=True)
        with refused("child_profile_too_young"), transaction.atomic():
            ChildProfile.objects.bulk_create([profile(cast, "instagram", made_on=day)])
    assert not ChildProfile.objects.exists()


def test_no_profile_is_moved_below_the_age(cast):
    profile(cast, "learning-journal").save(force_insert=True)
    with refused("append-only|child_profile_too_young"):
        execute("UPDATE social_childprofile SET platform_id = 'instagram'")
    Platform.objects.filter(pk="learning-journal").update(min_age=5)
    with refused("child_profile_too_young"):
        execute(
            "INSERT INTO social_childprofile (id, salt, child_id, platform_id, reason, made_on, made_by_id) "
            "SELECT '00000000000000000000000000000001', salt, child_id, platform_id, reason, made_on, made_by_id "
            "FROM social_childprofile"
        )


def test_a_profile_from_the_birthday_on(cast):
    Platform.objects.filter(pk="other").update(min_age=3)
    birthday = cast.kit.born_on + relativedelta(years=3)
    with refused("child_profile_too_young"), transaction.atomic():
        profile(cast, "other", made_on=birthday - dt.timedelta(days=1)).save(force_insert=True)
    profile(cast, "other", made_on=birthday).save(force_insert=True)


def test_no_access_for_more_than_a_year(cast):
    today = clock.today()
    until = today + relativedelta(months=12)
    row = AccessPermission(
        person=cast.pia, platform_id="youtube", purpose="Songs", device="setting", data="None",
        starts_on=today, asked_until=until, expires_on=until,
    )  # fmt: skip
    row.save(force_insert=True)
    with refused("access_longer_than_a_year"), transaction.atomic():
        AccessPermission.objects.update(expires_on=until + dt.timedelta(days=1))
    with refused("access_longer_than_a_year"):
        execute("UPDATE social_accesspermission SET starts_on = %s", today - dt.timedelta(days=1))


def test_no_live_account_with_somebody_elses_address(cast):
    account = accounts.live(cast)
    with refused("live_account_with_strange_address"), transaction.atomic():
        OfficialAccount.objects.update(email="hannah@gmail.example")
    OfficialAccount.objects.update(email="hannah@gmail.example", email_exception="Meta refused ours")
    with refused("live_account_with_strange_address"):
        execute("UPDATE social_officialaccount SET email_exception = ''")
    MailDomain.objects.create(domain="gmail.example", source="Test", checked_on=clock.today())
    OfficialAccount.objects.filter(pk=account.pk).update(email_exception="")


def test_no_live_account_without_any_part_of_what_is_said(cast):
    accounts.live(cast)
    for field in ("objectives", "outcomes", "second_factor", "recovery_email", "comments", "tagging"):
        with refused("live_account_is_complete"), transaction.atomic():
            OfficialAccount.objects.update(**{field: ""})
    with refused("account_not_approved_by_proposer"), transaction.atomic():
        OfficialAccount.objects.update(approved_by=F("proposed_by"))
    with refused("account_in_use_was_approved"):
        execute("UPDATE social_officialaccount SET approved_by_id = NULL")


def test_what_refuses_is_in_force_and_missed_when_it_is_gone():
    assert guards.missing() == []
    execute(
        "DROP TRIGGER refuse_access_longer_than_a_year ON social_accesspermission"
        if connection.vendor == "postgresql"
        else "DROP TRIGGER refuse_access_longer_than_a_year_insert"
    )
    assert [name for name in guards.missing() if name.startswith("refuse_access")] != []


def test_a_table_that_a_trigger_reads_can_be_made_anew(cast):
    """SQLite remakes a table for most changes of it, which a trigger of another table would forbid."""
    guards.lift_before_migrate(None)
    execute("ALTER TABLE social_platform RENAME TO social_platform_before")
    execute("ALTER TABLE social_platform_before RENAME TO social_platform")
    guards.install_after_migrate(None)
    assert guards.missing() == []
