"""Which rows of this app can never be changed: what a picture was."""

from workflow.guards import guard

guard(
    "documents.Picture",
    columns=("name", "width", "height", "sha256", "web_sha256", "stored_at", "original_until", "salt"),
)
