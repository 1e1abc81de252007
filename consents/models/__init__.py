"""The rows of this app, a module per noun."""

from consents.models.answers import Answer, Block, ConsentRecord, Means, Signature
from consents.models.purposes import Notice, Purpose, RenewalRule

__all__ = ["Answer", "Block", "ConsentRecord", "Means", "Notice", "Purpose", "RenewalRule", "Signature"]
