"""Which rows of this app can never be changed, or be there at all, whoever writes them."""

from workflow.guards import guard

guard("social.DataChange")
guard("social.HolderCheck")
guard("social.ChildProfile", columns=("child_id", "platform_id", "reason", "made_on", "made_by_id", "salt"))
guard("social.AccountHolder", columns=("account_id", "person_id", "begins_at", "added_by_id", "salt"))
guard("social.AccessSuspension", columns=("permission_id", "cause", "because", "by_id", "begins_at", "salt"))
