"""The real settings, with this folder as one more app: floors, and commands that fill and count."""

from superstars.settings import *  # noqa: F403
from superstars.settings import INSTALLED_APPS

INSTALLED_APPS.append("benchmarks")
ROOT_URLCONF = "benchmarks.urls"
