"""Foreign formats are read in a process that can be killed."""

from index.readers.guard.guard import Guard
from index.readers.guard.limits import LIMITS, Limits

__all__ = ["LIMITS", "Guard", "Limits"]
