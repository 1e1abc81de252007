"""The commands of the site's processes, for one machine or for several."""

from scripts import PYTHON
from scripts.processes import Command

CELERY: Command = [PYTHON, "-m", "celery", "-A", "superstars"]


def web(address: str, *, workers: int, threads: int, log_level: str = "info") -> Command:
    """gunicorn at `address` ("host:port")."""
    command: Command = [PYTHON, "-m", "gunicorn", "superstars.wsgi", "--bind", address, "--no-control-socket"]
    command += ["--worker-class", "gthread", "--workers", str(workers), "--threads", str(threads)]
    return [*command, "--log-level", log_level]


def worker() -> Command:
    """A worker on Redis; any number of them may run."""
    return [*CELERY, "worker", "-c", "2", "-l", "INFO"]


def beat() -> Command:
    """The schedule; exactly one may run."""
    return [*CELERY, "beat", "-l", "INFO"]


def worker_with_beat() -> Command:
    """Both in one, for the folder broker, which bears one worker and has no other to talk to."""
    command: Command = [*CELERY, "--quiet", "worker", "--beat", "--pool", "threads", "--concurrency", "2"]
    return [*command, "--without-gossip", "--without-mingle", "--loglevel", "WARNING"]
