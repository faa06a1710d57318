"""What the parts of the vector index hand each other, and what is meant of it."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import StoreBroken

# The share of the exact RECALL_AT nearest that a search must find.
RECALL_TARGET = 0.98
RECALL_AT = 100
# Up to so many passages are compared one by one, which takes some 4 ms (`make bench`: 22 ms at
# 100,000 x 384). Measure again when the dimension changes.
EXACT_LIMIT = 20_000
# The share of a library that the narrow filter leaves which recall is measured with.
NARROW = 0.1

Bits = NDArray[np.uint8]
Ids = NDArray[np.int64]
Vectors = NDArray[np.float32]


class DamagedSegment(StoreBroken):
    """A file of the vector index is not as it was written; it is made again from the truth."""


@dataclass(frozen=True, slots=True)
class Probes:
    """How many lists of an inverted file are searched, and what that was measured to find."""

    all: int  # lists, without a filter
    narrow: int  # lists, with a filter that leaves NARROW of the passages
    recall: float  # of the exact RECALL_AT nearest, 0 to 1
    recall_narrow: float

    @property
    def met(self) -> bool:
        """Say whether they find what is meant."""
        return min(self.recall, self.recall_narrow) >= RECALL_TARGET


@dataclass(frozen=True, slots=True)
class SegmentRecord:
    """One file of the vector index. It is never changed; a later one takes its place."""

    name: str  # of the file
    after: int  # holds the passages with a higher id than this ...
    last: int  # ... up to this one
    generation: int  # of the truth when it was made; what was removed since is passed over
    passages: int
    lists: int
    probes: Probes
    size: int  # bytes
    head: int  # bytes before the lists
    head_crc: int  # CRC-32 of them
    list_crcs: tuple[int, ...]  # CRC-32 of each list, checked when it is first read

    def packed(self) -> dict[str, Any]:
        """Return it as JSON takes it."""
        return asdict(self)

    @staticmethod
    def unpack(packed: dict[str, Any]) -> "SegmentRecord":
        """Return what `packed` made. Raises TypeError, KeyError or ValueError."""
        probes = Probes(**packed["probes"])
        crcs = tuple(int(crc) for crc in packed["list_crcs"])
        record = SegmentRecord(**{**packed, "probes": probes, "list_crcs": crcs})
        if len(crcs) != record.lists or "/" in record.name or not record.name:
            raise ValueError(f"not a segment: {record.name!r}")
        return record


@dataclass(frozen=True, slots=True)
class VectorKind:
    """What was built, for `dateline status`."""

    name: str  # "Flat", or "IVF<lists>,SQfp16" of each segment, joined by " + "
    nprobe: int  # lists searched in the largest segment; 0 where all are compared
    recall: float  # of the exact RECALL_AT nearest, measured when it was made: the lowest
    recall_narrow: float  # within a filter that leaves NARROW of the passages

    @property
    def described(self) -> str:
        """Say what it is, what it finds, and where that is less than is meant."""
        if not self.nprobe:
            return self.name
        less = min(self.recall, self.recall_narrow) < RECALL_TARGET
        return (
            f"{self.name}, recall {self.recall:.3f} at nprobe {self.nprobe}, "
            f"{self.recall_narrow:.3f} within a tenth of the passages"
            + (f": less than the {RECALL_TARGET} that is meant" if less else "")
        )


def allowed_bits(ids: Ids) -> Bits:
    """Return a bit for every id up to the highest, set for those in `ids` (ascending, from 1)."""
    allowed = np.zeros(int(ids[-1]) + 1 if len(ids) else 1, np.bool_)
    allowed[ids] = True
    return np.packbits(allowed, bitorder="little")
