"""Random references that tell nothing about how many there are (COI-8)."""

import secrets

# Without letters and digits that are confused when read aloud or copied.
ALPHABET = "234679ACDEFGHJKMNPQRTUVWXYZ"


def new_reference() -> str:
    """A reference such as SM-7KQ4-ZD: one of 387 million."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(6))
    return f"SM-{letters[:4]}-{letters[4:]}"
