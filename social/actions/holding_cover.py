"""Keep what covers an account as it is until the caller's transaction ends: nobody switches it off meanwhile."""

from django.db.models import Q

from social.models import OfficialAccount, RiskAssessment
from social.selectors.covering import covering


def hold_cover(account: OfficialAccount) -> RiskAssessment | None:
    """As `covering(account)` now, with its own and its platform's assessments locked until the transaction ends.

    Whoever suspends or withdraws one waits, or has done so before this is asked: between them no
    post goes out. Takes its locks in the order of the ids, after children and the post's row.
    """
    of_either = Q(account=account.pk) | Q(platform=account.platform_id)
    rows = RiskAssessment.objects.holding().filter(of_either).order_by("pk")
    # Read, so that the rows are locked.
    list(rows.select_for_update(no_key=True).values_list("pk"))
    return covering(account)
