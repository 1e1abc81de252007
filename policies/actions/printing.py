"""The PDF of a published version is made once, and kept. Not audited: it says what is recorded elsewhere."""

from policies import printed
from policies.models import Paper, PolicyVersion
from workflow import clock
from workflow.sweeps import sweep


def paper_of(version: PolicyVersion) -> bytes:
    """The PDF of a version: as it was made before, unless what it says has changed. A draft's is not kept."""
    if not version.is_frozen:
        return printed.policy_pdf(version)
    said = printed.fingerprint(version)
    held = Paper.objects.filter(version=version, said=said).first()
    return bytes(held.content) if held else _make(version, said)


def sweep_papers() -> int:
    """Make the paper of what is in force and has none, so that no reader waits; returns how many."""
    due = PolicyVersion.objects.in_force().filter(paper=None).select_related("policy")
    return len(sweep("policy papers", list(due), paper_of))


def _make(version: PolicyVersion, said: str) -> bytes:
    content = printed.policy_pdf(version)
    now = {"said": said, "content": content, "made_at": clock.now()}
    Paper.objects.update_or_create(version=version, defaults=now)
    return content
