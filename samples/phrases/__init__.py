"""The wording that composed notices are made of."""

from samples.phrases.economy import ECONOMY
from samples.phrases.society import SOCIETY

FIELDS = {field.key: field for field in (*ECONOMY, *SOCIETY)}

__all__ = ["FIELDS"]
