"""The Celery application and the whole beat schedule, in one place.

Nothing that must happen hangs on a message in a broker: every entry below
sweeps rows of the database, so a lost message costs at most one interval. What
is due once a day is asked for again each hour, and done once.
"""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "superstars.settings")

app = Celery("superstars")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# Sweeps that nobody took within the hour are dropped: a worker that was away for days has one to do, not
# thousands. Not within the minute: then machines whose clocks differ would drop every one.
EACH_MINUTE = {"schedule": 60.0, "options": {"expires": 3600}}

# Times are Europe/London.
app.conf.beat_schedule = {
    "deliver what is waiting in the outbox, every minute": {
        "task": "notifications.tasks.sweep_outbox",
        **EACH_MINUTE,
    },
    "route reports that were stored but not routed, every minute": {
        "task": "incidents.tasks.sweep_unrouted",
        **EACH_MINUTE,
    },
    "escalate missed deadlines, every minute": {
        "task": "incidents.tasks.sweep_deadlines",
        **EACH_MINUTE,
    },
    "check that every open case has its readers, each hour": {
        "task": "incidents.tasks.sweep_access",
        "schedule": crontab(minute=10),
    },
    "note which policies came into force, each hour and just after midnight": {
        "task": "policies.tasks.sweep_beginnings",
        "schedule": crontab(minute=2),
    },
    "make the PDF of each policy that came into force, once, each hour": {
        "task": "policies.tasks.sweep_papers",
        "schedule": crontab(minute=3),
    },
    "see that each policy that is kept has its yearly review, each hour": {
        "task": "policies.tasks.sweep_reviews",
        "schedule": crontab(minute=4),
    },
    "ask whoever is to sign a policy now, and nobody who has left, each hour": {
        "task": "policies.tasks.sweep_requests",
        "schedule": crontab(minute=7),
    },
    "ask whoever decides for a child about its pictures, and nobody who no longer does, each hour": {
        "task": "consents.tasks.sweep_requests",
        "schedule": crontab(minute=9),
    },
    "remind parents of what they have not answered, each hour from 9:10": {
        "task": "consents.tasks.sweep_request_reminders",
        "schedule": crontab(hour="9-18", minute=10),
    },
    "send links to parents who asked for one, every minute": {
        "task": "consents.tasks.sweep_link_wishes",
        **EACH_MINUTE,
    },
    "let access to social media rest where somebody left, and note what has expired, each hour": {
        "task": "social.tasks.reconcile_access",
        "schedule": crontab(minute=11),
    },
    "open this term’s check of who holds an official account, each hour": {
        "task": "social.tasks.sweep_recertifications",
        "schedule": crontab(minute=13),
    },
    "remind of requests, checks and ends of access, each hour from 6:21": {
        "task": "social.tasks.sweep_access_reminders",
        "schedule": crontab(hour="6-18", minute=21),
    },
    # Ten minutes before a digest goes out, so that what is due today is in it.
    "remind of reviews, signatures and planned actions, each hour from 6:20": {
        "task": "policies.tasks.sweep_reminders",
        "schedule": crontab(hour="6-18", minute=20),
    },
    "remind of risk assessments to be reviewed, each hour from 6:22": {
        "task": "social.tasks.sweep_risk_reminders",
        "schedule": crontab(hour="6-18", minute=22),
    },
    "see which terms of platforms are new to an assessment, each hour": {
        "task": "social.tasks.sweep_terms",
        "schedule": crontab(minute=12),
    },
    "put due and late actions into the digest, once a day from 7:15": {
        "task": "incidents.tasks.remind_of_actions",
        "schedule": crontab(hour="7-18", minute=15),
    },
    "send each person one digest of duties, once a working day from 7:30": {
        "task": "notifications.tasks.send_digests",
        "schedule": crontab(hour="7-18", minute=30),
    },
    "seal the record with a checkpoint, once a day from 2:15": {
        "task": "superstars.tasks.seal_checkpoint",
        "schedule": crontab(minute=15, hour="2-23"),
    },
    "delete answers about pictures that nobody signed, on their day, each night": {
        "task": "consents.tasks.purge_drafts",
        "schedule": crontab(hour=2, minute=50),
    },
    "delete from where people signed about pictures after thirty days, each night": {
        "task": "consents.tasks.purge_traces",
        "schedule": crontab(hour=2, minute=55),
    },
    "delete the large copies of scanned forms after their last day, each night": {
        "task": "consents.tasks.purge_large_scans",
        "schedule": crontab(hour=3, minute=0),
    },
    "delete what was typed when a session ended, after a day, each hour": {
        "task": "accounts.tasks.purge_unsent_forms",
        "schedule": crontab(minute=40),
    },
    "look at posts on their way: permissions lost, agreements over, hours that came, every minute": {
        "task": "social.tasks.sweep_posts",
        **EACH_MINUTE,
    },
    "remind of urgent posts that nobody has read, each hour from 6:25": {
        "task": "social.tasks.sweep_post_reminders",
        "schedule": crontab(hour="6-18", minute=25),
    },
    "delete the large copies of pictures after their last day, each night": {
        "task": "social.tasks.sweep_large_pictures",
        "schedule": crontab(hour=3, minute=5),
    },
    "delete files of pictures that belong to nothing, each hour": {
        "task": "documents.tasks.sweep_picture_files",
        "schedule": crontab(minute=35),
    },
    "delete files of children that nobody confirmed, after a day, each hour": {
        "task": "accounts.tasks.purge_import_previews",
        "schedule": crontab(minute=25),
    },
    "delete drafts on their stated day, each night": {
        "task": "incidents.tasks.purge_drafts",
        "schedule": crontab(hour=2, minute=45),
    },
    "delete words of policies that were typed and not saved, each night": {
        "task": "policies.tasks.purge_kept_words",
        "schedule": crontab(hour=2, minute=50),
    },
    "see that each live account has its weekly look at comments, each hour": {
        "task": "social.tasks.sweep_watches",
        "schedule": crontab(minute=12),
    },
    "tell families how we use social media, each hour": {
        "task": "social.tasks.sweep_word",
        "schedule": crontab(minute=14),
    },
    "remind of messages of families, comments and paper, each hour from 6:20": {
        "task": "social.tasks.sweep_family_reminders",
        "schedule": crontab(hour="6-18", minute=20),
    },
    "find what must come down, and what is late, every minute": {
        "task": "social.tasks.sweep_takedowns",
        **EACH_MINUTE,
    },
}
