"""The Celery application and the whole beat schedule, in one place.

Nothing that must happen hangs on a message in a broker: every entry below
sweeps rows of the database, so a lost message costs at most one interval.
"""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "superstars.settings")

app = Celery("superstars")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# Times are Europe/London.
app.conf.beat_schedule = {
    "deliver what is waiting in the outbox, every minute": {
        "task": "notifications.tasks.sweep_outbox",
        "schedule": 60.0,
    },
    "route reports that were stored but not routed, every minute": {
        "task": "incidents.tasks.sweep_unrouted",
        "schedule": 60.0,
    },
    "escalate missed deadlines, every minute": {
        "task": "incidents.tasks.sweep_deadlines",
        "schedule": 60.0,
    },
    "check that every open case has its readers, each hour": {
        "task": "incidents.tasks.sweep_access",
        "schedule": crontab(minute=10),
    },
    "put due and late actions into the digest, 7:15 each day": {
        "task": "incidents.tasks.remind_of_actions",
        "schedule": crontab(hour=7, minute=15),
    },
    "send each person one digest of duties, 7:30 on working days": {
        "task": "notifications.tasks.send_digests",
        "schedule": crontab(hour=7, minute=30),
    },
    "seal the record with a checkpoint, each night": {
        "task": "superstars.tasks.seal_checkpoint",
        "schedule": crontab(hour=2, minute=15),
    },
    "delete drafts on their stated day, each night": {
        "task": "incidents.tasks.purge_drafts",
        "schedule": crontab(hour=2, minute=45),
    },
}
