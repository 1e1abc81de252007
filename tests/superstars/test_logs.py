"""No personal data in any log line: neither by a library's error nor by a path."""

import logging

import pytest
import structlog
from django.conf import settings
from django.db import DatabaseError, connection


@pytest.fixture
def line():
    """What the console's formatter makes of a log record."""
    said = settings.LOGGING["formatters"]["line"]
    options = {name: value for name, value in said.items() if name != "()"}
    return said["()"](**options).format


def refused_row() -> DatabaseError:
    with connection.cursor() as cursor, pytest.raises(DatabaseError) as caught:
        cursor.execute("SELECT 'Kit Rossi was bitten' FROM nowhere_at_all")
    return caught.value


def test_an_error_is_told_by_type_and_place_and_not_by_its_words(db, line):
    error = refused_row()
    record = logging.LogRecord(
        "django.request",
        logging.ERROR,
        __file__,
        1,
        "Internal Server Error: %s",
        ("/reports/",),
        (type(error), error, error.__traceback__),
    )
    told = line(record)
    assert "Internal Server Error: /reports/" in told
    assert type(error).__name__ in told
    assert __file__ in told
    assert "nowhere_at_all" not in told
    assert "Kit" not in told


def test_our_own_lines_say_no_more(db, line, caplog):
    error = refused_row()
    structlog.get_logger("workflow.sweeps").error("swept_row_failed", exc_info=error, row="1")
    told = line(caplog.records[-1])
    assert "swept_row_failed" in told
    assert type(error).__name__ in told
    assert "nowhere_at_all" not in told


def test_a_reset_link_is_cut(line):
    record = logging.LogRecord(
        "django.request",
        logging.WARNING,
        __file__,
        1,
        "Not Found: /accounts/password/reset/key/4-abc/",
        (),
        None,
    )
    assert "4-abc" not in line(record)
