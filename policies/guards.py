"""Which rows of this app can never be changed: published words, what people signed, what was written."""

from workflow.guards import guard

# Once a version is published, nothing of it moves but the mark that the sweep has seen it begin.
guard(
    "policies.PolicyVersion",
    columns=(
        "policy_id", "number", "is_major", "change_summary", "outline", "outline_before", "keys_confirmed",
        "edition", "text_hash", "effective_from", "created_at", "is_adopted", "approved_by_id",
        "approved_by_name", "sent_back_because", "source_name", "source_sha256", "is_frozen", "state", "salt",
    ),
    once="is_frozen",
)  # fmt: skip
guard("policies.Clause")
guard("policies.ClauseText")
guard("policies.Drafter")
guard("policies.Consultation")
guard("policies.Acknowledgement")
guard("policies.SourceEdition")
guard("policies.ReviewAnswer")
guard("policies.PlanEntry")
