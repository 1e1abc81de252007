"""Which rows of this app can never be changed, or be there at all, whoever writes them."""

from workflow.guards import guard

guard("social.DataChange")
guard("social.HolderCheck")
guard("social.ChildProfile", columns=("child_id", "platform_id", "reason", "made_on", "made_by_id", "salt"))
guard("social.AccountHolder", columns=("account_id", "person_id", "begins_at", "added_by_id", "salt"))
guard("social.AccessSuspension", columns=("permission_id", "cause", "because", "by_id", "begins_at", "salt"))
# Once an assessment is approved nothing of its words moves: only what becomes of it.
guard(
    "social.RiskAssessment",
    columns=(
        "platform_id", "account_id", "tool_id", "number", "purpose", "used_by", "monitoring",
        "policy_version_id", "next_review_on", "draft", "edition", "text_hash", "terms", "started_by_id",
        "started_at", "approved_by_id", "approved_at", "approved_on", "needed_owner", "signed_off_by_id",
        "is_frozen", "salt",
    ),
    once="is_frozen",
)  # fmt: skip
guard("social.Hazard")
guard("social.RiskAuthor")
guard("social.RiskNote")
guard("social.RiskSwitch")
guard("social.RiskTrigger")
