"""Which rows of this app can never be changed: notices, signatures, answers; and why a child was blocked."""

from workflow.guards import guard

guard("consents.Notice")
guard("consents.Signature")
guard("consents.SignatureCheck")
guard("consents.Withdrawal")
guard("consents.Answer")
guard("consents.ConsentRecord")
guard("consents.Block", columns=("child_id", "reason", "begins_at", "by_id", "salt"))
guard("consents.PaperForm")
guard("consents.Seal")
guard("consents.Campaign")
guard(
    "consents.ScanPage", columns=("signature_id", "picture_id", "position", "added_by_id", "added_at", "salt")
)
guard("consents.Handover", columns=("child_id", "person_id", "by_id", "known_by", "at", "salt"))
