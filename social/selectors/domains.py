"""Which addresses are the setting's own (S5.3b)."""

from social.models import MailDomain


def our_domains() -> frozenset[str]:
    return frozenset(MailDomain.objects.filter(is_ours=True).values_list("domain", flat=True))


def is_ours(email: str, domains: frozenset[str]) -> bool:
    """Whether an address is of one of `domains`; no address is nobody's."""
    return email.rpartition("@")[2].lower() in domains if email else False
