"""Which rows of this app can never be changed: what was sent, and what was written in a case."""

from workflow.guards import guard

# A report's state and version move; what was sent does not.
guard(
    "incidents.Report",
    columns=(
        "reference", "report_type", "author_id", "about", "body", "happened_on", "happened_time",
        "noticed_on", "noticed_time", "place", "told_dsl", "answers", "sent_at", "salt",
    ),
)  # fmt: skip
guard("incidents.ReportPerson")
guard("incidents.Entry")
# A triage decides about it; what was named stays as it was.
guard(
    "incidents.CaseAccount",
    columns=("case_id", "account_id", "name", "report_id", "named_by_id", "named_at", "salt"),
)
