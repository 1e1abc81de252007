"""Where in the web a platform is: an account or a post that is somewhere else is not on it (S5.1)."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from social.models import Platform

# Nothing in it hides the host: no name before an @, no port, no other script's letters that look the same.
HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


def is_web_address(address: str) -> bool:
    """Whether it begins with https:// and says plainly which site it is of."""
    return host_of(address) != ""


def host_of(address: str) -> str:
    """The site of an address, in small letters; "" where it does not say that plainly."""
    try:
        found = urlsplit(address.strip())
    except ValueError:
        return ""
    host = found.netloc.lower().rstrip(".")
    return host if found.scheme == "https" and HOST.fullmatch(host) else ""


def is_there(address: str, sites: Iterable[str]) -> bool:
    """Whether an address is of one of `sites`, or of a part of one: m.facebook.com is of facebook.com."""
    host = host_of(address)
    return any(host == site or host.endswith(f".{site}") for site in sites)


def is_on(address: str, platform: Platform) -> bool:
    """Whether an address is on a platform. Where nobody has said of which sites it is, any address will do."""
    sites = platform.sites.split()
    return is_there(address, sites) if sites else is_web_address(address)


def sites_for_posts(platform: Platform, account_url: str) -> list[str]:
    """Where posts of an account are: on the platform's sites; where none is known, on the account's own."""
    own = host_of(account_url).removeprefix("www.").removeprefix("m.")
    return platform.sites.split() or ([own] if own else [])
